"""Only files that a clerk can open without fear are taken."""

import io
import zlib
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from ehrenamtskarte.applications import proofs, services
from ehrenamtskarte.applications.proofs import ProofField, keep_proof, what_is_wrong_with_pdf
from ehrenamtskarte.enums import AttestationState
from ehrenamtskarte.models import Proof
from tests.ehrenamtskarte.applications.factories import AttestationFactory, CardApplicationFactory


def pdf(body: bytes = b"", trailer: bytes = b"") -> bytes:
    return (
        b"%PDF-1.7\n1 0 obj\n<</Type/Catalog>>\nendobj\n" + body + b"\ntrailer<</Root 1 0 R"
        + trailer + b">>\nstartxref\n9\n%%EOF\n"
    )  # fmt: skip


def stream(content: bytes, *, packed: bool = True) -> bytes:
    data = zlib.compress(content, 9) if packed else content
    return b"2 0 obj\n<</Filter/FlateDecode>>\nstream\n" + data + b"\nendstream\nendobj\n"


def picture(kind: str, **options) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(out, kind, **options)
    return out.getvalue()


def cleaned(content: bytes, name: str = "nachweis.pdf"):
    return ProofField().clean(SimpleUploadedFile(name, content))


def code_of(content: bytes, name: str = "nachweis.pdf") -> str:
    with pytest.raises(ValidationError) as error:
        cleaned(content, name)
    return str(error.value.code)


@pytest.mark.parametrize(
    ("content", "name", "kept"),
    [
        (pdf(), "Brief.pdf", "Brief.pdf"),
        (pdf(), "Brief.exe", "Brief.pdf"),  # what it is counts, not what it is called
        (picture("JPEG"), "foto.png", "foto.jpg"),
        (picture("PNG"), "../../etc/foto", "foto.png"),
        (pdf(), "\u202e.pdf", "nachweis.pdf"),
    ],
)
def test_the_ending_follows_from_the_content(content, name, kept):
    assert cleaned(content, name).name == kept


@pytest.mark.parametrize(
    "content",
    [
        b"MZ\x90\x00 a program",
        b"<html><script>alert(1)</script>%PDF-1.7 %%EOF</html>",
        b"PK\x03\x04 a document",
        picture("GIF"),
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    ],
)
def test_whatever_else_it_calls_itself_is_refused(content):
    assert code_of(content) == "kind"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (pdf()[:-20], "broken"),
        (b"%PDF-1.7 %%EOF", "broken"),
        (pdf(trailer=b"/Encrypt 5 0 R"), "encrypted"),
        (pdf(trailer=b"/#45ncrypt 5 0 R"), "encrypted"),
        (pdf(b"3 0 obj<</S/JavaScript/JS(app.alert(1))>>endobj"), "active"),
        (pdf(b"3 0 obj<</S/#4aavaScript>>endobj"), "active"),
        (pdf(b"3 0 obj<</S/Launch/F(x.exe)>>endobj"), "active"),
        (pdf(b"3 0 obj<</Type/EmbeddedFile>>endobj"), "active"),
        (pdf(stream(b"7 0 <</S/JavaScript>>")), "active"),  # hidden in packed objects
        (b"\xff\xd8\xff" + b"\0" * 100, "broken"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "broken"),
    ],
)
def test_what_no_clerk_should_open_is_refused(content, code):
    assert code_of(content) == code


def test_a_name_in_a_picture_by_chance_does_not_matter():
    assert what_is_wrong_with_pdf(pdf(stream(b"\xff\x00/JS /JavaScript", packed=False))) == ""
    assert what_is_wrong_with_pdf(pdf(stream(b"BT (Guten Tag) Tj ET"))) == ""


def test_a_bomb_is_not_unpacked(monkeypatch):
    monkeypatch.setattr(proofs, "LARGEST_UNPACKED", 4 * 1024 * 1024)
    assert code_of(pdf(stream(b"\0" * 6_000_000))) == "bomb"
    assert code_of(pdf(stream(b"\0" * 1_500_000) * 3)) == "bomb"
    assert what_is_wrong_with_pdf(pdf(stream(b"\0" * 1_500_000))) == ""


def test_a_file_that_is_too_large_is_refused(monkeypatch):
    monkeypatch.setattr(proofs, "LARGEST_FILE", 50)
    assert code_of(pdf()) == "large"


def test_a_picture_loses_where_it_was_taken():
    exif = Image.Exif()
    exif[0x010E] = "Marktweg 1"
    file = cleaned(picture("JPEG", exif=exif))
    assert not Image.open(file).getexif()


@pytest.mark.django_db
def test_a_proof_lies_where_no_address_leads_and_goes_with_the_application(
    luenen, settings, django_capture_on_commit_callbacks
):
    application = CardApplicationFactory(municipality=luenen.municipality)
    attestation = AttestationFactory(application=application, state=AttestationState.OPEN)
    proof = keep_proof(attestation=attestation, file=cleaned(pdf(), "Brief von Vera.pdf"))
    assert "Vera" not in proof.file.name
    assert Path(settings.MEDIA_ROOT) not in Path(proof.file.path).parents
    storage, name = proof.file.storage, proof.file.name
    with django_capture_on_commit_callbacks(execute=True):
        services.withdraw(application=application)
    assert not Proof.objects.exists()
    assert not storage.exists(name)
