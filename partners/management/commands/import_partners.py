from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.files import File
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from municipalities.models import Municipality
from opportunities.enums import ImportState
from partners.lists.doubts import write_doubts
from partners.lists.errors import ListFileError
from partners.lists.importing import Imported, import_list
from partners.lists.options import ListOptions
from partners.lists.outcomes import Outcome
from partners.lists.report import ENCODING, write_report
from partners.lists.services import finish_run
from partners.models import PartnerList, PartnerListRun


class Command(BaseCommand):
    help = (
        "Brings the partner shops up to date with a list that is kept elsewhere (CSV or XLSX). May "
        "be run again at any time. What is doubtful is left alone and shown in the admin."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the list as it is now")
        parser.add_argument(
            "--town", metavar="AGS", help="the town whose list it is, e.g. 05978024"
        )
        parser.add_argument(
            "--list", metavar="NAME", help="which list, where a town has several; made if missing"
        )
        parser.add_argument("--dry-run", action="store_true", help="only tell what would be done")
        parser.add_argument(
            "--report", type=Path, help="write what became of each row into this CSV file"
        )
        parser.add_argument(
            "--end-many",
            action="store_true",
            help="end shops that are missing even if they are many",
        )
        parser.add_argument(
            "--accept-sure",
            action="store_true",
            help="take shops that have moved or been renamed for the same where much speaks for it",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        town = self._town(options["town"])
        partner_list = self._list(town, options["list"])
        list_options = ListOptions(
            now=timezone.now(),
            town=town,
            ends_many=options["end_many"],
            accepts_sure=options["accept_sure"],
        )
        writes = not options["dry_run"]
        if writes and partner_list.pk is None:
            partner_list.save()
        try:
            imported = import_list(
                options["file"],
                partner_list,
                list_options,
                writes=writes,
                on_progress=self._tell_progress if options["verbosity"] > 1 else _silently,
            )
        except ListFileError as error:
            raise CommandError(str(error)) from error
        for outcome, number in imported.tally.as_counts().items():
            self.stdout.write(f"{Outcome(outcome).label}: {number}")
        for doubt in imported.doubts:
            self.stdout.write(f"? {doubt.row or '–'} {doubt.title}: {doubt.kind.label}")
        if many := imported.findings["many_gone"]:
            self.stdout.write(
                self.style.WARNING(
                    f"{many} shops are missing from the list. They were left as they are; "
                    "to end them, run it again with --end-many."
                )
            )
        if options["report"]:
            self._write_report(options["report"], imported)
        if writes:
            self._keep(partner_list, options["file"], imported)
        else:
            self.stdout.write(self.style.WARNING("Dry run: nothing was written."))

    def _town(self, ags: str | None) -> Municipality | None:
        if not ags:
            return None
        town = Municipality.objects.filter(ags=ags, page__isnull=False).first()
        if town is None:
            raise CommandError(f"No town of the association has the key {ags}; see add_town.")
        return town

    def _list(self, town: Municipality | None, name: str | None) -> PartnerList:
        """The list of that name, or the only one that the town (or the association) has."""
        lists = list(PartnerList.objects.filter(municipality=town).order_by("pk"))
        if name:
            found = next((one for one in lists if one.name == name), None)
            return found or PartnerList(name=name, municipality=town)
        if len(lists) > 1:
            names = ", ".join(one.name for one in lists)
            raise CommandError(f"There are several lists, please name one by --list: {names}")
        default = f"Akzeptanzstellen {town.name}" if town else "Akzeptanzstellen"
        return lists[0] if lists else PartnerList(name=default, municipality=town)

    def _keep(self, partner_list: PartnerList, path: Path, imported: Imported) -> None:
        """Show the run in the admin; with its file as long as something is to be decided."""
        run = PartnerListRun(
            partner_list=partner_list,
            municipality=partner_list.municipality,
            file_name=path.name[-200:],
            state=ImportState.DONE,
            counts=imported.tally.as_counts(),
            report=[line.as_json() for line in imported.tally.lines],
            findings=imported.findings,
            finished_at=timezone.now(),
        )
        with path.open("rb") as file:
            run.file.save(path.name, File(file), save=True)
        write_doubts(run, imported.doubts)
        finish_run(run)

    def _tell_progress(self, done: int, total: int) -> None:
        self.stdout.write(f"{done}/{total}")

    def _write_report(self, path: Path, imported: Imported) -> None:
        try:
            with path.open("w", encoding=ENCODING, newline="") as file:
                write_report(imported.tally.lines, file)
        except OSError as error:
            raise CommandError(f"The report can't be written: {error}") from error


def _silently(done: int, total: int) -> None:
    """Say nothing."""
