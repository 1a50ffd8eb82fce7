"""Who is told what by mail. All of it is written in the transaction that it reports."""

from datetime import timedelta

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Volunteer
from core.links import Purpose, make_link
from core.mail import send_mail
from core.models import SecretLink
from engagement.enums import EngagementState
from engagement.links import ANSWER_ENGAGEMENT, ANSWER_HOURS, OWN_HOURS
from engagement.mailing import absolute, address_of_volunteer, desk_addresses
from engagement.models import Engagement, HoursEntry, Timer
from organisations.models import Organisation

ASK_AGAIN_AFTER = timedelta(days=7)


def address_of(engagement: Engagement) -> str:
    """Where an organisation without a desk is asked: at its own address, if we know one."""
    return engagement.organisation.email or engagement.contact_email


def ask_for_engagement(engagement: Engagement) -> None:
    """Ask the organisation whether what the volunteer says is so: at its desk, or by a link."""
    organisation = engagement.organisation
    context = {"engagement": engagement, "volunteer": engagement.volunteer}
    subject = _("%(name)s volunteers with you: please confirm") % {
        "name": engagement.volunteer.name
    }
    if members := desk_addresses(organisation):
        address = absolute("people:person", organisation.pk, engagement.pk)
        for email in members:
            _send(email, subject, "asked_at_desk", context | {"url": address})
        return
    email = address_of(engagement)
    address = make_link(ANSWER_ENGAGEMENT, engagement, email=email)
    _send(email, subject, "asked_by_link", context | {"url": address})


def engagement_was_answered(engagement: Engagement) -> None:
    """Tell the volunteer what the organisation has said to their engagement."""
    confirmed = engagement.state == EngagementState.CONFIRMED
    names = {"organisation": engagement.organisation.name}
    subject = (
        _("%(organisation)s has confirmed your engagement") % names
        if confirmed
        else _("%(organisation)s has not confirmed your engagement") % names
    )
    _tell(engagement.volunteer, subject, "answered", {"engagement": engagement})


def hours_were_disputed(entry: HoursEntry) -> None:
    """Tell the volunteer what the organisation would like to have changed."""
    subject = _("A question about your hours of %(day)s") % {
        "day": entry.worked_on.strftime("%d.%m.%Y")
    }
    _tell(
        entry.engagement.volunteer,
        subject,
        "disputed",
        {"entry": entry, "engagement": entry.engagement},
    )


def timer_was_forgotten(timer: Timer) -> None:
    """Remind whoever has gone home without stopping the clock, once."""
    engagement = timer.engagement
    _tell(
        engagement.volunteer,
        _("Your clock is still running"),
        "timer_forgotten",
        {"engagement": engagement, "timer": timer},
        key=f"timer:{timer.pk}:forgotten",
    )


def was_asked_lately(
    purpose: Purpose, subject: Model, *, within: timedelta = ASK_AGAIN_AFTER
) -> bool:
    """Whether such a link has been sent about this subject within the last days."""
    return SecretLink.objects.filter(
        purpose=purpose.name,
        subject_type=ContentType.objects.get_for_model(subject),
        subject_id=subject.pk,
        created_at__gt=timezone.now() - within,
    ).exists()


def ask_for_hours(engagement: Engagement) -> None:
    """Ask an organisation without a desk to confirm the hours that wait."""
    email = engagement.confirmed_by_email or address_of(engagement)
    subject = _("Please confirm the hours of %(name)s") % {"name": engagement.volunteer.name}
    _send(
        email,
        subject,
        "hours_asked",
        {
            "engagement": engagement,
            "volunteer": engagement.volunteer,
            "url": make_link(ANSWER_HOURS, engagement, email=email),
        },
    )


def send_own_hours_link(volunteer: Volunteer, organisation: Organisation) -> None:
    """Let somebody without an account see and record their hours."""
    _send(
        volunteer.email,
        _("Your hours with %(organisation)s") % {"organisation": organisation.name},
        "own_hours",
        {
            "volunteer": volunteer,
            "organisation": organisation,
            "url": make_link(OWN_HOURS, volunteer, email=volunteer.email),
        },
    )


def _tell(
    volunteer: Volunteer, subject: str, template: str, context: dict[str, object], key: str = ""
) -> None:
    """To the volunteer, with the way to their hours; by link, if they have no account."""
    email = address_of_volunteer(volunteer)
    if not email:
        return  # reached by telephone only; the organisation sees them anyway
    url = absolute("hours:home") if volunteer.user else make_link(OWN_HOURS, volunteer, email=email)
    _send(email, subject, template, context | {"volunteer": volunteer, "url": url}, key=key)


def _send(
    email: str, subject: str, template: str, context: dict[str, object], key: str = ""
) -> None:
    send_mail(
        to=[email],
        subject=subject,
        template=f"engagement/mail/{template}.txt",
        context=context,
        key=key,
    )
