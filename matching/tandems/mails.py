"""Mails of tandems: bringing two together, asking how it goes, telling the desk, thanks."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from core.mail import send_mail
from matching.models import Tandem, TandemCheckIn, TandemPerson
from matching.tandems.links import address_of
from municipalities.staff import coordinator_emails
from organisations.addresses import absolute


def partner_of(tandem: Tandem, person: TandemPerson) -> TandemPerson:
    return tandem.mentee if person.pk == tandem.mentor_id else tandem.mentor


def introduce(check_in: TandemCheckIn) -> None:
    """Bring one of the two together with the other; names and numbers stand behind the link."""
    programme = check_in.person.programme
    _mail(
        check_in.person,
        subject=_("Your tandem: {programme}").format(programme=programme.title),
        template="matching/tandems/mail/introduction.txt",
        key=f"tandem:{check_in.tandem_id}:begin:{check_in.person_id}",
        check_in=check_in,
    )


def ask(check_in: TandemCheckIn) -> None:
    """Ask one of the two how it goes."""
    _mail(
        check_in.person,
        subject=_("How is your tandem going?"),
        template="matching/tandems/mail/check_in.txt",
        key=f"tandem_check_in:{check_in.pk}",
        check_in=check_in,
    )


def tell_desk(check_in: TandemCheckIn) -> None:
    """Tell the town's desk that somebody needs it; who, it sees when it has signed in."""
    programme = check_in.person.programme
    recipients = coordinator_emails(programme.municipality)
    if recipients:
        send_mail(
            to=recipients,
            subject=_("A tandem needs you: {programme}").format(programme=programme.title),
            template="matching/tandems/mail/desk.txt",
            context={
                "programme": programme,
                "answer": check_in.get_answer_display(),
                "link": absolute(
                    reverse("tandems_admin:tandem", args=[programme.pk, check_in.tandem_id])
                ),
            },
            key=f"tandem_check_in:{check_in.pk}:{check_in.answer}",
        )


def thank(tandem: Tandem, person: TandemPerson) -> None:
    """Say thank you to one of the two at the end, each in words of their own.

    The programme's words are for the mentor, who also reads how to get a certificate.
    """
    is_mentor = person.pk == tandem.mentor_id
    volunteer = person.volunteer
    has_account = bool(is_mentor and volunteer and volunteer.user_id)
    _mail(
        person,
        subject=_("Thank you for your tandem"),
        template="matching/tandems/mail/thanks.txt",
        key=f"tandem:{tandem.pk}:thanks:{person.pk}",
        tandem=tandem,
        partner=partner_of(tandem, person),
        is_mentor=is_mentor,
        certificates=absolute(reverse("certificates:list")) if has_account else "",
    )


def _mail(
    person: TandemPerson,
    *,
    subject: str,
    template: str,
    key: str,
    check_in: TandemCheckIn | None = None,
    **context: Any,
) -> None:
    if not person.email:
        return
    programme = person.programme
    with translation.override(settings.LANGUAGE_CODE):
        send_mail(
            to=[person.email],
            subject=subject,
            template=template,
            context={
                "person": person,
                "programme": programme,
                "town": programme.municipality,
                "check_in": check_in,
                "link": address_of(check_in) if check_in else "",
                **context,
            },
            key=key,
        )
