from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from municipalities.errors import FoundingError
from municipalities.gazetteer import known_municipalities
from municipalities.services import found_municipality


class Command(BaseCommand):
    help = (
        "Adds a town to the association, with its page, groups, picture collection and "
        "approval workflow. For North Rhine-Westphalia the key or the name is enough."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("town", help="AGS (eight digits), or the name of a town in NRW")
        parser.add_argument("--name", default="", help="for a town outside of NRW")
        parser.add_argument("--latitude", type=float)
        parser.add_argument("--longitude", type=float)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            founded = found_municipality(
                ags=self._ags(options["town"]),
                name=options["name"],
                latitude=options["latitude"],
                longitude=options["longitude"],
            )
        except FoundingError as error:
            raise CommandError(str(error)) from error
        except ValidationError as error:
            raise CommandError("; ".join(error.messages)) from error
        town = founded.municipality
        self.stdout.write(self.style.SUCCESS(f"{town.name} ({town.ags}): /{town.slug}/"))

    def _ags(self, town: str) -> str:
        if town.isdigit():
            return town
        matches = [known for known in known_municipalities().values() if known.name == town]
        if len(matches) != 1:
            found = ", ".join(f"{known.ags} ({known.district})" for known in matches)
            hint = f"several: {found}" if found else "none; give the AGS and --name"
            raise CommandError(f"Towns called {town!r} in NRW: {hint}.")
        return matches[0].ags
