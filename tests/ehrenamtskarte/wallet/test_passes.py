"""What is inside of a pass, who has signed it, and that a till accepts its code."""

import hashlib
import json
import subprocess
from base64 import urlsafe_b64decode
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, pkcs7
from django.utils import timezone
from PIL import Image

from ehrenamtskarte.credential.verdicts import VerdictKind, judge
from ehrenamtskarte.keys.published import own_key_set
from ehrenamtskarte.models import CardDesign
from ehrenamtskarte.wallet import Wallet, make_pass
from ehrenamtskarte.wallet.apple import pkpass
from ehrenamtskarte.wallet.content import content_for
from ehrenamtskarte.wallet.google import SAVE, pass_object, save_link
from ehrenamtskarte.wallet.setup import apple_certificates, google_account
from tests.ehrenamtskarte.wallet.authorities import PASS_TYPE, TEAM, authority, rsa_key

NAMES = {f"{picture}{scale}.png" for picture in ("icon", "logo") for scale in ("", "@2x", "@3x")}


def content(card, wallet):
    credential = make_pass(card=card, wallet=wallet, by=None)
    return content_for(card, credential, association="Ehrenamtsverbund")


def picture(width, height, colour):
    file = BytesIO()
    Image.new("RGB", (width, height), colour).save(file, "PNG")
    return file.getvalue()


def assert_a_till_accepts(code):
    verdict = judge(code, keys=own_key_set(), lists={}, now=timezone.now())
    assert verdict.kind == VerdictKind.VALID_OLD_LIST  # it was given no list
    assert not verdict.on_phone  # to be compared with a photo ID, as a printed card
    assert verdict.claims.name == "Erika Beispiel"


def unpacked(data):
    with ZipFile(BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def test_apple_pass_is_what_apple_asks_for(card, wallets, town):
    CardDesign.objects.create(
        municipality=town, headline="Ehrenamtskarte NRW", background_colour="#fafafa"
    )
    made = replace(content(card, Wallet.APPLE), logo=picture(300, 100, "white"))
    files = unpacked(pkpass(made, apple_certificates()))

    assert set(files) == NAMES | {"pass.json", "manifest.json", "signature"}
    manifest = json.loads(files["manifest.json"])
    assert manifest == {
        name: hashlib.sha1(data, usedforsecurity=False).hexdigest()
        for name, data in files.items()
        if name not in ("manifest.json", "signature")
    }
    sizes = {name: Image.open(BytesIO(files[name])).size for name in NAMES}
    assert (sizes["icon.png"], sizes["icon@3x.png"]) == ((29, 29), (87, 87))
    assert sizes["logo@2x.png"][0] <= 320
    assert sizes["logo@2x.png"][1] == 100
    said = json.loads(files["pass.json"])
    assert (said["formatVersion"], said["teamIdentifier"]) == (1, TEAM)
    assert said["passTypeIdentifier"] == PASS_TYPE
    assert said["backgroundColor"] == "rgb(250, 250, 250)"
    assert said["expirationDate"] == "2029-12-31T22:59:59+00:00"
    shown = {
        field["key"]: field["value"] for fields in said["generic"].values() for field in fields
    }
    assert (shown["name"], shown["town"]) == ("Erika Beispiel", "Lünen")
    assert (shown["number"], shown["until"]) == ("LUE-4821-9375", "31.12.2029")
    (code,) = said["barcodes"]
    assert code["format"] == "PKBarcodeFormatQR"
    assert_a_till_accepts(code["message"])


def test_apple_signature_leads_to_the_root(card, wallets, tmp_path):
    files = unpacked(pkpass(content(card, Wallet.APPLE), apple_certificates()))
    inside = pkcs7.load_der_pkcs7_certificates(files["signature"])
    assert {one.subject.rfc4514_string() for one in inside} == {
        apple_certificates().certificate.subject.rfc4514_string(),
        "CN=Test WWDR",
    }
    for name in ("manifest.json", "signature"):
        (tmp_path / name).write_bytes(files[name])
    (tmp_path / "root.pem").write_bytes(authority()[0].public_bytes(Encoding.PEM))

    def is_verified():
        # Detached: the manifest is given beside it; the intermediate comes with the signature.
        command = (
            "openssl cms -verify -binary -inform DER -in signature -content manifest.json"
            " -CAfile root.pem -out verified"
        )
        done = subprocess.run(command.split(), cwd=tmp_path, capture_output=True, check=False)
        return done.returncode == 0

    assert is_verified()
    assert (tmp_path / "verified").read_bytes() == files["manifest.json"]
    (tmp_path / "manifest.json").write_bytes(files["manifest.json"].replace(b"icon", b"ikon", 1))
    assert not is_verified()


def test_google_link_is_signed_and_short(card, wallets, settings):
    settings.WAGTAILADMIN_BASE_URL = "https://ehrenamt-kreis-unna.example.org"
    card.printed_name = "Karl-Friedrich von Lünen-Horst"  # no longer one is printed
    card.save()
    now = timezone.now()
    account = google_account()
    said = content(card, Wallet.GOOGLE)
    link = save_link(
        said,
        account,
        now=now,
        logo="https://ehrenamt.example.org/media/images/wappen-der-stadt.max-200x200.format-png.png",
    )

    assert link.startswith(SAVE)
    token = link.removeprefix(SAVE)
    assert len(token) <= 1_800  # what Google calls a safe length
    head, claims, signature = token.split(".")
    rsa_key().public_key().verify(
        decoded(signature), f"{head}.{claims}".encode(), PKCS1v15(), SHA256()
    )
    with pytest.raises(InvalidSignature):
        rsa_key().public_key().verify(
            decoded(signature), f"{head}.e30".encode(), PKCS1v15(), SHA256()
        )
    assert json.loads(decoded(head)) == {"alg": "RS256", "typ": "JWT"}
    told = json.loads(decoded(claims))
    assert (told["iss"], told["aud"], told["typ"]) == (account.email, "google", "savetowallet")
    assert told["iat"] == int(now.timestamp())
    (one,) = told["payload"]["genericObjects"]
    assert one["classId"] == f"{account.issuer}.ehrenamtskarte"
    assert one["header"]["defaultValue"]["value"] == card.printed_name
    assert one["validTimeInterval"]["end"]["date"] == "2029-12-31T22:59:59+00:00"
    assert "validTimeInterval" not in pass_object(replace(said, ends_at=None), account.issuer)
    verdict = judge(one["barcode"]["value"], keys=own_key_set(), lists={}, now=now)
    assert (verdict.kind, verdict.on_phone) == (VerdictKind.VALID_OLD_LIST, False)
    assert one["id"] == f"{account.issuer}.{verdict.claims.cti.hex()}"


def decoded(text):
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def test_certificates_name_what_a_pass_is(wallets):
    found = apple_certificates()
    assert (found.pass_type, found.team) == (PASS_TYPE, TEAM)
    assert isinstance(found.certificate, x509.Certificate)
