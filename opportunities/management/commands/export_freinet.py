import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, BinaryIO

from django.core.management.base import BaseCommand, CommandError
from django.http import QueryDict
from wagtail.models import Site

from core.addresses import address_book
from opportunities.filters import OpportunityFilterSet
from opportunities.freinet.exporting import export_offers, list_id


class Command(BaseCommand):
    help = (
        "Writes the open offers as XML in the form of a Freinet export. Another site of this kind "
        "imports it without loss; a protected address is never in it."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="where to write it, - for the standard output")
        parser.add_argument(
            "--choice",
            default="",
            metavar="QUERY",
            help='only some, as in the address of the list, e.g. "ort=selm&zeit=einmalig"',
        )

    def handle(self, *args: Any, **options: Any) -> None:
        site = Site.objects.filter(is_default_site=True).first()
        if site is None:
            raise CommandError("There is no site yet; see found_association.")
        choice = QueryDict(options["choice"])
        answer = OpportunityFilterSet(choice).answer
        pieces = export_offers(
            sorted(answer.keys(0, answer.count)),
            agency=list_id(site.hostname, choice.urlencode()),
            address_of=address_book(None),
        )
        if options["file"] == "-":
            self._write(pieces, sys.stdout.buffer)
            return
        try:
            with Path(options["file"]).open("wb") as file:
                self._write(pieces, file)
        except OSError as error:
            raise CommandError(f"The file can't be written: {error}") from error
        self.stdout.write(f"{answer.count} offers")

    def _write(self, pieces: Any, file: BinaryIO) -> None:
        for piece in pieces:
            file.write(piece)
