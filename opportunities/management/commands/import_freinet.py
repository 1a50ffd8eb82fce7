from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from municipalities.models import Municipality
from opportunities.freinet.errors import FreinetFileError
from opportunities.freinet.importing import import_offers
from opportunities.freinet.options import ImportOptions
from opportunities.freinet.outcomes import Outcome
from opportunities.freinet.reading import read_rows
from opportunities.freinet.report import ENCODING, write_report


class Command(BaseCommand):
    help = (
        "Imports offers from a Freinet export (XML or CSV). May be run again at any time: what "
        "has not changed is left alone, what has gone from the export is unpublished."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the export")
        parser.add_argument(
            "--town", metavar="AGS", help="the town whose agency's export it is, e.g. 05978024"
        )
        parser.add_argument("--dry-run", action="store_true", help="only tell what would be done")
        parser.add_argument(
            "--report", type=Path, help="write what became of each row into this CSV file"
        )
        parser.add_argument(
            "--elsewhere",
            choices=["skip", "collect"],
            default="skip",
            help="skip offers of no town of the association, or file them under a collecting page",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        import_options = ImportOptions(
            now=timezone.now(),
            town=self._town(options["town"]),
            collects_elsewhere=options["elsewhere"] == "collect",
        )
        path = options["file"]
        try:
            tally = import_offers(
                lambda: read_rows(path),
                import_options,
                writes=not options["dry_run"],
                on_progress=self._tell_progress if options["verbosity"] > 1 else _silently,
            )
        except FreinetFileError as error:
            raise CommandError(str(error)) from error
        for outcome, number in tally.as_counts().items():
            self.stdout.write(f"{Outcome(outcome).label}: {number}")
        if options["report"]:
            self._write_report(options["report"], tally.lines)
        if options["dry_run"]:
            self.stdout.write(self.style.WARNING("Dry run: nothing was written."))

    def _town(self, ags: str | None) -> Municipality | None:
        if not ags:
            return None
        town = Municipality.objects.filter(ags=ags, page__isnull=False).first()
        if town is None:
            raise CommandError(f"No town of the association has the key {ags}; see add_town.")
        return town

    def _tell_progress(self, done: int, total: int) -> None:
        self.stdout.write(f"{done}/{total}")

    def _write_report(self, path: Path, lines: Any) -> None:
        try:
            with path.open("w", encoding=ENCODING, newline="") as file:
                write_report(lines, file)
        except OSError as error:
            raise CommandError(f"The report can't be written: {error}") from error


def _silently(done: int, total: int) -> None:
    """Say nothing."""
