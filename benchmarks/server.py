"""Serve a WSGI application in a process of its own and read what CPU its requests cost."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

ROOT = Path(__file__).resolve().parents[1]
START_TIMEOUT = 60  # seconds
ANSWER_TIMEOUT = 600  # seconds; the first request may have a whole catalogue built


@dataclass(frozen=True)
class Served:
    """A running server: where it listens and whose CPU time counts."""

    port: int
    pid: int

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> bytes:
        """The body of `path` as it came; anything but a 200 or 304 is an error."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=ANSWER_TIMEOUT)
        connection.request("GET", path, headers={"Host": "localhost", **(headers or {})})
        response = connection.getresponse()
        body = response.read()
        connection.close()
        if response.status not in (200, 304):
            raise RuntimeError(f"{path} answered {response.status}")
        return body

    def cpu_per_request(
        self, paths: Iterable[str], headers: Mapping[str, str] | None = None
    ) -> float:
        """Seconds of the server's CPU (all its processes and threads) for one of `paths`."""
        before, requests = self.cpu(), 0
        for path in paths:
            self.get(path, headers)
            requests += 1
        return (self.cpu() - before) / requests

    def cpu(self) -> float:
        """Seconds on a CPU so far, to the nanosecond (/proc/…/schedstat, first figure)."""
        process = psutil.Process(self.pid)
        total = 0
        for one in (process, *process.children(recursive=True)):
            for task in Path(f"/proc/{one.pid}/task").iterdir():
                total += int((task / "schedstat").read_text().split()[0])
        return total / 1e9


@contextmanager
def served(application: str, environment: dict[str, str]) -> Iterator[Served]:
    """`application` (module:name) under gunicorn with one synchronous worker."""
    port = free_port()
    command = [
        *(sys.executable, "-m", "gunicorn", application),
        *("--bind", f"127.0.0.1:{port}"),
        *("--workers", "1"),
        *("--timeout", str(ANSWER_TIMEOUT)),
        *("--log-level", "error"),
    ]
    process = start(command, environment)
    try:
        wait_for(port, process)
        yield Served(port, process.pid)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)


@contextmanager
def served_as_in_life(application: str, environment: dict[str, str]) -> Iterator[Served]:
    """`application` under granian with two workers, as docs/operations.md has it."""
    port = free_port()
    process = start(granian(application, port), environment)
    try:
        wait_for(port, process)
        yield Served(port, process.pid)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)


def granian(application: str, port: int) -> list[str]:
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", application),
        *("--port", str(port)),
        *("--workers", "2"),
        *("--blocking-threads", "4"),
        *("--log-level", "error"),
    ]


def start(command: list[str], environment: dict[str, str]) -> "subprocess.Popen[bytes]":
    """The server as leader of a group of processes of its own."""
    paths = [str(ROOT), str(ROOT / "site"), str(ROOT / "benchmarks")]
    return subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, **environment, "PYTHONPATH": os.pathsep.join(paths)},
        start_new_session=True,
    )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_TIMEOUT
    while time.monotonic() < deadline and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError("the server did not start")


def ok(environ: dict[str, Any], start_response: object) -> list[bytes]:
    """The floor: the least that a WSGI application can do."""
    if environ.get("CONTENT_LENGTH"):  # else the client might still be sending
        environ["wsgi.input"].read()
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "2")])  # type: ignore[operator]
    return [b"ok"]
