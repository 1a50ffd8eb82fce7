import time
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import close_old_connections

from core.mail import send_outbox

EVERY = 60  # seconds


class Command(BaseCommand):
    help = "Does every minute what is due: publishes and expires pages, tries waiting mails again."

    def handle(self, *args: Any, **options: Any) -> None:
        while True:
            close_old_connections()
            call_command("publish_scheduled", verbosity=0)
            send_outbox.call()
            time.sleep(EVERY)
