import time
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from home.clock import Clock

EVERY = 60  # seconds


class Command(BaseCommand):
    help = (
        "Does every minute what is due: publishes and expires pages, offers places that became"
        " free, reminds, erases what need not be kept, sends waiting mails."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        clock = Clock()
        while True:
            clock.tick(timezone.now())
            time.sleep(EVERY)
