import multiprocessing
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connections
from django.utils import timezone

from matching.nightly import is_done, match_some, open_run
from matching.nightly.running import Share
from opportunities.catalogue import catalogue


class Command(BaseCommand):
    help = (
        "Matches everybody who agreed with all open offers, as the clock does at night. Broken off"
        " and called again on the same day, it goes on where it stood."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--processes", type=int, default=1, help="as many as there are cores")

    def handle(self, *args: Any, processes: int, **options: Any) -> None:
        run = open_run(timezone.localdate())
        if processes > 1:
            catalogue()  # built once, shared by all
            connections.close_all()
            start = multiprocessing.get_context("fork").Process
            workers = [
                start(target=match_some, args=[run], kwargs={"share": Share(number, processes)})
                for number in range(processes)
            ]
            for worker in workers:
                worker.start()
            for worker in workers:
                worker.join()
            if any(worker.exitcode for worker in workers):
                raise CommandError("A process failed; call the command again to go on.")
        else:
            match_some(run)
        if not is_done(run):
            match_some(run)  # who has come meanwhile
            is_done(run)
        self.stdout.write(f"{run.suggestions.count()} people matched.")
