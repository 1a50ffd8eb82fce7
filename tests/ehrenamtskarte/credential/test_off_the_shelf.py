"""A library for COSE and CWT that knows nothing of cards, given only the JWK set.

It accepts what is good and refuses what is bad, as far as that is its business: it asks no status
list, and a profile that is narrower than CWT is not its own (`beyond_cwt` in the vectors says which
is which).
"""

import json
import zlib
from base64 import urlsafe_b64decode
from typing import Any

import pytest
import time_machine
from cbor2 import loads
from cwt import COSE, CWT, COSEKey

from tests.ehrenamtskarte.credential.vectors.writing import FILE

VECTORS = json.loads(FILE.read_text())
SIGN1_TAG = b"\xd2"
KCWT = 13
ACCEPTED = {"valid", "valid_old_list"}


def library_keys() -> list[Any]:
    """The JWK set as the library has it.

    It takes a JWK's `kid` for the bytes of the text itself; ours is base64url, as all bytes in a
    JWK are.
    """
    keys = []
    for jwk in VECTORS["jwks"]["keys"]:
        kid = urlsafe_b64decode(jwk["kid"] + "==")
        keys.append(COSEKey.from_jwk({**jwk, "kid": kid}))
    return keys


def decode(data: bytes, keys: list[Any], now: int) -> dict[int, Any]:
    """What it finds in an untagged message; it wants the tag before it."""
    with time_machine.travel(now, tick=False):
        return CWT(leeway=1).decode(SIGN1_TAG + data, keys)


def decode_presentation(data: bytes, keys: list[Any], now: int) -> dict[int, Any]:
    """The credential inside, after the presentation was checked with the key that it confirms."""
    # In two steps: the library does not follow header parameter kcwt, and of a CWT it wants a kid.
    credential = loads(loads(data)[0])[KCWT]
    claims = decode(credential, keys, now)
    holder = COSEKey.new({**claims[8][1], 3: -7, 4: [2]})
    assert isinstance(loads(COSE().decode(SIGN1_TAG + data, [holder]))[6], int)
    return claims


def judge_by_library(vector: dict[str, Any], keys: list[Any]) -> dict[int, Any]:
    data = bytes.fromhex(vector["data"])
    if KCWT in loads(loads(data)[0]):
        return decode_presentation(data, keys, vector["now"])
    return decode(data, keys, vector["now"])


def codes(accepted: bool) -> Any:
    found = [
        vector
        for vector in VECTORS["codes"]
        if vector["data"] is not None
        and (vector["verdict"] in ACCEPTED) == accepted
        and not vector["beyond_cwt"]
    ]
    return pytest.mark.parametrize("vector", found, ids=[vector["name"] for vector in found])


@codes(accepted=True)
def test_good_codes_are_accepted(vector):
    claims = judge_by_library(vector, library_keys())
    expected = vector["claims"]
    assert claims[7].hex() == expected["cti"]
    assert claims[-65537] == [expected["name"], expected["card_type"], expected["status_index"]]
    assert claims.get(4) == expected["expires"]


@codes(accepted=False)
def test_bad_codes_are_refused(vector):
    with pytest.raises(Exception):  # noqa: B017, PT011 - its own and those of what it uses
        judge_by_library(vector, library_keys())


@pytest.mark.parametrize(
    "vector",
    [entry for entry in VECTORS["status_lists"] if not entry["error"]],
    ids=lambda entry: entry["name"],
)
def test_status_lists_are_accepted(vector):
    token = bytes.fromhex(vector["token"]).removeprefix(SIGN1_TAG)
    now = VECTORS["codes"][0]["now"]
    ended = vector["name"] == "lünen, ended"
    claims = decode(token, library_keys(), now - 3600 if ended else now)
    assert claims[2] == vector["address"]
    bits = zlib.decompress(claims[65533]["lst"])
    assert len(bits) * 8 == vector["size"]
    assert all(bits[index // 8] >> index % 8 & 1 for index in vector["withdrawn"])


@pytest.mark.parametrize("name", ["altered", "not CBOR", "empty"])
def test_bad_status_lists_are_refused(name):
    (vector,) = [entry for entry in VECTORS["status_lists"] if entry["name"] == name]
    with pytest.raises(Exception):  # noqa: B017, PT011
        decode(bytes.fromhex(vector["token"])[1:], library_keys(), VECTORS["codes"][0]["now"])
