"""The desk scans a card and lands on its page, from where it is revoked."""

import json
from pathlib import Path

from django.urls import reverse

from ehrenamtskarte.enums import CardEnd
from ehrenamtskarte.issuing.codes import code_text
from ehrenamtskarte.issuing.scanned import LONGEST, ScanError, scanned_card
from ehrenamtskarte.issuing.services import revoke_card
from ehrenamtskarte.models import Credential
from tests.ehrenamtskarte.issuing.factories import issued
from tests.factories import UserFactory

VECTORS = Path(__file__).parents[3] / "docs/card-credential/vectors.json"
Code = ScanError.Code


def test_a_scanned_code_leads_to_its_card(luenen, selm, client):
    town = luenen.municipality
    clerk = UserFactory(groups=[town.coordinators])
    client.force_login(clerk, backend="django.contrib.auth.backends.ModelBackend")
    card, other = issued(town, last_name="Gesucht"), issued(town)
    abroad = issued(selm.municipality)
    texts = {one.pk: code_text(one.credentials.get()) for one in (card, other, abroad)}
    text = texts[card.pk]
    digits = text.partition("#")[2]
    address = reverse("cards:scan")

    # As a camera reads it, as it is pasted, and as a scanner types on another keyboard.
    for typed in (text, f"  {text}\n", f"#{digits}", digits, f"HTTPSÖ--KARTE.EXAMPLE-K§{digits}"):
        response = client.post(address, {"code": typed})
        assert response.url == reverse("cards:inspect", args=[card.pk]), typed
    revoke_card(card=card, end=CardEnd.LOST, by=None)
    assert client.post(address, {"code": text}).status_code == 302

    gone = texts[other.pk]
    Credential.objects.filter(card=other).delete()
    vectors = json.loads(VECTORS.read_text())["codes"]
    foreign = next(one["text"] for one in vectors if one["verdict"] == "valid")
    for typed, code in {
        "": "required",
        card.number: Code.NOT_A_CODE,
        digits[:100]: Code.NOT_A_CODE,
        text[:-1] + str((int(text[-1]) + 1) % 10): Code.ALTERED,
        foreign: Code.FOREIGN,
        gone: Code.UNKNOWN,
        texts[abroad.pk]: Code.OTHER_TOWN,
        "1" * (LONGEST + 1): "max_length",
    }.items():
        response = client.post(address, {"code": typed})
        (error,) = response.context["form"].errors["code"].as_data()
        assert (response.status_code, error.code) == (422, code), typed
        assert not typed or typed not in response.content.decode()
    assert "Selm" in str(client.post(address, {"code": texts[abroad.pk]}).context["form"].errors)

    page = client.get(address)
    assert "'wasm-unsafe-eval'" in page["Content-Security-Policy"]
    listing = client.get(reverse("cards:index"))
    assert "'wasm-unsafe-eval'" not in listing["Content-Security-Policy"]
    assert address in listing.content.decode()


def test_the_office_finds_every_towns_card(luenen):
    card = issued(luenen.municipality)
    office = UserFactory(is_superuser=True)
    assert scanned_card(code_text(card.credentials.get()), user=office) == card
