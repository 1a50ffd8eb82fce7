import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    help = (
        "Fills an empty site with an invented association: four towns and all that happens there."
    )
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        from home.demo.address import answer_at
        from home.demo.people import demo_is_here
        from home.models import HomePage

        if demo_is_here():
            answer_at(settings.WAGTAILADMIN_BASE_URL)
            return
        if HomePage.objects.exists():
            self.stdout.write("The site has content of its own; no demo is added.")
            return
        if not settings.DEMO_PASSWORD:
            raise CommandError(
                "Everybody in the demo has the same password. Set DEMO_PASSWORD, and only on a "
                "site that is meant as a demo."
            )
        from home.demo.build import build_demo

        self.stdout.write("Making the demo: four towns, their organisations and opportunities …")
        started = time.monotonic()
        build_demo()
        self.stdout.write(self.style.SUCCESS(f"Done in {time.monotonic() - started:.0f} seconds."))
