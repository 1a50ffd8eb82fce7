import time
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django.utils import timezone

from core.mail import send_outbox
from opportunities.admin_search import index_changed_offers
from opportunities.applications import due as applications_due
from organisations import due as organisations_due

EVERY = 60  # seconds


class Command(BaseCommand):
    help = (
        "Does every minute what is due: publishes and expires pages, tries waiting mails again,"
        " indexes changed offers for the admin's search, offers places that became free."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        indexed = 0
        while True:
            close_old_connections()
            call_command("publish_scheduled", verbosity=0)
            send_outbox.call()
            organisations_due.do_what_is_due(timezone.now())
            applications_due.do_what_is_due(timezone.now())
            indexed = index_changed_offers(after=indexed)
            time.sleep(EVERY)
