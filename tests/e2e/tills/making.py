"""Makes a shop and what is held before its camera: `site.run("tests.e2e.tills.making", …)`.

`shop NAME` prints its key and an owner's account; `sights ORIGIN` prints pictures (PNG, base64) of
cards by name; `ledger NAME` prints what was redeemed there, in the order of its arrival.
"""

import base64
import json
import sys
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

import django

OWNER = "baeckerei@demo.example"
PASSWORD = "miteinander-2026"
COFFEE, TENTH = "Ein Kaffee gratis", "10 % auf alles"


def shop(name: str) -> dict[str, Any]:
    """A baker with two benefits, one of which a card may use once."""
    from accounts.mailbox import account_of_mailbox
    from municipalities.models import Municipality
    from partners.enums import BenefitKind, LimitPeriod, PartnerState
    from partners.models import Benefit, Partner, PartnerMembership

    partner = Partner.objects.create(
        name=name,
        municipality=Municipality.objects.get(ags="05978024"),
        state=PartnerState.ACCEPTED,
    )
    owner = account_of_mailbox(email=OWNER, name="Aylin Morgen")
    owner.set_password(PASSWORD)
    owner.save()
    PartnerMembership.objects.create(partner=partner, user=owner)
    Benefit.objects.create(
        partner=partner, kind=BenefitKind.PERCENT, percent=10, title=TENTH, companions=1
    )
    Benefit.objects.create(
        partner=partner,
        kind=BenefitKind.FREE_EXTRA,
        title=COFFEE,
        limit_period=LimitPeriod.ONCE,
    )
    return {"partner": partner.pk, "owner": OWNER, "password": PASSWORD}


def sights(origin: str) -> dict[str, str]:
    """What a camera gets to see: printed cards, one of them altered, and a photo of a phone."""
    from django.utils import timezone

    from ehrenamtskarte.credential.numerals import from_digits, to_digits
    from ehrenamtskarte.enums import CardEnd
    from ehrenamtskarte.models import Credential
    from ehrenamtskarte.status import revoke_all
    from tests.e2e.cards.making import made

    names = {"valid": "Erika Mustermann", "revoked": "Rita Gesperrt", "altered": "Erika Fremd"}
    digits = {kind: made(name=name)["fragment"][2:] for kind, name in names.items()}
    revoke_all(Credential.objects.filter(card__printed_name=names["revoked"]), end=CardEnd.LOST)
    altered = from_digits(digits["altered"]).replace(b"Erika", b"Erich")
    digits["altered"] = to_digits(altered)
    root = f"{origin.upper()}/K#"
    taken = timezone.now() - timedelta(minutes=2)
    return {
        **{kind: _printed(f"{root}1{number}", names[kind]) for kind, number in digits.items()},
        "screenshot": _phone(f"{root}2{_shown(taken)}"),
    }


def ledger(name: str) -> list[dict[str, Any]]:
    from partners.models import Redemption

    found = Redemption.objects.filter(partner__name=name).order_by("pk")
    return list(found.values("benefit__title", "state", "conflict"))


def _shown(at: Any) -> str:
    """What a phone shows at that moment, in digits."""
    from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key

    from ehrenamtskarte.credential.numerals import to_digits
    from ehrenamtskarte.credential.signing import sign_presentation
    from ehrenamtskarte.phone import activate
    from tests.e2e.cards.making import made

    key = generate_private_key(SECP256R1())
    numbers = key.public_key().public_numbers()
    half = {name: getattr(numbers, name).to_bytes(32) for name in "xy"}
    coordinates = {
        name: base64.urlsafe_b64encode(value).decode().rstrip("=") for name, value in half.items()
    }
    jwk = {"kty": "EC", "crv": "P-256", **coordinates}
    code = made(name="Paula Photo")["activation"]
    credential = activate(code=code, holder_key=jwk, device_name="Android")
    return to_digits(sign_presentation(bytes(credential.token), key, at))


def _printed(text: str, name: str) -> str:
    """The back of a card, as the printer gets it."""
    from datetime import date

    from ehrenamtskarte.enums import CardType
    from ehrenamtskarte.printing.cards import CardLook, PrintedCard
    from ehrenamtskarte.printing.looks import ready_look
    from ehrenamtskarte.printing.preview import card_pictures
    from ehrenamtskarte.printing.sheets import card_pdf

    card = PrintedCard(
        number="LUE-26-4711",
        name=name,
        card_type=CardType.STANDARD,
        town="Stadt Lünen",
        valid_from=date(2026, 1, 1),
        valid_until=date(2029, 12, 31),
        qr_text=text,
    )
    look = ready_look(CardLook(address="ehrenamt.luenen.example/ehrenamtskarte"))
    _front, back = card_pictures(card_pdf(card, look, day=date(2026, 11, 21)))
    return base64.b64encode(back).decode()


def _phone(text: str) -> str:
    """A code as it shines on a phone."""
    from PIL import Image

    from ehrenamtskarte.printing.codes import Level, make_code

    modules = Image.fromarray(255 - 255 * make_code(text, level=Level.L).modules())
    size = modules.width + 8
    screen = Image.new("L", (size, size), 255)
    screen.paste(modules, (4, 4))
    file = BytesIO()
    screen.resize((size * 6, size * 6), Image.Resampling.NEAREST).save(file, "PNG")
    return base64.b64encode(file.getvalue()).decode()


MADE: dict[str, Callable[[str], Any]] = {"shop": shop, "sights": sights, "ledger": ledger}


if __name__ == "__main__":
    django.setup()
    sys.stdout.write(json.dumps(MADE[sys.argv[1]](sys.argv[2])))
