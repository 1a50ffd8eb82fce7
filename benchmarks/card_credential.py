"""What judging an application, signing a card and judging its code cost: processor time of each.

.venv/bin/python benchmarks/card_credential.py
"""

import os
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "site")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")

import django  # noqa: E402

django.setup()

from cryptography.hazmat.primitives.asymmetric.ec import ECDSA  # noqa: E402
from cryptography.hazmat.primitives.hashes import SHA256  # noqa: E402
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat  # noqa: E402

from ehrenamtskarte.credential.claims import CardClaims, last_moment  # noqa: E402
from ehrenamtskarte.credential.keys import (  # noqa: E402
    Issuer,
    IssuerKey,
    IssuerKeySet,
    make_private_key,
)
from ehrenamtskarte.credential.numerals import CodeVersion, qr_text  # noqa: E402
from ehrenamtskarte.credential.signing import sign_card, sign_presentation  # noqa: E402
from ehrenamtskarte.credential.status import read_status_list, sign_status_list  # noqa: E402
from ehrenamtskarte.credential.verdicts import VerdictKind, judge  # noqa: E402
from ehrenamtskarte.enums import CardType, Pay, PayRule  # noqa: E402
from ehrenamtskarte.rules import RuleInForce  # noqa: E402
from ehrenamtskarte.rules import judgement as rules  # noqa: E402

SIZE = 131_072
ROUNDS = 5


def cost(what: str, function: Callable[[], object], times: int = 1_000) -> None:
    """Print the best of some rounds."""
    best = float("inf")
    for _ in range(ROUNDS):
        started = time.process_time()
        for _ in range(times):
            function()
        best = min(best, (time.process_time() - started) / times)
    print(f"{what:44} {best * 1e6:9.1f} µs {1 / best:12,.0f} a second")


def an_application() -> tuple[RuleInForce, rules.Facts]:
    """A rule that asks for everything, and somebody with two organisations who meets it."""
    rule = RuleInForce(
        municipality=None,
        for_residents=True,
        for_active=True,
        sums_organisations=True,
        pay_rule=PayRule.ALLOWANCE,
        honorary_allowance=960,
        trainer_allowance=3300,
        hours_per_week=Decimal(4),
        hours_per_year=200,
        prior_years=2,
        minimum_age=16,
        validity_years=2,
        must_go_on=True,
    )
    works = [
        rules.Work(
            organisation=name,
            since=date(2019, 4, 1),
            hours_per_week=Decimal(3),
            attested=True,
        )
        for name in ("Tafel am Ort", "Chor der Stadt")
    ]
    facts = rules.Facts(
        born_on=date(1980, 5, 1),
        lives_in_town=True,
        active_in_town=True,
        works=works,
        pay=Pay.NOTHING,
        goes_on=True,
    )
    return rule, facts


def main() -> None:
    key, phone, now = make_private_key(), make_private_key(), datetime.now(UTC)
    issuer = IssuerKey(key.public_key(), Issuer("05978024", "Lünen"), "https://karte.example/1")
    keys = IssuerKeySet([issuer])
    claims = CardClaims(
        bytes(8), "Erika Mustermann-A", CardType.STANDARD, 70_000, last_moment(date(2099, 12, 31))
    )
    point = phone.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    digital = CardClaims(
        bytes(8), claims.name, claims.card_type, 70_002, claims.expires, holder_key=point
    )
    card = sign_card(claims, key, issuer.kid)
    shown = sign_presentation(sign_card(digital, key, issuer.kid), phone, now)

    def sign_list() -> bytes:
        return sign_status_list(
            address=issuer.status_list,
            withdrawn=range(1, SIZE, 100),
            size=SIZE,
            private_key=key,
            kid=issuer.kid,
            now=now - timedelta(minutes=1),
        )

    token = sign_list()

    def read_list() -> object:
        return read_status_list(token, address=issuer.status_list, signers=[issuer])

    status = {issuer.status_list: read_status_list(token, address=issuer.status_list, signers=keys)}
    text = qr_text("karte.example", card, CodeVersion.CREDENTIAL)
    phone_text = qr_text("karte.example", shown, CodeVersion.PRESENTATION)
    for code in (text, phone_text):
        verdict = judge(code, keys=keys, lists=status, now=now)
        if verdict.kind != VerdictKind.VALID:
            raise SystemExit(f"not measured: {verdict}")
    print(f"EK1 {len(card)} bytes, EK2 {len(shown)}, list of {SIZE} cards {len(token)}")
    rule, facts = an_application()
    said = rules.judge(facts, rule, date(2026, 6, 15)).recommendation
    if said != rules.Recommendation.FULFILLED:
        raise SystemExit(f"not measured: {said}")
    cost("judge an application", lambda: rules.judge(facts, rule, date(2026, 6, 15)).recommendation)
    cost("with all sentences", lambda: rules.judge(facts, rule, date(2026, 6, 15)).as_json())
    cost("bare signature", lambda: key.sign(card, ECDSA(SHA256(), deterministic_signing=True)))
    cost("sign a card", lambda: sign_card(claims, key, issuer.kid))
    cost("its text", lambda: qr_text("karte.example", card, CodeVersion.CREDENTIAL))
    cost("judge a printed card", lambda: judge(text, keys=keys, lists=status, now=now))
    cost("judge a card on a phone", lambda: judge(phone_text, keys=keys, lists=status, now=now))
    cost("refuse a text that is none", lambda: judge("x" * 200, keys=keys, lists={}, now=now))
    cost("sign a list, one in a hundred withdrawn", sign_list, 20)
    cost("read it", read_list, 20)


if __name__ == "__main__":
    main()
