"""Papers that stand in for an organisation's answer: known by what is in them, only for the town.

A PDF is taken as it is, so it is looked at before: what is encrypted, broken or would burst when
unpacked is refused, for a clerk will open it. A picture is drawn anew, without what is hidden in
it.
"""

import re
import zlib
from pathlib import PurePath
from typing import Final
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from ehrenamtskarte.models import Attestation, CardApplication, Proof
from organisations.desk.pictures import PictureField

LARGEST_FILE: Final = 5 * 1024 * 1024  # bytes
MOST_PROOFS: Final = 5  # of one attestation, or of what stands for the hours
LONGEST_STEM: Final = 80  # characters
# What a PDF may unpack to, altogether; five scanned pages lie below.
LARGEST_UNPACKED: Final = 150 * 1024 * 1024  # bytes
MOST_STREAMS: Final = 20_000
AT_ONCE: Final = 256 * 1024  # bytes unpacked at a time
LOOKED_AT: Final = 4 * 1024 * 1024  # bytes of what is unpacked

ENDINGS: Final = {"application/pdf": ".pdf", "image/jpeg": ".jpg", "image/png": ".png"}
_PICTURES: Final = {b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png"}
# Programs, files and addresses that a PDF would open or start by itself.
_ACTIVE: Final = re.compile(
    rb"/(JavaScript|JS|Launch|EmbeddedFile|EmbeddedFiles|RichMedia|SubmitForm|ImportData)\b"
)
_ENCRYPTED: Final = re.compile(rb"/Encrypt\b")
_NAME_ESCAPE: Final = re.compile(rb"#([0-9A-Fa-f]{2})")
_STREAM: Final = re.compile(rb"\bstream\r?\n(.*?)endstream", re.DOTALL)


class ProofField(forms.FileField):
    """A PDF, JPEG or PNG; `clean` returns it as a new file whose ending is true."""

    widget = forms.FileInput(attrs={"accept": "application/pdf,image/jpeg,image/png"})
    default_error_messages = {
        "large": _("This file is larger than %(limit)s. Please choose a smaller one."),
        "kind": _("Only PDF, JPEG and PNG can be uploaded."),
        "broken": _("This file can't be read. Please make a new one, or take a photo."),
        "encrypted": _("This PDF is protected by a password. Please upload it without one."),
        "active": _(
            "This PDF contains programs or other files. Please print it into a new PDF, or take a"
            " photo."
        ),
        "bomb": _("This PDF is far too large when unpacked. Please make a simpler one."),
    }

    def clean(self, data: UploadedFile | None, initial: object = None) -> ContentFile[bytes] | None:
        file = super().clean(data, initial)
        if not isinstance(file, UploadedFile):
            return None
        if (file.size or 0) > LARGEST_FILE:
            limit = filesizeformat(LARGEST_FILE)
            raise ValidationError(
                self.error_messages["large"], params={"limit": limit}, code="large"
            )
        content = file.read()
        if content.startswith(b"%PDF-"):
            if code := what_is_wrong_with_pdf(content):
                raise ValidationError(self.error_messages[code], code=code)
            return ContentFile(content, _name(file, ".pdf"))
        for beginning, media_type in _PICTURES.items():
            if content.startswith(beginning):
                file.seek(0)
                try:
                    picture = PictureField().clean(file)
                except ValidationError as error:
                    raise ValidationError(self.error_messages["broken"], code="broken") from error
                if picture is not None:
                    return ContentFile(picture.read(), _name(file, ENDINGS[media_type]))
        raise ValidationError(self.error_messages["kind"], code="kind")


def what_is_wrong_with_pdf(content: bytes) -> str:
    """Why a PDF is not taken (`broken`, `encrypted`, `active`, `bomb`); empty if it is fine.

    Not a reader: it looks at the bytes and at what is packed in them, as far as that may grow.
    """
    if b"%%EOF" not in content[-1024:] or b"startxref" not in content[-2048:]:
        return "broken"
    # In pictures and fonts any letters may stand by chance.
    if found := _forbidden(_STREAM.sub(b"", content)):
        return found
    left = LARGEST_UNPACKED
    for number, stream in enumerate(_STREAM.finditer(content)):
        size, beginning = _unpacked(memoryview(content)[slice(*stream.span(1))], left)
        left -= size
        if left <= 0 or number >= MOST_STREAMS:
            return "bomb"
        # Objects that are packed together begin with their numbers.
        if beginning[:1].isdigit() and (found := _forbidden(beginning)):
            return found
    return ""


def keep_proof(
    *,
    file: ContentFile[bytes],
    attestation: Attestation | None = None,
    application: CardApplication | None = None,
) -> Proof:
    """Put the file into the private storage, under a name that says nothing.

    It belongs to an attestation or, where it proves what stands for the hours, to the application.
    """
    name = file.name or ""
    ending = PurePath(name).suffix
    media_type = next(kind for kind, one in ENDINGS.items() if one == ending)
    proof = Proof(
        attestation=attestation,
        application=application,
        name=name,
        media_type=media_type,
        size=file.size,
    )
    proof.file.save(f"{uuid4().hex}{ending}", file, save=False)
    proof.save()
    return proof


def served(proof: Proof) -> FileResponse:
    """The file as a download; whoever calls has checked that the town asks for it."""
    try:
        file = proof.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(
        file, as_attachment=True, filename=proof.name, content_type=proof.media_type
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "no-store"
    return response


def _forbidden(content: bytes) -> str:
    # A name may be written with its letters as numbers: /#4a#53 is /JS.
    plain = _NAME_ESCAPE.sub(lambda match: bytes([int(match[1], 16)]), content)
    if _ENCRYPTED.search(plain):
        return "encrypted"
    return "active" if _ACTIVE.search(plain) else ""


def _unpacked(packed: memoryview, limit: int) -> tuple[int, bytes]:
    """How much a stream unpacks to if Flate has packed it, up to `limit`; and how it begins."""
    unpacker = zlib.decompressobj()
    size, beginning, rest = 0, b"", bytes(packed)
    try:
        while rest and size <= limit and not unpacker.eof:
            piece = unpacker.decompress(rest, AT_ONCE)
            size += len(piece)
            if len(beginning) < LOOKED_AT:
                beginning += piece
            rest = unpacker.unconsumed_tail
    except zlib.error:
        pass  # not packed in this way, or not to the end
    return size, beginning


def _name(file: UploadedFile, ending: str) -> str:
    """What the town sees: the name that it had, with an ending that is true."""
    stem = "".join(sign for sign in PurePath(file.name or "").stem if sign.isprintable())
    return f"{' '.join(stem.split())[:LONGEST_STEM] or 'nachweis'}{ending}"
