"""What a million cards cost the people at the desk: each question asked of few cards and of many.

.venv/bin/python benchmarks/card_lists.py [--cards 1000000]

Processor time of the median of many, beside fetching one card by its key in the same run, and how
the database answers. The database is SQLite in a file, or what DATABASE_URL names (emptied!).
"""

import argparse
import datetime as dt
import json
import os
import random
import secrets
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
FEW = 1_000
AT_ONCE = 5_000
REVOKED = 0.01
TIMES = 60
FIRST_NAMES = ("Ayşe", "Jörg", "Małgorzata", "Emil", "Hannelore", "Ngozi", "Sina", "Walter")
SYLLABLES = ("ber", "ding", "haus", "kamp", "lin", "mann", "nie", "oster", "ter", "wes", "zim")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cards", type=int, default=1_000_000)
    parser.add_argument("--measure", type=int, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.measure:
        print(json.dumps(measure(arguments.measure)))
        return
    few, many = (_in_own_process(count) for count in (FEW, arguments.cards))
    print(f"{'':34}{FEW:>12,} {arguments.cards:>12,}  ratio  floors")
    for name, (cost, plan) in many["costs"].items():
        before, floor = few["costs"][name][0], many["costs"]["one card by its key"][0]
        print(f"{name:34}{before:9.2f} ms {cost:9.2f} ms {cost / before:6.2f} {cost / floor:7.1f}")
        for line in plan:
            print(f"{'':8}{line}")
    print(f"made in {many['seconds']:.0f} s; the list has {many['bytes']:,} bytes")


def _in_own_process(count: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="ehrenamtsverbund-bench-") as folder:
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "config.settings.dev",
            "VAR_DIR": folder,
            "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'site'}",
        }
        command = [sys.executable, __file__, "--measure", str(count)]
        run = subprocess.run(
            command, env=environment, check=True, stdout=subprocess.PIPE, text=True
        )
        return json.loads(run.stdout.splitlines()[-1])


def measure(count: int) -> dict[str, Any]:
    import django

    django.setup()
    started = time.process_time()
    towns = fill(count)
    seconds = time.process_time() - started
    costs = {name: cost(ask, again) for name, ask, again in questions(towns)}
    from ehrenamtskarte.models import StatusList

    size = max(len(bytes(one.token or b"")) for one in StatusList.objects.all())
    return {"costs": costs, "seconds": seconds, "bytes": size}


def cost(ask: Callable[[], Any], query: Any) -> tuple[float, list[str]]:
    """Milliseconds of the median, and the plan of the database."""
    taken = []
    for _ in range(TIMES):
        started = time.process_time()
        ask()
        taken.append((time.process_time() - started) * 1e3)
    plan = query().explain().splitlines()[:3] if query else []
    return statistics.median(taken), plan


def questions(towns: list[Any]) -> Iterator[tuple[str, Callable[[], Any], Any]]:
    from ehrenamtskarte.deciding.finding import keys_of
    from ehrenamtskarte.deciding.scope import in_towns
    from ehrenamtskarte.enums import CardApplicationState as State
    from ehrenamtskarte.issuing.finding import found_cards
    from ehrenamtskarte.models import Card, CardApplication, StatusList
    from ehrenamtskarte.status.publishing import publish_list, revoked_indexes

    choose = random.Random(7)
    first, last = Card.objects.order_by("pk").first(), Card.objects.order_by("pk").last()
    town = towns[0]
    own = in_towns(Card.objects.all(), [town.pk])
    waiting = CardApplication.objects.filter(
        municipality=town, state=State.READY
    ).with_what_is_judged()
    full = StatusList.objects.order_by("pk").first()

    def some_name() -> str:
        return Card.objects.get(pk=choose.randint(first.pk, last.pk)).search_name

    def some_number() -> str:
        return Card.objects.get(pk=choose.randint(first.pk, last.pk)).number

    yield "one card by its key", some_name, None
    yield (
        "card by number (beside the floor)",
        lambda: list(found_cards(own, some_number())[:50]),
        lambda: found_cards(own, "LUE-1234-5678"),
    )
    yield (
        "card by name (beside the floor)",
        lambda: list(found_cards(own, some_name())[:50]),
        lambda: found_cards(own, "oster"),
    )
    yield (
        "case by name (beside the floor)",
        lambda: keys_of(some_name().split()[0], towns=[town.pk]),
        None,
    )
    yield (
        "first page of cases to decide",
        lambda: list(waiting.order_by("waiting_since", "pk")[:20]),
        lambda: waiting.order_by("waiting_since", "pk")[:20],
    )
    yield (
        "status list, made anew",
        lambda: publish_list(full, oldest=dt.timedelta(0)),
        lambda: revoked_indexes(full),
    )


def fill(count: int) -> list[Any]:
    """So many cards with their cases and codes; as many cases wait whatever the number is."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from django.conf import settings

    settings.DEBUG = False
    from home.services import found_association
    from municipalities.services import found_municipality

    found_association(name="Messverbund")
    towns = [
        found_municipality(ags=ags).municipality
        for ags in ("05978024", "05978004", "05978032", "05978040")
    ]
    choose = random.Random(1)
    for start in range(0, count, AT_ONCE):
        _some(towns[start // AT_ONCE % len(towns)], min(AT_ONCE, count - start), start, choose)
    _waiting(towns[0], choose)
    return towns


def _person(choose: random.Random) -> tuple[str, str]:
    last = "".join(choose.choices(SYLLABLES, k=choose.randint(2, 4))).capitalize()
    return choose.choice(FIRST_NAMES), last


def _case(town: Any, state: str, choose: random.Random) -> Any:
    from ehrenamtskarte.models import CardApplication
    from ehrenamtskarte.searching import folded, search_name

    first, last = _person(choose)
    moment = dt.datetime(2024, 1, 1, tzinfo=dt.UTC) + dt.timedelta(minutes=choose.randint(0, 10**6))
    return CardApplication(
        municipality=town,
        state=state,
        first_name=first,
        last_name=last,
        search_name=search_name(first_name=first, last_name=last),
        search_first_name=folded(f"{first} {last}"),
        born_on=dt.date(1950, 1, 1) + dt.timedelta(days=choose.randint(0, 18_000)),
        submitted_on=moment.date(),
        waiting_since=moment,
        decided_at=moment,
    )


def _waiting(town: Any, choose: random.Random) -> None:
    from ehrenamtskarte.enums import CardApplicationState as State
    from ehrenamtskarte.models import CardApplication

    CardApplication.objects.bulk_create(_case(town, State.READY, choose) for _ in range(100))


def _some(town: Any, count: int, start: int, choose: random.Random) -> None:
    from django.db import transaction

    from ehrenamtskarte.enums import CardApplicationState as State
    from ehrenamtskarte.enums import CardEnd, CardType, CredentialKind
    from ehrenamtskarte.issuing.numbers import prefix_of
    from ehrenamtskarte.keys import signing_key
    from ehrenamtskarte.models import Card, CardApplication, Credential
    from ehrenamtskarte.status import take_indexes

    prefix = prefix_of(town)
    with transaction.atomic():
        cases = CardApplication.objects.bulk_create(
            _case(town, State.ISSUED, choose) for _ in range(count)
        )
        cards = Card.objects.bulk_create(
            Card(
                municipality=town,
                number=f"{prefix}-{(start + number) // 10_000:04}-{(start + number) % 10_000:04}",
                card_type=CardType.STANDARD,
                application=case,
                name=case.name,
                printed_name=case.name[:31],
                search_name=case.search_name,
                born_on=case.born_on,
                valid_from=case.submitted_on,
                valid_until=case.submitted_on + dt.timedelta(days=730),
            )
            for number, case in enumerate(cases)
        )
        key = signing_key(town, room_for=count).key
        indexes = take_indexes(key.status_list, count)
        now = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
        Credential.objects.bulk_create(
            Credential(
                card=card,
                kind=CredentialKind.PRINTED,
                cti=secrets.token_bytes(8),
                key=key,
                status_list=key.status_list,
                status_index=index,
                token=bytes(128),
                **({"revoked_at": now, "end": CardEnd.LOST} if choose.random() < REVOKED else {}),
            )
            for card, index in zip(cards, indexes, strict=True)
        )


if __name__ == "__main__":
    main()
