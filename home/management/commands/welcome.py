from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Says what there is to see on a site with demo content, and who can sign in."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--base-url", default=settings.WAGTAILADMIN_BASE_URL)

    def handle(self, *args: Any, **options: Any) -> None:
        from home.demo.welcome import welcome_text

        self.stdout.write(welcome_text(base_url=options["base_url"].rstrip("/")))
