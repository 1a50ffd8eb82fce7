"""Tills that report redemptions over HTTP, many at once."""

import http.client
import json
import threading
import time
import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, TypeAlias

REPORT = "/partner/geraet/einloesungen/"
TIMEOUT = 60  # seconds
# Seconds, status (0: there was no answer) and what became of the redemption.
Answer: TypeAlias = tuple[float, int, dict[str, Any]]


@dataclass
class Till:
    """A device with its own connection, kept open or made anew for each request."""

    port: int
    token: str
    keeps_connection: bool = True
    _connection: http.client.HTTPConnection | None = field(default=None, init=False)

    def post(self, path: str, content: Any) -> tuple[int, bytes]:
        """Status and body of the answer; OSError or HTTPException where there is none."""
        connection = self._connection or http.client.HTTPConnection(
            "127.0.0.1", self.port, timeout=TIMEOUT
        )
        headers = {
            "Host": "localhost",
            "Content-Type": "application/json",
            "Authorization": f"Bearer {self.token}",
        }
        try:
            connection.request("POST", path, json.dumps(content).encode(), headers)
            response = connection.getresponse()
            answer = response.status, response.read()
        except (OSError, http.client.HTTPException):
            self.hang_up()
            raise
        if self.keeps_connection:
            self._connection = connection
        else:
            connection.close()
        return answer

    def hang_up(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def report(benefit: int, code: str, *, offline: bool = False) -> dict[str, Any]:
    """One redemption, scanned now."""
    return {
        "key": str(uuid.uuid4()),
        "benefit": benefit,
        "code": code,
        "scanned_at": datetime.now(UTC).isoformat(),
        "offline": offline,
    }


def sent(reports: Iterable[dict[str, Any]]) -> dict[str, Any]:
    return {"sent_at": datetime.now(UTC).isoformat(), "redemptions": list(reports)}


def at_once(tills: list[Till], work: Callable[[Till, int], Iterator[Any]]) -> list[Any]:
    """What all tills together yield, each in a thread, all begun at the same moment."""
    gate, found = threading.Barrier(len(tills)), []

    def run(till: Till, number: int) -> None:
        gate.wait()
        found.extend(work(till, number))
        till.hang_up()

    threads = [
        threading.Thread(target=run, args=(till, number)) for number, till in enumerate(tills)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def redeem_all(till: Till, benefit: int, codes: Iterable[str]) -> Iterator[Answer]:
    """Redeem one after the other, one a request."""
    for code in codes:
        content = sent([report(benefit, code)])
        began = time.perf_counter()
        try:
            status, body = till.post(REPORT, content)
        except (OSError, http.client.HTTPException):
            yield time.perf_counter() - began, 0, {}
            continue
        answer = json.loads(body)["results"][0] if status == 200 else {}
        yield time.perf_counter() - began, status, answer
