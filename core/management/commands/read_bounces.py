from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from core.mail.bounces import read_bounces
from core.mail.mailboxes import MailboxError


class Command(BaseCommand):
    help = (
        "Reads reports about mails that could not be delivered from the mailbox of BOUNCE_MAILBOX."
        " The clock does it every ten minutes."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.BOUNCE_MAILBOX:
            raise CommandError("BOUNCE_MAILBOX is not set (docs/mail.md).")
        try:
            read = read_bounces(timezone.now())
        except MailboxError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"{read.noted} noted, {read.unknown} of mails that are not kept any more,"
            f" {read.delayed} that only say it takes longer"
        )
