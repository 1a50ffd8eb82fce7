"""What an organisation does to come in."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.volunteers import confirmed_addresses
from core.links import Purpose, make_link, revoke_links
from core.mail import send_mail
from core.models import SecretLink
from municipalities.models import Municipality, MunicipalityPage
from municipalities.services import german_slug
from municipalities.staff import coordinator_emails
from organisations.addresses import absolute
from organisations.enums import MemberRole, OrganisationEvent, OrganisationState, RegistrationState
from organisations.logbook import note
from organisations.models import Membership, Organisation, OrganisationPage, Registration

if TYPE_CHECKING:
    from accounts.models import User

KEPT_UNCONFIRMED = timedelta(days=14)

CONFIRM = Purpose(
    name="registration",
    view_name="registration:confirm",
    lifetime=KEPT_UNCONFIRMED,
    once=True,
)
# Whoever reads the mailbox that everybody knows as the organisation's may speak for it.
VOUCH = Purpose(
    name="claim",
    view_name="registration:vouch",
    lifetime=timedelta(days=30),
    once=True,
)


@transaction.atomic
def register(
    *, registration: Registration, user: "User | None" = None, now: datetime | None = None
) -> Registration:
    """Keep a registration and ask its mailbox to confirm it.

    Who is signed in with that very mailbox has confirmed it already. Sent twice, the second
    replaces the first as long as nobody has confirmed.
    """
    registration.email = registration.email.strip().lower()
    before = Registration.objects.filter(
        state=RegistrationState.UNCONFIRMED,
        email=registration.email,
        municipality=registration.municipality,
        name__iexact=registration.name,
    ).first()
    if before:
        registration.pk, registration.created_at = before.pk, before.created_at
        revoke_links(CONFIRM, before)
    registration.save(force_update=before is not None)
    if user and registration.email in confirmed_addresses(user):
        confirm_registration(registration=registration, user=user, now=now)
    else:
        send_mail(
            to=[registration.email],
            subject=_("Please confirm the registration of your organisation"),
            template="organisations/mail/confirm_registration.txt",
            context={
                "registration": registration,
                "link": make_link(CONFIRM, registration, email=registration.email),
            },
        )
    return registration


@transaction.atomic
def confirm_registration(
    *, registration: Registration, user: "User", now: datetime | None = None
) -> Organisation:
    """Hand the registration to the town, for whoever has proved to read its mailbox.

    A new organisation gets a record, a draft of its page and `user` as the one responsible; a
    claim waits for a word of the organisation's known mailbox or of the town. Safe to call twice.
    """
    registration = Registration.objects.select_for_update(of=("self",)).get(pk=registration.pk)
    if registration.state != RegistrationState.UNCONFIRMED and registration.organisation:
        return registration.organisation
    now = now or timezone.now()
    if registration.is_claim and registration.organisation:
        organisation = _standing_for(registration.organisation)
    else:
        organisation = _new_organisation(registration, user)
    registration.organisation = organisation
    registration.state = RegistrationState.WAITING
    registration.confirmed_at = now
    registration.user = user
    registration.save()
    _tell_coordinators(registration)
    if registration.is_claim:
        _ask_known_mailboxes(registration, organisation)
    return organisation


def erase_unconfirmed(now: datetime) -> int:
    """Forget who never confirmed the own mailbox; returns how many."""
    _number, each = Registration.objects.filter(
        state=RegistrationState.UNCONFIRMED, created_at__lt=now - KEPT_UNCONFIRMED
    ).delete()
    return each.get(Registration._meta.label, 0)


def known_mailboxes(organisation: Organisation) -> list[str]:
    """Who may vouch for somebody that claims an organisation.

    Those responsible at its desk; without any, the address that it is publicly known by, or the
    one that came with it.
    """
    owners = organisation.memberships.filter(role=MemberRole.OWNER, user__is_active=True)
    emails = [owner.user.email for owner in owners.select_related("user")]
    page = organisation.page
    known = page.email if page and page.email else organisation.email
    return emails or ([known.lower()] if known else [])


def draft_page(
    *, organisation: Organisation, about: str = "", by: "User | None" = None
) -> OrganisationPage | None:
    """A page below the town that nobody sees yet; None where the town has no page.

    It begins without addresses: what shall stand there for everybody, the organisation decides.
    """
    town: Municipality | None = organisation.municipality
    below = MunicipalityPage.objects.filter(municipality=town).first() if town else None
    if below is None:
        return None
    page = OrganisationPage(
        title=organisation.name,
        slug=_free_slug(below, organisation.name),
        live=False,
        kind=organisation.kind,
        pitch=about,
        city=town.name if town else "",
        owner=by,
    )
    below.add_child(instance=page)
    page.save_revision(user=by)
    return page


def _free_slug(below: MunicipalityPage, name: str) -> str:
    wanted = german_slug(name)[:200].strip("-") or "organisation"
    taken = set(below.get_children().values_list("slug", flat=True))
    slug, number = wanted, 2
    while slug in taken:
        slug, number = f"{wanted}-{number}", number + 1
    return slug


def _standing_for(organisation: Organisation) -> Organisation:
    """The organisation itself, or the one that it was merged into meanwhile."""
    while organisation.merged_into is not None:
        organisation = organisation.merged_into
    return organisation


def _new_organisation(registration: Registration, user: "User") -> Organisation:
    organisation = Organisation(
        name=registration.name,
        municipality=registration.municipality,
        kind=registration.kind,
        register_court=registration.register_court,
        register_number=registration.register_number,
        contact_name=registration.contact_name,
        email=registration.email,
        phone=registration.phone,
        state=OrganisationState.WAITING,
    )
    organisation.page = draft_page(organisation=organisation, about=registration.about, by=user)
    organisation.save()
    Membership.objects.create(organisation=organisation, user=user, role=MemberRole.OWNER)
    note(organisation, OrganisationEvent.REGISTERED, by=user, about=registration.contact_name)
    return organisation


def _tell_coordinators(registration: Registration) -> None:
    for email in coordinator_emails(registration.municipality):
        send_mail(
            to=[email],
            subject=_("New registration: %(name)s") % {"name": registration.name},
            template="organisations/mail/registration_arrived.txt",
            context={
                "registration": registration,
                "link": absolute(reverse("registrations:inspect", kwargs={"pk": registration.pk})),
            },
        )


def _ask_known_mailboxes(registration: Registration, organisation: Organisation) -> None:
    for email in known_mailboxes(organisation):
        send_mail(
            to=[email],
            subject=_("May this person work for %(name)s?") % {"name": organisation.name},
            template="organisations/mail/vouch_for_claim.txt",
            context={
                "registration": registration,
                "organisation": organisation,
                "link": make_link(VOUCH, registration, email=email),
            },
        )


def vouching_link_of(registration: Registration) -> SecretLink | None:
    """The newest open question to a known mailbox, for the town to see that one is out."""
    return (
        SecretLink.objects.filter(
            purpose=VOUCH.name, subject_id=registration.pk, used_at=None, revoked_at=None
        )
        .order_by("-pk")
        .first()
    )
