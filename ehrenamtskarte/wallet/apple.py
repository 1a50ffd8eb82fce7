"""A pass as a file for Apple Wallet (`.pkpass`).

https://developer.apple.com/documentation/walletpasses: a ZIP of `pass.json`, pictures, a manifest
with the SHA-1 of each file, and a detached signature (PKCS #7) of the manifest.
"""

import hashlib
import json
from io import BytesIO
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZipFile

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.hazmat.primitives.serialization.pkcs7 import (
    PKCS7Options,
    PKCS7SignatureBuilder,
)
from django.utils.translation import gettext as _

from core.colour import Rgb
from ehrenamtskarte.wallet.certificates import AppleCertificates
from ehrenamtskarte.wallet.content import PassContent, in_site_language
from ehrenamtskarte.wallet.pictures import icons, logos

CONTENT_TYPE: Final = "application/vnd.apple.pkpass"


def pkpass(content: PassContent, certificates: AppleCertificates) -> bytes:
    """The file that an iPhone puts into its wallet."""
    files = icons() | logos(content.logo, content.palette.background)
    files["pass.json"] = _json(pass_json(content, certificates, has_logo="logo.png" in files))
    files["manifest.json"] = _json({name: _sha1(data) for name, data in sorted(files.items())})
    files["signature"] = _signature(files["manifest.json"], certificates)
    archive = BytesIO()
    with ZipFile(archive, "w", ZIP_DEFLATED) as file:
        for name, data in files.items():
            file.writestr(name, data)
    return archive.getvalue()


def pass_json(
    content: PassContent, certificates: AppleCertificates, *, has_logo: bool = False
) -> dict[str, Any]:
    """What the pass says; of a pass without a web service nobody is told when it is used."""
    palette = content.palette
    with in_site_language():
        found: dict[str, Any] = {
            "formatVersion": 1,
            "passTypeIdentifier": certificates.pass_type,
            "teamIdentifier": certificates.team,
            "organizationName": content.association,
            "serialNumber": content.key,
            "description": f"{content.kind} {content.town}",
            "backgroundColor": _rgb(palette.background),
            "foregroundColor": _rgb(palette.text),
            "labelColor": _rgb(palette.text),
            "sharingProhibited": True,
            "barcodes": [
                {
                    "format": "PKBarcodeFormatQR",
                    "message": content.code,
                    "messageEncoding": "iso-8859-1",
                    "altText": content.number,
                }
            ],
            "generic": {
                "headerFields": [_field("town", _("Town"), content.town)],
                "primaryFields": [_field("name", _("Name"), content.name)],
                "secondaryFields": [
                    _field("kind", _("Kind of card"), content.kind),
                    _field("until", _("Valid until"), content.until),
                ],
                "auxiliaryFields": [_field("number", _("Number"), content.number)],
                "backFields": [
                    _field("notes", content.headline, content.notes),
                    _field("issuer", _("Given out by"), f"{content.town}, {content.association}"),
                ],
            },
        }
    if not has_logo:
        found["logoText"] = content.headline
    if content.ends_at:
        found["expirationDate"] = content.ends_at.isoformat()
    return found


def _signature(manifest: bytes, certificates: AppleCertificates) -> bytes:
    builder = PKCS7SignatureBuilder().set_data(manifest)
    builder = builder.add_signer(certificates.certificate, certificates.key, SHA256())
    # Last: a builder forgets further certificates when a signer is added.
    builder = builder.add_certificate(certificates.intermediate)
    return builder.sign(Encoding.DER, [PKCS7Options.DetachedSignature, PKCS7Options.Binary])


def _field(key: str, label: str, value: str) -> dict[str, str]:
    return {"key": key, "label": label, "value": value}


def _json(content: object) -> bytes:
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


def _sha1(data: bytes) -> str:
    """As the format asks; the signature over it is made with SHA-256."""
    return hashlib.sha1(data, usedforsecurity=False).hexdigest()


def _rgb(colour: Rgb) -> str:
    return "rgb({}, {}, {})".format(*colour)
