"""The import from beginning to end, for the command, the preview and the admin's task alike.

A preview goes the same way as the import and writes nothing, so both count the same.
"""

import logging
from collections.abc import Callable, Iterator, Sequence

from django.db import DatabaseError, OperationalError, transaction
from wagtail.models import Page

from core.html_cleaning import plain_line
from opportunities.freinet.additions import Vocabularies
from opportunities.freinet.destinations import Destinations
from opportunities.freinet.offers import Offer, RowRejected, read_id, read_offer
from opportunities.freinet.options import ImportOptions
from opportunities.freinet.organisations import Memory
from opportunities.freinet.outcomes import Outcome, Reason, ReportLine, Tally
from opportunities.freinet.places import Gazetteer
from opportunities.freinet.planning import Plan, plan_offers
from opportunities.freinet.reading import inspect_rows
from opportunities.freinet.rows import EXPORT_NAMES, Row
from opportunities.freinet.values import Repair
from opportunities.freinet.writing import expire_offers, write_plan
from opportunities.models import FreinetOffer

logger = logging.getLogger(__name__)

BATCH = 200  # offers in one transaction: what a killed import has to do again at most
LONGEST_VALUE = 200  # characters of a value in the report

Rows = Callable[[], Iterator[Row]]
Progress = Callable[[int, int], None]


def import_offers(
    rows: Rows,
    options: ImportOptions,
    *,
    writes: bool = True,
    on_progress: Progress = lambda done, total: None,
) -> Tally:
    """Import what `rows` yields (it is called twice); with `writes` false, only tell.

    `on_progress` is told the rows done and in all after every batch, outside of any transaction.
    Raises `FreinetFileError` before anything is written if the file can't be read at all.
    """
    return _Import(rows, options, writes=writes, on_progress=on_progress).run()


class _Import:
    def __init__(
        self, rows: Rows, options: ImportOptions, *, writes: bool, on_progress: Progress
    ) -> None:
        self.rows = rows
        self.options = options
        self.writes = writes
        self.on_progress = on_progress
        self.tally = Tally()
        self.memory = Memory()
        self.vocabularies = Vocabularies()
        self.accepted: set[str] = set()  # numbers of offers that were read
        self.seen: set[str] = set()  # numbers of all rows, also of broken ones
        self.broken: list[str] = []  # texts of rows whose number is unknown

    def run(self) -> Tally:
        inspection = inspect_rows(self.rows())
        agencies = {agency or self._default_agency for agency in inspection.agency_ids}
        known_agencies, list_key = _agencies_of_list(agencies)
        self.list_key = list_key
        self.destinations = Destinations(self.options, writes=self.writes)
        self.gazetteer = Gazetteer(self.destinations.towns)
        batch: list[Offer] = []
        for done, row in enumerate(self.rows(), start=1):
            if offer := self._read(row):
                batch.append(offer)
            if len(batch) == BATCH:
                self._process(batch)
                self.on_progress(done, inspection.rows)
                batch = []
        self._process(batch)
        self.on_progress(inspection.rows, inspection.rows)
        if inspection.is_complete and self.accepted:
            self._expire_missing(known_agencies)
        return self.tally

    @property
    def _default_agency(self) -> str:
        """Stands for the agency in exports that name none."""
        return f"~{self.options.town.ags}" if self.options.town else "~"

    def _read(self, row: Row) -> Offer | None:
        """The offer of a row, None if there is none in it; the report says why."""
        try:
            if row.problem:
                raise RowRejected(row.problem)
            freinet_id = read_id(row)
            if freinet_id in self.accepted:
                raise RowRejected(Reason.DUPLICATE, "freinet_id", freinet_id)
            offer = read_offer(
                row, self.gazetteer, now=self.options.now, vocabularies=self.vocabularies
            )
        except RowRejected as rejected:
            self._reject(row, rejected)
            return None
        except Exception:
            logger.exception("Row %d of a Freinet export can't be read.", row.number)
            self._reject(row, RowRejected(Reason.UNEXPECTED))
            return None
        self.accepted.add(offer.freinet_id)
        self.seen.add(offer.freinet_id)
        return offer

    def _reject(self, row: Row, rejected: RowRejected) -> None:
        try:
            self.seen.add(read_id(row))
        except RowRejected:
            self.broken.append(row.raw or row.title)
        self.tally.add(
            ReportLine(
                row=row.number,
                freinet_id=plain_line(row.freinet_id)[:LONGEST_VALUE],
                title=plain_line(row.title)[:LONGEST_VALUE],
                outcome=Outcome.REJECTED,
                field=EXPORT_NAMES.get(rejected.field, rejected.field),
                reason=rejected.reason,
                value=rejected.value[:LONGEST_VALUE],
            )
        )

    def _process(self, offers: Sequence[Offer]) -> None:
        """Plan a batch and write it, all or nothing; where one offer spoils it, the others."""
        if not offers:
            return
        try:
            plan = self._plan_and_write(offers)
        except OperationalError:
            raise  # the database is away or overloaded: no offer's fault
        except DatabaseError:
            self.destinations.forget_collecting()
            if len(offers) > 1:
                half = len(offers) // 2
                self._process(offers[:half])
                self._process(offers[half:])
                return
            logger.exception("Freinet offer %s can't be written.", offers[0].freinet_id)
            self._tell(offers[0], Outcome.REJECTED, Reason.UNEXPECTED)
            return
        for step in plan.steps:
            self._tell(step.offer, step.outcome, step.reason)
            self._tell_repairs(step.offer, [*step.offer.repairs, *step.repairs])

    def _plan_and_write(self, offers: Sequence[Offer]) -> Plan:
        if not self.writes:
            plan = plan_offers(offers, self.destinations, self.options, self.memory)
            plan.book.keep_in_mind()
            return plan
        with transaction.atomic():
            lock_imports()
            lock_pages_of(offers)
            plan = plan_offers(offers, self.destinations, self.options, self.memory)
            write_plan(
                plan, self.options, list_key=self.list_key, default_agency=self._default_agency
            )
        return plan

    def _tell(self, offer: Offer, outcome: Outcome, reason: Reason | None) -> None:
        self.tally.add(
            ReportLine(
                row=offer.row,
                freinet_id=offer.freinet_id,
                title=offer.title,
                outcome=outcome,
                reason=reason,
            )
        )

    def _tell_repairs(self, offer: Offer, repairs: Sequence[Repair]) -> None:
        self.tally.add_repairs(
            [
                ReportLine(
                    row=offer.row,
                    freinet_id=offer.freinet_id,
                    title=offer.title,
                    outcome=Outcome.REPAIRED,
                    field=EXPORT_NAMES.get(repair.field, repair.field),
                    reason=repair.reason,
                    value=repair.value[:LONGEST_VALUE],
                )
                for repair in repairs
            ]
        )

    def _expire_missing(self, agencies: set[str]) -> None:
        """Unpublish the offers of these agencies that the file does not name any more."""
        candidates = FreinetOffer.objects.filter(
            agency_id__in=agencies, gone_at=None, page__live=True
        )
        if self.options.only_town:
            candidates = candidates.filter(page__municipality=self.options.town)
        missing = [
            pk
            for pk, freinet_id, title in candidates.order_by("pk").values_list(
                "pk", "freinet_id", "page__title"
            )
            if freinet_id not in self.seen and not any(title in text for text in self.broken)
        ]
        for start in range(0, len(missing), BATCH):
            self._expire(missing[start : start + BATCH])

    def _expire(self, ids: Sequence[int]) -> None:
        with transaction.atomic():
            if self.writes:
                lock_imports()
            still_live = FreinetOffer.objects.filter(pk__in=ids, page__live=True)
            offers = list(still_live.with_page_state().order_by("pk"))
            gone = [offer for offer in offers if offer.page and not offer.page.locked]
            if self.writes:
                expire_offers(gone, self.options)
        for offer in offers:
            page = offer.page
            if page is None:
                continue
            is_edited = page.latest_revision_id != offer.revision_id
            outcome, reason = (
                (Outcome.CONFLICT, Reason.LOCKED)
                if page.locked
                else (Outcome.GONE, Reason.NOT_IN_FILE_EDITED if is_edited else Reason.NOT_IN_FILE)
            )
            self.tally.add(
                ReportLine(
                    row=0,
                    freinet_id=offer.freinet_id,
                    title=page.title,
                    outcome=outcome,
                    reason=reason,
                )
            )


def lock_imports() -> None:
    """Let imports take turns, batch by batch, until the transaction ends.

    On PostgreSQL by a lock on the tree's root, which nothing else asks for; on SQLite every
    writing transaction has the whole database to itself.
    """
    roots = Page.objects.filter(depth=1).order_by("pk").select_for_update(no_key=True)
    list(roots.values_list("pk", flat=True))


def lock_pages_of(offers: Sequence[Offer]) -> None:
    """Let nobody edit the offers' pages between our looking whether somebody has and writing."""
    known = FreinetOffer.objects.filter(freinet_id__in=[offer.freinet_id for offer in offers])
    pages = Page.objects.filter(pk__in=known.values("page_id")).order_by("pk")
    list(pages.select_for_update(no_key=True).values_list("pk", flat=True))


def _agencies_of_list(agencies: set[str]) -> tuple[set[str], str]:
    """Of which agencies an export with offers of `agencies` is the whole list, and its key.

    Agencies that came in one export before belong together: if more than half of them are in
    this one, the others' last offers have gone too. A narrower export speaks for its own only.
    """
    lists: dict[str, set[str]] = {}
    pairs = FreinetOffer.objects.filter(gone_at=None, page__isnull=False)
    for list_key, agency_id in pairs.order_by().values_list("list_key", "agency_id").distinct():
        lists.setdefault(list_key, set()).add(agency_id)
    whole = set(agencies)
    shares = {}
    for list_key, members in lists.items():
        common = members & agencies
        if common:
            shares[list_key] = len(common)
        if len(common) * 2 > len(members):
            whole |= members
    list_key = max(sorted(shares), key=shares.__getitem__, default=min(agencies))
    return whole, list_key
