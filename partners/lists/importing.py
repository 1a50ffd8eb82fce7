"""The import from beginning to end, for the command, the preview and the admin's task alike.

A preview goes the same way as the import and writes nothing, so both count the same.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, Final

from django.db import DatabaseError, OperationalError, transaction
from wagtail.models import Page

from core.html_cleaning import plain_line
from municipalities.models import Municipality
from opportunities.freinet.places import Gazetteer
from partners.lists.categories import CategoryBook, open_categories
from partners.lists.cells import Table
from partners.lists.changes import FieldChange, find_changes
from partners.lists.columns import SAMPLE, Columns, Hints, find_columns, header_score
from partners.lists.doubts import Answers, Doubt, answers_for
from partners.lists.errors import ListFileError
from partners.lists.identity import identity_of
from partners.lists.known import hints_of, known_places
from partners.lists.matching import match_shops
from partners.lists.options import ListOptions
from partners.lists.outcomes import Outcome, Reason, ReportLine, Tally
from partners.lists.planning import FileState, Plan, Step, plan_list
from partners.lists.rows import Row, rows_of
from partners.lists.shops import RowRejected, Shop, read_shop, with_further_benefit
from partners.lists.tables import MOST_ROWS, open_table
from partners.lists.writing import Compared, Writer, load_current
from partners.models import PartnerList

logger = logging.getLogger(__name__)

BATCH: Final = 200  # shops in one transaction: what a killed import has to do again at most
LONGEST_VALUE: Final = 300  # characters of a value in the report
# Damage after which a missing shop may only have been lost.
BREAKS: Final = frozenset({Reason.CUT_OFF, Reason.UNCLOSED_QUOTE})
# A file of which so much can't be read says nothing about who has gone.
MOSTLY_BROKEN: Final = 0.1

Progress = Callable[[int, int], None]


@dataclass
class Imported:
    """What an import did, or would do."""

    tally: Tally
    doubts: list[Doubt] = field(default_factory=list)
    # What holds for the file as a whole, as JSON.
    findings: dict[str, Any] = field(default_factory=dict)


def import_list(
    path: Path,
    partner_list: PartnerList,
    options: ListOptions,
    *,
    writes: bool = True,
    on_progress: Progress = lambda done, total: None,
) -> Imported:
    """Bring the shops here up to date with a state of a list; with `writes` false, only tell.

    Raises `ListFileError` before anything is written if the file can't be read at all.
    """
    return _Import(path, partner_list, options, writes=writes, on_progress=on_progress).run()


class _Import:
    def __init__(
        self,
        path: Path,
        partner_list: PartnerList,
        options: ListOptions,
        *,
        writes: bool,
        on_progress: Progress,
    ) -> None:
        self.path = path
        self.partner_list = partner_list
        self.options = options
        self.writes = writes
        self.on_progress = on_progress
        self.tally = Tally()
        self.doubts: list[Doubt] = []
        self.broken: list[Row] = []
        self.rows = 0

    def run(self) -> Imported:
        if self.partner_list.pk:
            self.partner_list.refresh_from_db()
        table = open_table(self.path, header_score)
        self.columns = self._columns(table)
        self.categories = CategoryBook(self.partner_list)
        shops = self._read(table)
        if not shops:
            raise ListFileError(ListFileError.Code.NO_ROW)
        only_town = self.partner_list.municipality_id
        matching = match_shops(shops, known_places(self.partner_list, only_town=only_town))
        self.answers: Answers = answers_for(self.partner_list) if self.partner_list.pk else {}
        plan = plan_list(matching, self._file_state(), self.answers, self.options)
        self.writer = Writer(self.partner_list, self.categories, self.options)
        self._carry_out(plan)
        findings = {
            "guessed": self.columns.guessed,
            "unused": self.columns.unused,
            "columns": {name: self.columns.title(name) for name in self.columns.index},
            "is_complete": self._file_state().is_complete,
            "many_gone": plan.many_gone,
            "numbers_are_new": matching.numbers_are_new,
            "elsewhere": sum(shop.is_elsewhere for shop in shops),
            "categories": open_categories(shops, self.categories),
        }
        return Imported(self.tally, self.doubts, findings)

    def _columns(self, table: Table) -> Columns:
        sample = [
            record.cells for record in islice(table.records(), SAMPLE) if record.problem is None
        ]
        hints = Hints(hints_of(self.partner_list)) if self.partner_list.pk else Hints()
        return find_columns(table.header, sample, hints)

    # Reading

    def _read(self, table: Table) -> list[Shop]:
        gazetteer = Gazetteer(Municipality.objects.filter(page__isnull=False))
        shops: dict[object, Shop] = {}
        for row in rows_of(table.records(), self.columns):
            self.rows += 1
            if self.rows > MOST_ROWS:
                raise ListFileError(ListFileError.Code.TOO_LARGE)
            shop = self._shop(row, gazetteer)
            if shop is None:
                continue
            shop.category = self._category(shop)
            identity = identity_of(shop.values)
            key = (identity.names[:1] or shop.name, identity.place_key, identity.city)
            first = shops.setdefault(key, shop)
            if first is not shop:
                shops[key] = self._join(first, shop)
        for shop in shops.values():
            self._tell_repairs(shop)
        return list(shops.values())

    def _category(self, shop: Shop) -> str:
        category = self.categories.get(shop.text("category"))
        return category.slug if category else ""

    def _shop(self, row: Row, gazetteer: Gazetteer) -> Shop | None:
        try:
            return read_shop(row, gazetteer, self.options.town)
        except RowRejected as rejected:
            reason = rejected.reason
        except Exception:
            logger.exception("Row %d of a list of shops can't be read.", row.number)
            reason = Reason.UNEXPECTED
        self.broken.append(row)
        self.tally.add(
            ReportLine(
                row=row.number,
                title=plain_line(row.get("name") or row.raw)[:120],
                outcome=Outcome.REJECTED,
                reason=reason,
                value=plain_line(row.raw)[:LONGEST_VALUE],
            )
        )
        return None

    def _join(self, first: Shop, other: Shop) -> Shop:
        """Two rows about one shop: another benefit, or the same once more."""
        joined = with_further_benefit(first, other)
        if joined.benefits == first.benefits:
            reason, outcome = Reason.DUPLICATE, Outcome.REJECTED
        else:
            reason, outcome = Reason.FURTHER_BENEFIT, Outcome.REPAIRED
        self.tally.add(
            ReportLine(
                row=other.row,
                title=other.name,
                outcome=outcome,
                reason=reason,
                value="" if outcome is Outcome.REJECTED else other.benefits[0][:LONGEST_VALUE],
            )
        )
        return joined

    def _tell_repairs(self, shop: Shop) -> None:
        self.tally.add_repairs(
            [
                ReportLine(
                    row=shop.row,
                    title=shop.name,
                    outcome=Outcome.REPAIRED,
                    field=self.columns.title(repair.field) or repair.field,
                    reason=repair.reason,
                    value=repair.value[:LONGEST_VALUE],
                )
                for repair in shop.repairs
            ]
        )

    def _file_state(self) -> FileState:
        reasons = {row.problem for row in self.broken}
        too_many = len(self.broken) > max(3, MOSTLY_BROKEN * self.rows)
        return FileState(
            is_complete=not (reasons & BREAKS) and not too_many,
            broken_rows=[row.raw for row in self.broken],
        )

    # Doing

    def _carry_out(self, plan: Plan) -> None:
        done = 0
        steps = [*plan.steps, *plan.ends]
        idle = (Outcome.UNCHANGED, Outcome.SKIPPED, Outcome.REJECTED, Outcome.DOUBTFUL)
        for step in (step for step in steps if step.outcome in idle):
            self._tell(step)
            done += 1
        busy = [step for step in steps if step.outcome not in idle]
        for start in range(0, len(busy), BATCH):
            batch = busy[start : start + BATCH]
            self._process(batch)
            done += len(batch)
            self.on_progress(done, len(steps))
        self.on_progress(len(steps), len(steps))

    def _process(self, steps: Sequence[Step]) -> None:
        """Compare a batch and write it, all or nothing; where one shop spoils it, the others."""
        try:
            compared = self._compare_and_write(steps)
        except OperationalError:
            raise  # the database is away or overloaded: no shop's fault
        except DatabaseError:
            if len(steps) > 1:
                half = len(steps) // 2
                self._process(steps[:half])
                self._process(steps[half:])
                return
            logger.exception("Row %d of a list of shops can't be written.", steps[0].row)
            steps[0].outcome, steps[0].reason = Outcome.REJECTED, Reason.UNEXPECTED
            compared = {}
        for step in steps:
            one = compared.get(id(step))
            self._tell(step, one.changes.lines if one else ())
            if one:
                self.doubts += one.changes.doubts

    def _compare_and_write(self, steps: Sequence[Step]) -> dict[int, Compared]:
        if not self.writes:
            return self._compare(steps)
        with transaction.atomic():
            self._lock(steps)
            compared = self._compare(steps)
            self.writer.create(_with(steps, Outcome.NEW))
            self.writer.change(
                [
                    one
                    for one in compared.values()
                    if one.step.outcome not in (Outcome.LEFT_ALONE, Outcome.DOUBTFUL)
                    or one.changes.doubts
                ]
            )
            self.writer.end(_with(steps, Outcome.GONE))
            self.writer.keep([step for step in steps if step.reason is Reason.KEPT])
            self.writer.finish_batch()
        self.partner_list.version += 1
        return compared

    def _lock(self, steps: Sequence[Step]) -> None:
        """Let nobody import the same list, or edit these pages, until the batch is written."""
        locked = PartnerList.objects.select_for_update().get(pk=self.partner_list.pk)
        if locked.version != self.partner_list.version:
            raise ListFileError(ListFileError.Code.OUTDATED)
        ids = [step.known.page for step in steps if step.known and step.known.page]
        pages = Page.objects.filter(pk__in=ids).order_by("pk").select_for_update(no_key=True)
        list(pages.values_list("pk", flat=True))

    def _compare(self, steps: Sequence[Step]) -> dict[int, Compared]:
        """What the list changes on each known shop of a batch; steps are told what comes of it."""
        changed = _with(steps, Outcome.CHANGED)
        there = load_current(changed, self.partner_list)
        found: dict[int, Compared] = {}
        for step in changed:
            current = there.get(step.known.target) if step.known else None
            if step.shop is None or step.known is None or current is None:
                step.outcome, step.reason = Outcome.LEFT_ALONE, Reason.DELETED
                continue
            changes = find_changes(step.shop, step.known, current, self.categories, self.answers)
            page = current.page
            if (changes.writes_page or step.reason is Reason.RETURNED) and (
                page.locked or (page.has_unpublished_changes and not page.expired)
            ):
                step.outcome = Outcome.LEFT_ALONE
                step.reason = Reason.LOCKED if page.locked else Reason.DRAFT
                continue
            self._judge(step, changes.lines, has_doubts=bool(changes.doubts), changes=changes)
            found[id(step)] = Compared(step, current, changes)
        return found

    def _judge(
        self, step: Step, lines: Sequence[FieldChange], *, has_doubts: bool, changes: Any
    ) -> None:
        shop, known = step.shop, step.known
        if shop is None or known is None:
            return
        moves = {"street", "postcode", "city"} & set(changes.values)
        if moves and shop.town and shop.town.pk != known.town and not shop.is_elsewhere:
            step.reason = Reason.MOVED_TOWN
        if has_doubts:
            step.outcome, step.reason = Outcome.DOUBTFUL, Reason.ASK_CONFLICT
        elif not lines and step.reason not in (Reason.RETURNED, Reason.KNOWN_HERE):
            step.outcome, step.reason = Outcome.UNCHANGED, None

    # Telling

    def _tell(self, step: Step, changes: Sequence[FieldChange] = ()) -> None:
        if step.doubt:
            self.doubts.append(step.doubt)
        line = ReportLine(row=step.row, title=step.title, outcome=step.outcome, reason=step.reason)
        more = [
            ReportLine(
                row=step.row,
                title=step.title,
                outcome=step.outcome,
                field=self.columns.title(change.name) or change.name,
                reason=step.reason,
                value=change.after[:LONGEST_VALUE],
                before=change.before[:LONGEST_VALUE],
            )
            for change in changes
        ]
        self.tally.add(line, *more)


def _with(steps: Sequence[Step], outcome: Outcome) -> list[Step]:
    return [step for step in steps if step.outcome is outcome]
