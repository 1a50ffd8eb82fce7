"""What a redemption costs and whether each is counted once, with many tills at once.

    python benchmarks/redeeming.py [--redemptions 960] [--database SQLite] [--folder FOLDER]

For SQLite and for PostgreSQL: the site under granian with two workers, as in life, and beside it,
in the same run under the same server, a WSGI application that answers `ok` to the same requests. 1,
16 and 64 tills redeem different cards, one a request, each fully verified: signature, validity, not
revoked, offered now, limit, ledger. Printed are the server's CPU per redemption and its ratio to
that floor, with a connection of its own for each request (as all benchmarks here ask), and then
over connections that are kept; requests a second and the 99th percentile as the tills see it (they
run on the same machine); and what the ledger says: lost, doubled. Then 64 tills redeem one card at
once for a benefit that may be used once.
"""

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import redeeming_data
from server import Served, served_as_in_life
from tills import REPORT, Answer, Till, at_once, redeem_all, report, sent

CLIENTS = (1, 16, 64)
BUDGET = 10  # times the floor, with a connection for each request
WARM_UP = 200
ROUNDS = 4


def phase(
    site: Served,
    floor: Served,
    shop: redeeming_data.Shop,
    benefit: int,
    clients: int,
    codes: list[str],
) -> tuple[int, bool]:
    """Redeem all of `codes`; how many were answered `done`, and whether the budget was kept.

    In rounds, each beside its own floor: whatever else the machine does falls on both.
    """
    done, parts, within = 0, [], True
    for way, keeps in enumerate((False, True)):
        ratios, costs, took, seconds = [], [], [], 0.0
        for turn in range(ROUNDS):
            share = codes[2 * turn + way :: 2 * ROUNDS]
            least = _floor(floor, clients, keeps, shop, share)
            tills = [Till(site.port, token, keeps) for token in shop.tokens[:clients]]
            before, began = site.cpu(), time.perf_counter()
            answers = at_once(tills, partial(_redeem_share, benefit, share, clients))
            seconds += time.perf_counter() - began
            costs.append((site.cpu() - before) / len(share))
            ratios.append(costs[-1] / least)
            took += [one for one, _status, _answer in answers]
            done += sum(answer.get("state") == "done" for *_rest, answer in answers)
        took.sort()
        ratio = statistics.median(ratios)
        within = within and (keeps or ratio <= BUDGET)
        parts.append(
            f"{statistics.median(costs) * 1e3:5.2f} ms {ratio:5.1f} x"
            f" {len(took) / seconds:5.0f}/s p99 {took[int(len(took) * 0.99)] * 1e3:4.0f} ms"
        )
    print(f"  {clients:3} tills   {parts[0]}   kept: {parts[1]}   not done: {len(codes) - done}")
    return done, within


def _redeem_share(
    benefit: int, codes: list[str], tills: int, till: Till, number: int
) -> Iterator[Answer]:
    return redeem_all(till, benefit, codes[number::tills])


def _redeem_one(benefit: int, code: str, till: Till, number: int) -> Iterator[Answer]:
    return redeem_all(till, benefit, [code])


def _floor(
    floor: Served, clients: int, keeps: bool, shop: redeeming_data.Shop, codes: list[str]
) -> float:
    """Seconds of CPU for `ok` to the same requests."""

    def ask(till: Till, number: int) -> Iterator[int]:
        for code in codes[number::clients]:
            yield till.post(REPORT, sent([report(1, code)]))[0]

    before = floor.cpu()
    at_once([Till(floor.port, token, keeps) for token in shop.tokens[:clients]], ask)
    return (floor.cpu() - before) / len(codes)


def measure(environment: dict[str, str], redemptions: int) -> bool:
    """All phases on one database; whether everything held."""
    shop = redeeming_data.prepare(environment, limit="year", tills=64, cards=redemptions)
    race = redeeming_data.prepare(environment, limit="once", tills=64, cards=4)
    expected, held = {}, True
    with (
        served_as_in_life("config.wsgi:application", environment) as site,
        served_as_in_life("server:ok", environment) as floor,
    ):
        spare = shop.benefits[-1]
        tills = [Till(site.port, token) for token in shop.tokens[:8]]
        at_once(tills, partial(_redeem_share, spare, shop.codes[:WARM_UP], len(tills)))
        for benefit, clients in zip(shop.benefits, CLIENTS, strict=False):
            expected[benefit], within = phase(site, floor, shop, benefit, clients, shop.codes)
            held = held and within
        winners = []
        for benefit, code in zip(race.benefits, race.codes, strict=False):
            tills = [Till(site.port, token) for token in race.tokens]
            answers = at_once(tills, partial(_redeem_one, benefit, code))
            winners.append(sum(answer.get("state") == "done" for *_rest, answer in answers))
            limits = sum(answer.get("error") == "limit" for *_rest, answer in answers)
            held = held and winners[-1] == 1 and limits == len(tills) - 1
    print(f"  64 tills at once on a benefit of “once”, four times: winners {winners}")
    found = redeeming_data.ledger(environment, list(expected))
    rows = sum(one["rows"] for one in found.values())
    lost = sum(expected[benefit] - one["done"] for benefit, one in found.items())
    doubled = sum(one["rows"] - one["cards"] for one in found.values())
    print(f"  rows {rows}, answers “done” {sum(expected.values())}; lost {lost}, doubled {doubled}")
    return held and lost == doubled == 0 and rows == len(CLIENTS) * redemptions


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--redemptions", type=int, default=960, help="for each number of tills")
    parser.add_argument("--database", choices=["SQLite", "PostgreSQL"], help="only this one")
    parser.add_argument("--folder", type=Path, help="where databases are kept for the next run")
    options = parser.parse_args()
    held = True
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.folder or Path(temporary)
        for name in ("SQLite", "PostgreSQL"):
            if options.database not in (None, name):
                continue
            with redeeming_data.database(name, folder) as environment:
                print(f"{name}, {options.redemptions} redemptions for each number of tills:")
                held = measure(environment, options.redemptions) and held
    print("held" if held else "NOT HELD")
    sys.exit(not held)


if __name__ == "__main__":
    main()
