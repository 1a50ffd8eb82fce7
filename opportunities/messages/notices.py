"""Mails that say: somebody has written to you. Answers are given on the site only."""

from django.utils.translation import gettext as _

from core.mail import send_mail
from opportunities.applications.links import status_address
from opportunities.enums import Party
from opportunities.inbox.recipients import desk_address, mailboxes
from opportunities.models import ApplicationMessage


def tell(message: ApplicationMessage) -> None:
    """Mail the other side what was written; called in the transaction that writes it."""
    application = message.application
    title = application.title
    subject = _("A message for you: “%(title)s”") % {"title": title}
    context = {"message": message, "application": application}
    if message.party == Party.APPLICANT:
        for mailbox in mailboxes(application):
            send_mail(
                to=[mailbox.email],
                subject=subject,
                template="opportunities/mail/message_to_organisation.txt",
                context={
                    **context,
                    "at_desk": mailbox.sits_at_desk,
                    "link": desk_address(application, mailbox),
                },
                key=f"message:{message.pk}:{mailbox.key}",
            )
    elif application.volunteer.email:
        send_mail(
            to=[application.volunteer.email],
            subject=subject,
            template="opportunities/mail/message_to_applicant.txt",
            context={**context, "link": status_address(application)},
            key=f"message:{message.pk}:applicant",
        )
