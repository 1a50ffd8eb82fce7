"""What the app asks the site, and what the site gives to whom."""

import json
import re
from base64 import b64decode
from io import BytesIO

import pytest
from django.contrib.staticfiles import finders
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from wagtail.images import get_image_model

from ehrenamtskarte.credential.keys import make_private_key
from ehrenamtskarte.credential.numerals import to_digits
from ehrenamtskarte.credential.signing import sign_presentation
from ehrenamtskarte.issuing.activation import activation_page, new_code
from ehrenamtskarte.models import CardDesign, Credential
from tests.ehrenamtskarte.cards import make_cards
from tests.ehrenamtskarte.phone.test_binding import brought, jwk_of
from tests.factories import UserFactory, VolunteerFactory


@pytest.fixture
def town(luenen):
    return luenen.municipality


@pytest.fixture
def card(town):
    return make_cards(town, 1)[0]


def post(client, name, content, **extra):
    body = content if isinstance(content, str) else json.dumps(content)
    return client.post(reverse(name), body, content_type="application/json", **extra)


def test_letters_lead_to_the_page(home):
    assert activation_page().endswith("/ehrenamtskarte/meine-karte/")


def test_page_is_the_same_for_everybody(client, home):
    anonymous = client.get(reverse("my_cards"))
    client.force_login(UserFactory())
    assert client.get(reverse("my_cards")).content == anonymous.content
    assert not anonymous.cookies
    assert " style=" not in anonymous.content.decode()


def test_app_can_be_installed(client, home):
    manifest = client.get(reverse("my_cards_manifest"))
    assert manifest["Content-Type"] == "application/manifest+json"
    app = manifest.json()
    assert app["start_url"] == app["scope"] == reverse("my_cards")
    assert {icon["sizes"] for icon in app["icons"]} == {"192x192", "512x512"}
    for icon in app["icons"]:
        assert finders.find(icon["src"].removeprefix("/static/"))

    worker = client.get(reverse("my_cards_worker"))
    kept = json.loads(re.search(r"self\.offline = (\{.*\});", worker.content.decode())[1])
    assert worker["Service-Worker-Allowed"] == kept["page"] == reverse("my_cards")
    assert "/static/lean-qr/index.mjs" in kept["files"]
    assert not any("konto" in address for address in kept["files"])


def test_code_brings_the_card(client, card):
    CardDesign.objects.create(municipality=card.municipality, background_colour="#ffffff")
    code, _kept = new_code(card)
    response = post(
        client,
        "my_cards_activate",
        {"code": code, "key": jwk_of(make_private_key())},
        headers={"User-Agent": "Mozilla/5.0 (Linux; Android 14; Pixel)"},
    )
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    said = response.json()
    credential = Credential.objects.get()
    assert said["id"] == bytes(credential.cti).hex()
    assert (said["name"], said["town"], said["number"]) == ("Erika Beispiel", "Lünen", card.number)
    assert said["colours"]["background"] == "#ffffff"
    assert credential.device_name == "Android"


def test_look_has_pictures_that_are_small_enough_to_keep(client, card, town):
    noise = Image.effect_noise((300, 200), 90)
    pictures = {"background": noise, "logo": Image.new("RGBA", (600, 200), "#12395b")}
    files = {name: BytesIO() for name in pictures}
    for name, picture in pictures.items():
        picture.save(files[name], "PNG")
    images = {
        name: get_image_model().objects.create(
            title=name, file=ContentFile(file.getvalue(), f"{name}.png")
        )
        for name, file in files.items()
    }
    design = CardDesign.objects.create(
        municipality=town, background_colour="#12395b", logo=images["logo"]
    )
    address = reverse("my_cards_look", args=[town.slug, 0])
    code, _kept = new_code(card)
    key = jwk_of(make_private_key())
    assert post(client, "my_cards_activate", {"code": code, "key": key}).json()["look"] == address

    said = client.get(address).json()
    assert said["background"] == ""
    assert said["plate"]  # its colour is the card's
    design.background = images["background"]
    design.save()
    answer = client.get(address)
    said = answer.json()
    for name, largest in (("background", (856, 540)), ("logo", (320, 160))):
        kind, data = said[name].split(",")
        assert kind == "data:image/webp;base64"
        assert len(b64decode(data)) <= 30_000
        with Image.open(BytesIO(b64decode(data))) as picture:
            assert picture.width <= largest[0]
            assert picture.height <= largest[1]
    assert said["colours"]["plate"] == "#000000"  # below white text
    headers = {"If-None-Match": answer["ETag"]}
    assert client.get(address, headers=headers).status_code == 304

    images["logo"].file.storage.delete(images["logo"].file.name)
    cache.clear()
    assert client.get(address).json()["logo"] == ""
    for nothing in (("nirgends", 0), (town.slug, 7)):
        assert client.get(reverse("my_cards_look", args=nothing)).status_code == 404


@pytest.mark.parametrize("body", ["", "x", "[]", "null", "1", '"x"', "{", "x" * 5_000])
def test_what_is_no_question(client, home, body):
    for name in ("my_cards_activate", "my_cards_remove"):
        assert post(client, name, body).status_code == 400


def test_refusals_say_why(client, card):
    wrong = post(client, "my_cards_activate", {"code": "x", "key": jwk_of(make_private_key())})
    assert (wrong.status_code, wrong.json()["code"]) == (404, "unknown_code")
    bad = post(client, "my_cards_activate", {"code": "x", "key": {}})
    assert (bad.status_code, bad.json()["code"]) == (400, "bad_key")
    for card_key in (card.pk, "1", 1.5, [], {}, True):
        said = {"card": card_key, "key": jwk_of(make_private_key())}
        foreign = post(client, "my_cards_activate", said)
        assert (foreign.status_code, foreign.json()["code"]) == (403, "not_yours")
    assert not Credential.objects.exists()


def test_tries_are_limited(client, home, settings):
    settings.CARD_CODE_TRIES = (3, 3600)
    said = {"code": "AAAA-AAAA-AAAA", "key": jwk_of(make_private_key())}
    found = [post(client, "my_cards_activate", said).status_code for _ in range(5)]
    assert found == [404, 404, 404, 429, 429]


def test_form_needs_its_token(card):
    client = Client(enforce_csrf_checks=True)
    code, _kept = new_code(card)
    said = {"code": code, "key": jwk_of(make_private_key())}
    assert post(client, "my_cards_activate", said).status_code == 403
    token = client.get(reverse("my_cards_account")).json()["csrf"]
    response = post(client, "my_cards_activate", said, headers={"X-CSRFToken": token})
    assert response.status_code == 200


def test_account_sees_its_own_cards(client, card):
    nobody = client.get(reverse("my_cards_account")).json()
    assert (nobody["isSignedIn"], nobody["cards"]) == (False, [])

    user = UserFactory(email="erika@example.org")
    user.emailaddress_set.create(email=user.email, verified=True, primary=True)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(reverse("my_cards_account")).json()["cards"] == []

    card.volunteer = VolunteerFactory(email="Erika@example.org")
    card.save(update_fields=["volunteer"])
    response = client.get(reverse("my_cards_account"))
    assert "no-store" in response["Cache-Control"]
    (found,) = response.json()["cards"]
    assert (found["key"], found["number"], found["isOnPhone"]) == (card.pk, card.number, False)

    said = {"card": card.pk, "key": jwk_of(make_private_key())}
    assert post(client, "my_cards_activate", said).status_code == 200
    (found,) = client.get(reverse("my_cards_account")).json()["cards"]
    assert found["isOnPhone"]


def test_account_leads_to_the_phone(client, card):
    user = UserFactory(email="erika@example.org")
    user.emailaddress_set.create(email=user.email, verified=True, primary=True)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    assert reverse("my_cards") not in client.get(reverse("account_home")).content.decode()

    card.volunteer = VolunteerFactory(email=user.email)
    card.save(update_fields=["volunteer"])
    page = client.get(reverse("account_home")).content.decode()
    assert card.number in page
    assert f'href="{reverse("my_cards")}"' in page


def test_taking_it_off(client, card):
    key = make_private_key()
    credential = brought(card, key=key)
    shown = sign_presentation(bytes(credential.token), key, timezone.now())
    assert post(client, "my_cards_remove", {"presentation": "2123"}).json() == {"ended": False}
    said = {"presentation": f"2{to_digits(shown)}"}
    assert post(client, "my_cards_remove", said).json() == {"ended": True}
    credential.refresh_from_db()
    assert credential.revoked_at
