from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from home.services import found_association


class Command(BaseCommand):
    help = "Makes the start page, the lists and the office's group of a new, empty site."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", help='what the association calls itself, e.g. "Ehrenamt Lippe"')
        parser.add_argument("--hostname", default="localhost")
        parser.add_argument("--port", type=int, default=443)

    def handle(self, *args: Any, **options: Any) -> None:
        home = found_association(
            name=options["name"], hostname=options["hostname"], port=options["port"]
        )
        self.stdout.write(self.style.SUCCESS(f"{home.title}: now add a town with add_town."))
