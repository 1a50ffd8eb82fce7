import os
import signal
import socket
import subprocess
import sys
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

START_TIMEOUT = 180  # seconds; a busy machine takes long to load everything
GRANIAN = (
    *("--interface", "wsgi"),
    *("--workers", "1"),
    *("--blocking-threads", "4"),
    *("--log-level", "warning"),
)


class Command(BaseCommand):
    help = "Serves the site on this machine: web server, background worker and clock together."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--welcome", action="store_true", help="say what there is to see")

    def handle(self, *args: Any, **options: Any) -> None:
        host, port = options["host"], options["port"]
        if self._answers(host, port):
            raise CommandError(f"Port {port} is taken. Try another one: make run PORT=8001")
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        processes: list[subprocess.Popen[bytes]] = []
        try:
            processes += [self._start(*command) for command in self._commands(host, port)]
            self._wait_until_up(host, port, processes[0])
            if options["welcome"]:
                call_command("welcome", base_url=f"http://{host}:{port}")
            while all(process.poll() is None for process in processes):
                time.sleep(0.5)
            raise CommandError("A part of the site has stopped; its last words stand above.")
        except KeyboardInterrupt:
            pass
        finally:
            for process in processes:
                process.terminate()
            for process in processes:
                process.wait()

    def _commands(self, host: str, port: int) -> list[tuple[str, ...]]:
        manage = (sys.executable, str(settings.BASE_DIR / "manage.py"))
        granian = str(Path(sys.executable).with_name("granian"))
        return [
            (granian, "config.wsgi:application", *GRANIAN, "--host", host, "--port", str(port)),
            (*manage, "db_worker", "--queue-name", "*", "--interval", "1", "--verbosity", "0"),
            (*manage, "clock"),
        ]

    def _start(self, *command: str) -> subprocess.Popen[bytes]:
        path = os.pathsep.join([str(settings.BASE_DIR), str(settings.BASE_DIR / "site")])
        return subprocess.Popen(  # noqa: S603 - our own commands
            command,
            cwd=settings.BASE_DIR,
            env={
                **os.environ,
                "PYTHONPATH": path,
                "DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE,
            },
        )

    def _wait_until_up(self, host: str, port: int, server: subprocess.Popen[bytes]) -> None:
        deadline = time.monotonic() + START_TIMEOUT
        while not self._answers(host, port):
            if server.poll() is not None or time.monotonic() > deadline:
                raise CommandError("The web server did not start; its last words stand above.")
            time.sleep(0.2)

    @staticmethod
    def _answers(host: str, port: int) -> bool:
        with socket.socket() as probe:
            probe.settimeout(1)
            return probe.connect_ex((host, port)) == 0
