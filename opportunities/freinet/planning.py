"""What is to be done with each offer, by what is there already. Nothing is written here."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from opportunities.freinet.destinations import Bucket, Destinations
from opportunities.freinet.offers import Offer
from opportunities.freinet.options import ImportOptions
from opportunities.freinet.organisations import Memory, Organisation, OrganisationBook
from opportunities.freinet.outcomes import Outcome, Reason
from opportunities.freinet.values import Repair
from opportunities.models import FreinetOffer, OpportunityPage
from organisations.models import OrganisationPage


@dataclass
class Step:
    """One offer and what becomes of it."""

    offer: Offer
    outcome: Outcome
    reason: Reason | None = None
    known: FreinetOffer | None = None
    organisation: Organisation | None = None
    is_moved: bool = False
    is_rewritten: bool = False  # if not, a returned page is published as it was
    repairs: list[Repair] = field(default_factory=list)


@dataclass
class Plan:
    steps: list[Step]
    book: OrganisationBook

    def with_outcome(self, outcome: Outcome) -> list[Step]:
        return [step for step in self.steps if step.outcome is outcome]


def plan_offers(
    offers: Sequence[Offer], destinations: Destinations, options: ImportOptions, memory: Memory
) -> Plan:
    """Plan one batch; its offers' numbers must differ."""
    numbers = [offer.freinet_id for offer in offers]
    known = {
        offer.freinet_id: offer
        for offer in FreinetOffer.objects.filter(freinet_id__in=numbers).with_page_state()
    }
    found = [
        destinations.find(offer, filed_below=_filed_below(known.get(offer.freinet_id)))
        for offer in offers
    ]
    filed = [
        (offer, where)
        for offer, where in zip(offers, found, strict=True)
        if isinstance(where, Bucket)
    ]
    book = OrganisationBook(filed, memory)
    planner = _Planner(book, destinations, options)
    steps = [
        planner.plan(offer, where, known.get(offer.freinet_id))
        for offer, where in zip(offers, found, strict=True)
    ]
    return Plan(steps, book)


class _Planner:
    def __init__(
        self, book: OrganisationBook, destinations: Destinations, options: ImportOptions
    ) -> None:
        self.book = book
        self.destinations = destinations
        self.options = options

    def plan(self, offer: Offer, where: Bucket | Reason, known: FreinetOffer | None) -> Step:
        if known is None:
            return _with_name_found(self._plan_new(offer, where))
        page = known.page
        if page is None:
            return Step(offer, Outcome.CONFLICT, Reason.DELETED, known)
        if self._is_foreign(page):
            return Step(offer, Outcome.SKIPPED, Reason.OTHER_TOWN, known)
        if isinstance(where, Reason):
            return self._plan_left(offer, where, known, page)
        return _with_name_found(self._plan_known(offer, where, known, page))

    def _plan_new(self, offer: Offer, where: Bucket | Reason) -> Step:
        if isinstance(where, Reason):
            return Step(offer, Outcome.SKIPPED, where)
        organisation = self.book.find(offer, where)
        if organisation is None:
            return Step(offer, Outcome.REJECTED, Reason.NO_ORGANISATION)
        page = organisation.current_page
        if organisation.is_deleted:
            return Step(offer, Outcome.CONFLICT, Reason.ORGANISATION_DELETED)
        if page and not page.live:
            return Step(offer, Outcome.CONFLICT, Reason.ORGANISATION_TAKEN_DOWN)
        if page and self._is_foreign(page):
            return Step(offer, Outcome.SKIPPED, Reason.OTHER_TOWN)
        return Step(offer, Outcome.NEW, None, None, organisation)

    def _plan_left(
        self, offer: Offer, reason: Reason, known: FreinetOffer, page: OpportunityPage
    ) -> Step:
        """A known offer that is to be skipped now: published here no longer if it moved away.

        What was collected from elsewhere stays, and so does an offer whose place was forgotten.
        """
        parent_id = _filed_below(known)
        is_gone = (
            reason is Reason.ELSEWHERE
            and offer.is_place_known
            and parent_id is not None
            and parent_id not in self.destinations.collecting_page_ids
            and page.live
        )
        if not is_gone:
            return Step(offer, Outcome.SKIPPED, reason, known)
        if page.locked:
            return Step(offer, Outcome.CONFLICT, Reason.LOCKED, known)
        return Step(offer, Outcome.GONE, Reason.LEFT, known)

    def _plan_known(
        self, offer: Offer, where: Bucket, known: FreinetOffer, page: OpportunityPage
    ) -> Step:
        organisation = self.book.find(offer, where)
        is_moved = self._is_moved(organisation, known)
        is_changed = is_moved or offer.digest != known.digest
        is_returned = known.gone_at is not None and not page.live
        if not page.live and not is_returned:
            return Step(offer, Outcome.CONFLICT, Reason.TAKEN_DOWN, known)
        if not is_changed and not is_returned:
            return Step(offer, Outcome.UNCHANGED, None, known, organisation)
        if page.latest_revision_id != known.revision_id:
            return Step(offer, Outcome.CONFLICT, Reason.EDITED, known)
        if page.locked:
            return Step(offer, Outcome.CONFLICT, Reason.LOCKED, known)
        reason = Reason.RETURNED if is_returned else Reason.MOVED if is_moved else None
        return Step(
            offer,
            Outcome.CHANGED,
            reason,
            known,
            organisation,
            is_moved=is_moved,
            is_rewritten=is_changed,
        )

    def _is_moved(self, organisation: Organisation | None, known: FreinetOffer) -> bool:
        """Whether the export now gives the offer to another organisation or town.

        Compared with what the export said before: where people moved the page since is theirs.
        An organisation that people removed or another town's draws no page to it.
        """
        before = known.organisation
        if organisation is None or before is None or before.page_id is None:
            return False
        if organisation.is_new or (organisation.same_as and organisation.same_as.is_new):
            return True
        page = organisation.current_page
        if page is None or not page.live or self._is_foreign(page):
            return False
        return bool(page.pk != before.page_id)

    def _is_foreign(self, page: OpportunityPage | OrganisationPage) -> bool:
        town = self.options.town
        return self.options.only_town and (town is None or page.municipality_id != town.pk)


def _with_name_found(step: Step) -> Step:
    """Say by what the organisation was found where the row does not name it."""
    if step.organisation and not step.offer.organisation_name:
        by_number = bool(step.offer.organisation_id and step.organisation.source)
        reason = Reason.ORGANISATION_FROM_ID if by_number else Reason.ORGANISATION_FROM_AGENCY
        step.repairs.append(Repair("organisation_name", reason, step.organisation.name))
    return step


def _filed_below(known: FreinetOffer | None) -> int | None:
    """The town's or collecting page below which the offer's organisation is filed."""
    return known.organisation.parent_id if known and known.organisation else None
