"""A planned batch made into pages."""

from collections.abc import Iterable, Sequence

from wagtail.actions.move_page import MovePageAction
from wagtail.models import Page

from core.bulk_pages import (
    Authorship,
    NewPage,
    create_pages,
    expire_pages,
    free_slug,
    publish_again,
    publish_changes,
)
from municipalities.services import german_slug
from opportunities.freinet.additions import FIELDS, TERMS, new_dates, new_slots
from opportunities.freinet.history import LOG_ACTION
from opportunities.freinet.offers import Offer
from opportunities.freinet.options import ImportOptions
from opportunities.freinet.organisations import (
    LONGEST_SLUG,
    Organisation,
    can_be_renamed,
    rename,
    write_organisations,
)
from opportunities.freinet.outcomes import Outcome
from opportunities.freinet.planning import Plan, Step
from opportunities.models import FreinetOffer, OpportunityPage
from organisations.models import OrganisationPage

# What is read from Freinet's exports; everything else on the page is for people to fill in (or
# comes from an export of our own, see `additions`).
IMPORTED_FIELDS = (
    *("title", "summary", "description", "time_model", "time_note", "places_wanted"),
    *("venue", "street", "postcode", "city", "locality", "latitude", "longitude", "whereabouts"),
)
DERIVED_FIELDS = ("municipality", "organisation", "open_until", "listed_at")
RELATED = (
    *("slots", "dates", "engagement_fields", "target_groups", "activities"),
    *("requirements", "languages", "wagtail_admin_comments"),
)


def authorship(options: ImportOptions, what: str) -> Authorship:
    """`what` happened, for the pages' history; one of the keys of `history.MESSAGES`."""
    return Authorship(now=options.now, user=options.user, log={LOG_ACTION: {"what": what}})


def write_plan(plan: Plan, options: ImportOptions, *, list_key: str, default_agency: str) -> None:
    """Write everything of one batch; the caller holds the transaction and the lock."""
    renamed = [step.organisation for step in plan.steps if step.organisation]
    for organisation in dict.fromkeys(renamed):
        if can_be_renamed(organisation):
            rename(organisation, authorship(options, "changed"))
    new = plan.with_outcome(Outcome.NEW)
    changed = plan.with_outcome(Outcome.CHANGED)
    write_organisations(
        [s.organisation for s in new + changed if s.organisation and (not s.known or s.is_moved)],
        authorship(options, "organisation"),
    )
    _create(new, options, list_key=list_key, default_agency=default_agency)
    _rewrite([step for step in changed if step.is_rewritten], options)
    _republish([step for step in changed if not step.is_rewritten], options)
    expire_offers([step.known for step in plan.with_outcome(Outcome.GONE) if step.known], options)
    _remember_return(plan.with_outcome(Outcome.UNCHANGED))


def _create(
    steps: Sequence[Step], options: ImportOptions, *, list_key: str, default_agency: str
) -> None:
    pages = []
    for step in steps:
        offer, parent = step.offer, _page_of(step.organisation)
        page = OpportunityPage(
            slug=_slug(offer),
            municipality_id=parent.municipality_id,
            organisation_id=parent.pk,
            first_published_at=offer.created_at or options.now,
        )
        _fill(page, offer)
        pages.append(NewPage(page, parent.pk))
    create_pages(pages, authorship(options, "new"))
    FreinetOffer.objects.bulk_create(
        FreinetOffer(
            freinet_id=step.offer.freinet_id,
            agency_id=step.offer.agency_id or default_agency,
            list_key=list_key,
            organisation=step.organisation.source if step.organisation else None,
            page=new.page,
            revision_id=new.page.latest_revision_id,
            digest=step.offer.digest,
        )
        for step, new in zip(steps, pages, strict=True)
    )


def _fill(page: OpportunityPage, offer: Offer) -> None:
    for name, value in offer.values.items():
        setattr(page, name, value)
    if offer.additions:
        page.slots.set(new_slots(offer.additions))
        page.dates.set(new_dates(offer.additions))
        for name, terms in offer.additions.terms.items():
            setattr(page, name, terms)
    page.set_derived()


def _rewrite(steps: Sequence[Step], options: ImportOptions) -> None:
    author = authorship(options, "changed")
    for step in steps:
        if step.is_moved:
            _move(step, options)
    loaded = OpportunityPage.objects.prefetch_related(*RELATED).in_bulk(
        [step.known.page_id for step in steps if step.known]
    )
    pages = []
    for step in steps:
        known = step.known
        if known is None or known.page_id is None:
            raise ValueError("Only a known offer with a page can be written anew.")
        page = loaded[known.page_id]
        page.first_published_at = step.offer.created_at or page.first_published_at
        _fill(page, step.offer)
        if step.offer.additions:
            for name in ("slots", "dates", *TERMS):
                getattr(page, name).commit()
        pages.append(page)
    publish_changes(pages, {*IMPORTED_FIELDS, *FIELDS, *DERIVED_FIELDS}, author)
    for step, page in zip(steps, pages, strict=True):
        known = step.known
        if known is not None:
            known.revision_id = page.latest_revision_id
            known.digest = step.offer.digest
            known.agency_id = step.offer.agency_id or known.agency_id
            known.gone_at = None
            if step.is_moved and step.organisation:
                known.organisation = step.organisation.source
    FreinetOffer.objects.bulk_update(
        [step.known for step in steps if step.known],
        ["revision", "digest", "agency_id", "gone_at", "organisation"],
        batch_size=100,
    )


def _move(step: Step, options: ImportOptions) -> None:
    """Put the page below its new organisation, with an address that is free there."""
    target = Page.objects.get(pk=_page_of(step.organisation).pk)
    page = OpportunityPage.objects.get(freinet_source__freinet_id=step.offer.freinet_id)
    taken = set(target.get_children().exclude(pk=page.pk).values_list("slug", flat=True))
    slug = free_slug(page.slug, taken)
    if slug != page.slug:
        page.slug = slug
        page.save(update_fields=["slug", "url_path"])
    MovePageAction(page, target, pos="last-child", user=options.user).execute(
        skip_permission_checks=True
    )


def _republish(steps: Iterable[Step], options: ImportOptions) -> None:
    known = [step.known for step in steps if step.known]
    publish_again([offer.page for offer in known if offer.page], authorship(options, "returned"))
    FreinetOffer.objects.filter(pk__in=[offer.pk for offer in known]).update(gone_at=None)


def _remember_return(steps: Iterable[Step]) -> None:
    """What people published again themselves is gone no longer."""
    ids = [step.known.pk for step in steps if step.known and step.known.gone_at]
    if ids:
        FreinetOffer.objects.filter(pk__in=ids).update(gone_at=None)


def expire_offers(offers: Sequence[FreinetOffer], options: ImportOptions) -> None:
    """Unpublish what the export no longer offers; its address goes on answering."""
    expire_pages([offer.page for offer in offers if offer.page], authorship(options, "gone"))
    FreinetOffer.objects.filter(pk__in=[offer.pk for offer in offers]).update(gone_at=options.now)


def _page_of(organisation: Organisation | None) -> OrganisationPage:
    page = organisation.current_page if organisation else None
    if page is None:
        raise ValueError("An organisation's page is made before its offers are.")
    return page


def _slug(offer: Offer) -> str:
    return german_slug(offer.title)[:LONGEST_SLUG].strip("-") or f"angebot-{offer.freinet_id}"
