"""The server is killed while tills send what they did without network; is each counted once?

    python benchmarks/redeeming_faults.py [--redemptions 2000] [--kills 3] [--database SQLite]

Eight tills have a queue each and send it in batches of ten, in order, as the scanner does: what has
no answer is sent again. Meanwhile the whole server (granian with its workers) is killed with
SIGKILL several times, at moments that nobody chose, and started anew. At the end everything is sent
once more, as a till would whose own memory of the answers was lost. Half of the redemptions are for
a benefit that each card may use once, so that the ledger says when one was counted twice.
"""

import argparse
import http.client
import json
import os
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import redeeming_data
from server import free_port, granian, start, wait_for
from tills import REPORT, Till, at_once, report, sent

TILLS = 8
BATCH = 10
PATIENCE = 120  # seconds


class Server:
    """The site as in life, which can be killed."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.environment = environment
        self.port = free_port()
        self._start()

    def _start(self) -> None:
        self._process = start(granian("config.wsgi:application", self.port), self.environment)
        wait_for(self.port, self._process)

    def kill(self) -> None:
        """Kill it and all its workers, whatever they are at, and start it anew."""
        self.stop()
        self._start()

    def stop(self) -> None:
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()


def run(environment: dict[str, str], redemptions: int, kills: int) -> bool:
    shop = redeeming_data.prepare(environment, limit="once", tills=TILLS, cards=redemptions // 2)
    once, other = shop.benefits[:2]
    reports = [
        report(benefit, code, offline=True) for code in shop.codes for benefit in (once, other)
    ]
    server = Server(environment)
    answers: dict[str, dict[str, Any]] = {}
    unanswered: list[int] = []
    counted = threading.Lock()

    def send(batch: list[dict[str, Any]], till: Till) -> Iterator[dict[str, Any]]:
        """Send until there is an answer."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                status, body = till.post(REPORT, sent(batch))
            except (OSError, http.client.HTTPException):
                status, body = 0, b""
            if status == 200:
                yield from json.loads(body)["results"]
                return
            with counted:
                unanswered.append(status)
            time.sleep(0.2)
        raise RuntimeError("no answer")

    def flush(till: Till, number: int) -> Iterator[dict[str, Any]]:
        queue = reports[number::TILLS]
        for begin in range(0, len(queue), BATCH):
            for answer in send(queue[begin : begin + BATCH], till):
                with counted:
                    answers[answer["key"]] = answer
                yield answer

    tills = [Till(server.port, token) for token in shop.tokens]
    sending = threading.Thread(target=at_once, args=(tills, flush))
    sending.start()
    for number in range(1, kills + 1):
        while len(answers) < redemptions * number // (kills + 1) and sending.is_alive():
            time.sleep(0.005)
        server.kill()
    sending.join()
    first = dict(answers)
    again = at_once(tills, flush)
    server.stop()
    rows = redeeming_data.ledger(environment, [once, other])
    total, keys, cards = (
        sum(one[name] for one in rows.values()) for name in ("rows", "keys", "cards")
    )
    different = sum(first[answer["key"]] != answer for answer in again)
    print(
        f"  {redemptions} sent, killed {kills} times, {len(unanswered)} requests without answer;"
        f" {len(first)} answered; rows {total}, keys {keys}, cards {cards};"
        f" lost {redemptions - keys}, doubled {total - cards}, answers that changed {different}"
    )
    return total == keys == cards == redemptions == len(first) and not different


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--redemptions", type=int, default=2_000)
    parser.add_argument("--kills", type=int, default=3)
    parser.add_argument("--database", choices=["SQLite", "PostgreSQL"], help="only this one")
    parser.add_argument("--folder", type=Path, help="where databases are kept for the next run")
    options = parser.parse_args()
    held = True
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.folder or Path(temporary)
        for name in ("SQLite", "PostgreSQL"):
            if options.database in (None, name):
                with redeeming_data.database(name, folder) as environment:
                    print(f"{name}:")
                    held = run(environment, options.redemptions, options.kills) and held
    print("held" if held else "NOT HELD")
    sys.exit(not held)


if __name__ == "__main__":
    main()
