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
        before, requests = self._cpu(), 0
        for path in paths:
            self.get(path, headers)
            requests += 1
        return (self._cpu() - before) / requests

    def _cpu(self) -> float:
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
    port = _free_port()
    paths = [str(ROOT), str(ROOT / "site"), str(ROOT / "benchmarks")]
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "gunicorn", application),
            *("--bind", f"127.0.0.1:{port}"),
            *("--workers", "1"),
            *("--timeout", str(ANSWER_TIMEOUT)),
            *("--log-level", "error"),
        ],
        cwd=ROOT,
        env={**os.environ, **environment, "PYTHONPATH": os.pathsep.join(paths)},
    )
    try:
        _wait(port, process)
        yield Served(port, process.pid)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_TIMEOUT
    while time.monotonic() < deadline and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError("the server did not start")


def ok(environ: dict[str, object], start_response: object) -> list[bytes]:
    """The floor: the least that a WSGI application can do."""
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "2")])  # type: ignore[operator]
    return [b"ok"]
