"""What an organisation writes, kept as revisions of the page (ADR 21).

A draft is the page's newest revision; what is on line stays as it is. Whoever writes in two tabs
overwrites only what was changed in each.
"""

import datetime as dt
import uuid
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.actions.delete_page import DeletePageAction
from wagtail.models import Page, Revision, TaskState

from core.summaries import summarise
from municipalities.services import german_slug
from opportunities.desk.errors import OfferError
from opportunities.desk.moving import moved_dates
from opportunities.models import OpportunityDate, OpportunityPage, WeeklySlot
from organisations.models import Organisation, OrganisationPage
from organisations.registration.services import draft_page

if TYPE_CHECKING:
    from accounts.models import User

# Saving while one types rewrites the own newest revision so long, instead of adding hundreds.
ONE_SITTING = dt.timedelta(hours=1)
CONTACT = ("contact_name", "contact_email", "contact_phone")
PLACE = ("venue", "street", "postcode", "city", "locality", "latitude", "longitude")
PLACE_KEPT = (*PLACE, "address_hidden")
TERMS = ("engagement_fields", "target_groups", "activities", "requirements", "languages")
# What a copy does not take along: whose it is in the tree, and what happened to it.
_OWN_WAY = {"page_ptr", "organisation", "municipality", "open_until", "listed_at", "places_taken"}
_OWN_WAY |= {"places_held", "is_paused", "closed_on"}

Change = Callable[[OpportunityPage], None]


def offers_of(organisation: Organisation) -> Any:
    """All offers below the organisation's page, drafts as well."""
    offers = OpportunityPage.objects.filter(alias_of=None)
    if organisation.page_id is None:
        return offers.none()
    return offers.filter(organisation=organisation.page_id)


def draft_of(offer: OpportunityPage) -> OpportunityPage:
    """The offer as it was last written, on line or not."""
    draft: OpportunityPage = offer.get_latest_revision_as_object()
    return draft


def new_offer(organisation: Organisation) -> OpportunityPage:
    """An offer with what the organisation's last one and its profile suggest; not saved."""
    offer = OpportunityPage()
    page: OrganisationPage | None = organisation.page
    last = offers_of(organisation).order_by("-latest_revision_created_at", "-pk").first()
    source = last or page
    if source is not None:
        for name in PLACE_KEPT:
            setattr(offer, name, getattr(source, name))
    if last is not None:
        for name in (*CONTACT, "public_transport", "takes_applications", "reminder_hours"):
            setattr(offer, name, getattr(last, name))
        for name in ("has_insurance", "reimburses_expenses", "is_step_free"):
            setattr(offer, name, getattr(last, name))
    elif page is not None:
        offer.contact_name = page.contact_name
        offer.contact_email = page.email
        offer.contact_phone = page.phone
    if not offer.city and organisation.municipality:
        offer.city = organisation.municipality.name
    return offer


@transaction.atomic
def start_draft(
    *, organisation: Organisation, key: uuid.UUID, by: "User", change: Change
) -> OpportunityPage:
    """Make a draft below the organisation's page; `key` makes it once, however often it is sent.

    Raises OfferError (NO_PAGE).
    """
    parent = _page_of(organisation, by)
    # One after the other below one page: the tree's paths and the key both need it.
    Page.objects.select_for_update().get(pk=parent.pk)
    parent.refresh_from_db()
    before = OpportunityPage.objects.filter(translation_key=key).first()
    if before is not None and before.organisation_id == parent.pk:
        return save_draft(offer=before, by=by, change=change)
    offer = new_offer(organisation)
    offer.translation_key = key if before is None else uuid.uuid4()
    change(offer)
    return _add(offer, parent, by)


@transaction.atomic
def save_draft(
    *, offer: OpportunityPage, by: "User", change: Change, while_typing: bool = False
) -> OpportunityPage:
    """Apply `change` to what was last written and keep it; nothing new leaves no trace.

    Raises OfferError (WAITING, LOCKED).
    """
    offer = locked(offer)
    check_writable(offer)
    draft = draft_of(offer)
    before = draft.serializable_data()
    summary_before = summarise(draft.description)
    change(draft)
    # Until somebody writes one, the summary is the text's beginning, and goes along with it.
    if draft.summary in ("", summary_before):
        draft.summary = summarise(draft.description)
    if draft.serializable_data() == before:
        return draft
    # The page's own rules are for what goes on line (`gate`): a draft may be unfinished.
    draft.save_revision(
        user=by,
        clean=False,
        log_action=not while_typing,
        overwrite_revision=_rewritable(offer, by) if while_typing else None,
    )
    return draft


@transaction.atomic
def copy_offer(*, offer: OpportunityPage, by: "User", today: dt.date) -> OpportunityPage:
    """A draft like `offer`, its days moved by whole years to the same weekday if they are over."""
    source = draft_of(offer)
    copy = OpportunityPage(translation_key=uuid.uuid4())
    for field in OpportunityPage._meta.local_fields:
        if field.name not in _OWN_WAY:
            setattr(copy, field.attname, getattr(source, field.attname))
    copy.title = source.title
    copy.search_description = source.search_description
    for name in TERMS:
        setattr(copy, name, list(getattr(source, name).all()))
    slots = [
        WeeklySlot(
            weekday=slot.weekday,
            starts_at=slot.starts_at,
            ends_at=slot.ends_at,
            rhythm=slot.rhythm,
        )
        for slot in source.slots.all()
    ]
    dates = list(source.dates.all())
    move = moved_dates(
        [one.takes_place_on for one in dates],
        [day for day in (source.ends_on, source.closes_on) if day],
        today=today,
    )
    copy.slots.set(slots)
    copied = [
        OpportunityDate(
            takes_place_on=move(one.takes_place_on),
            starts_at=one.starts_at,
            ends_at=one.ends_at,
            places=one.places,
        )
        for one in dates
    ]
    copy.dates.set(copied)
    for name in ("starts_on", "ends_on", "closes_on"):
        day = getattr(source, name)
        setattr(copy, name, move(day) if day else None)
    parent = Page.objects.select_for_update().get(pk=offer.get_parent().pk)
    return _add(copy, parent, by)


@transaction.atomic
def throw_away(*, offer: OpportunityPage, by: "User") -> None:
    """Delete a draft that was never on line. Raises OfferError (PUBLISHED, WAITING, LOCKED)."""
    offer = locked(offer)
    if offer.first_published_at is not None:
        raise OfferError(OfferError.Code.PUBLISHED)
    check_writable(offer)
    DeletePageAction(offer, user=by).execute(skip_permission_checks=True)


def locked(offer: OpportunityPage) -> OpportunityPage:
    """The offer as it stands in the database, locked until the transaction ends."""
    return OpportunityPage.objects.select_for_update(of=("self",)).get(pk=offer.pk)


def check_writable(offer: OpportunityPage) -> None:
    """Raise OfferError (WAITING, LOCKED) while the town has the word."""
    if offer.workflow_in_progress:
        raise OfferError(OfferError.Code.WAITING)
    if offer.locked:
        raise OfferError(OfferError.Code.LOCKED)


def free_slug(parent: Page, title: str, *, besides: int | None = None) -> str:
    """An address part below `parent` that nobody has."""
    wanted = german_slug(title)[:200].strip("-") or "angebot"
    taken = set(
        parent.get_children()
        .exclude(pk=besides or 0)
        .filter(slug__startswith=wanted)
        .values_list("slug", flat=True)
    )
    slug, number = wanted, 2
    while slug in taken:
        slug, number = f"{wanted}-{number}", number + 1
    return slug


def _add(offer: OpportunityPage, parent: Page, by: "User") -> OpportunityPage:
    offer.title = offer.title or _("New opportunity")
    offer.summary = offer.summary or summarise(offer.description)
    offer.slug = free_slug(parent, offer.title)
    offer.live = False
    offer.has_unpublished_changes = True
    offer.owner = by
    parent.add_child(instance=offer)
    offer.save_revision(user=by, clean=False, log_action="wagtail.create")
    return offer


def _page_of(organisation: Organisation, by: "User") -> OrganisationPage:
    page: OrganisationPage | None = organisation.page
    if page is None:
        page = draft_page(organisation=organisation, by=by)
        if page is None:
            raise OfferError(OfferError.Code.NO_PAGE)
        organisation.page = page
        organisation.save(update_fields=["page"])
    return page


def _rewritable(offer: OpportunityPage, by: "User") -> Revision | None:
    """The newest revision if it is the same person's of just now and nobody looked at it."""
    latest: Revision | None = offer.get_latest_revision()
    if latest is None or latest.user_id != by.pk or latest.pk == offer.live_revision_id:
        return None
    if timezone.now() - latest.created_at > ONE_SITTING:
        return None
    return None if TaskState.objects.filter(revision=latest).exists() else latest
