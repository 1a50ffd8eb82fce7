"""The file that every verifier is tested from."""

import json
from pathlib import Path
from typing import Any

from ehrenamtskarte.credential.names import printed_name
from ehrenamtskarte.credential.numerals import to_digits
from tests.ehrenamtskarte.credential.vectors.codes import codes
from tests.ehrenamtskarte.credential.vectors.keys import key_vectors
from tests.ehrenamtskarte.credential.vectors.lists import bad_lists, good_lists
from tests.ehrenamtskarte.credential.vectors.signers import KNOWN

ROOT = Path(__file__).resolve().parents[4]
FILE = ROOT / "docs" / "card-credential" / "vectors.json"

NUMERALS = ("", "00", "0000", "01", "ff", "0102", "00112233445566778899aabbccddeeff")
NAMES = (
    "Erika Mustermann",
    "Anna Maria Luise Charlotte Beispiel",
    "Anna Maria Luise Charlotte Musterbeispiel",
    "Prof. Dr. Karl-Friedrich von der Beispielhausen",
    "Karl-Friedrich von der Beispielhausen-Musterstadt",
    "Zoë Leutheusser-Schnarrenberger-Mustermann",
    "Ağaçlıoğlu Şebnem Çiğdem Özgülüşoğlu",
    "Ανδρέας Παπαδόπουλος Κωνσταντίνου",
    "Donaudampfschifffahrtsgesellschaftskapitän",
)


def file_text() -> str:
    content: dict[str, Any] = {
        "about": "Test vectors of the Ehrenamtskarte, see docs/card-credential.md. The keys are "
        "known to everybody and sign nothing else.",
        "jwks": KNOWN.to_jwks(),
        "keys": list(key_vectors()),
        "status_lists": [*good_lists(), *bad_lists()],
        "codes": list(codes()),
        "numerals": [{"data": hex_, "digits": to_digits(bytes.fromhex(hex_))} for hex_ in NUMERALS],
        "names": [{"name": name, "printed": printed_name(name)} for name in NAMES],
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"
