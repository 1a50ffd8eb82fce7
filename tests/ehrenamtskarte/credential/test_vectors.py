"""The same examples in Python as in the browser (tests/e2e/test_card_check.py)."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from ehrenamtskarte.credential.errors import CredentialError
from ehrenamtskarte.credential.keys import IssuerKeySet
from ehrenamtskarte.credential.names import printed_name
from ehrenamtskarte.credential.numerals import from_digits, to_digits
from ehrenamtskarte.credential.status import read_status_list
from ehrenamtskarte.credential.verdicts import judge
from tests.ehrenamtskarte.credential.vectors.making import claims_as_json
from tests.ehrenamtskarte.credential.vectors.writing import FILE, file_text

VECTORS = json.loads(FILE.read_text())
KEYS = IssuerKeySet.from_jwks(VECTORS["jwks"])
LISTS = {entry["name"]: entry for entry in VECTORS["status_lists"]}


def by_name(entries: list[dict[str, Any]]) -> Any:
    return pytest.mark.parametrize("vector", entries, ids=[entry["name"] for entry in entries])


def read(entry: dict[str, Any]) -> Any:
    return read_status_list(
        bytes.fromhex(entry["token"]),
        address=entry["address"],
        signers=KEYS.of_list(entry["address"]),
    )


def test_file_is_what_is_written():
    assert FILE.read_text() == file_text(), "python -m tests.ehrenamtskarte.credential.vectors"


def test_names_are_given_once():
    for entries in (VECTORS["codes"], VECTORS["keys"], VECTORS["status_lists"]):
        names = [entry["name"] for entry in entries]
        assert len(names) == len(set(names))


@by_name(VECTORS["codes"])
def test_verdict(vector):
    lists = {LISTS[name]["address"]: read(LISTS[name]) for name in vector["lists"]}
    now = datetime.fromtimestamp(vector["now"], UTC)
    verdict = judge(vector["text"], keys=KEYS, lists=lists, now=now)
    issuer = verdict.issuer
    assert {
        "verdict": verdict.kind.value,
        "colour": verdict.colour.value,
        "reason": verdict.reason and verdict.reason.value,
        "claims": verdict.claims and claims_as_json(verdict.claims),
        "issuer": issuer
        and {"ags": issuer.ags, "name": issuer.name, "association": issuer.association},
        "list_as_of": verdict.list_as_of and int(verdict.list_as_of.timestamp()),
        "on_phone": verdict.on_phone,
    } == {
        name: vector[name]
        for name in ("verdict", "colour", "reason", "claims", "issuer", "list_as_of", "on_phone")
    }


@by_name([vector for vector in VECTORS["codes"] if vector["data"]])
def test_bytes_are_judged_as_their_text(vector):
    """But for the digit before them, which bytes do not have."""
    data = bytes.fromhex(vector["data"])
    lists = {LISTS[name]["address"]: read(LISTS[name]) for name in vector["lists"]}
    now = datetime.fromtimestamp(vector["now"], UTC)
    verdict = judge(data, keys=KEYS, lists=lists, now=now)
    if vector["name"] in {"phone: called a card", "phone: is a card"}:
        assert verdict.kind == "valid"
    else:
        assert verdict.kind == vector["verdict"]


@by_name(VECTORS["keys"])
def test_key(vector):
    assert len(IssuerKeySet.from_jwks({"keys": [vector["jwk"]]})) == vector["taken"]


@by_name(VECTORS["status_lists"])
def test_status_list(vector):
    if vector["error"]:
        with pytest.raises(CredentialError) as raised:
            read(vector)
        assert raised.value.code == vector["error"]
        return
    found = read(vector)
    assert len(found) == vector["size"]
    bits = int.from_bytes(found.bits, "little")
    assert bits == sum(1 << index for index in vector["withdrawn"])
    assert all(found.is_withdrawn(index) for index in vector["withdrawn"])


def test_numerals():
    for entry in VECTORS["numerals"]:
        assert to_digits(bytes.fromhex(entry["data"])) == entry["digits"]
        assert from_digits(entry["digits"]).hex() == entry["data"]


def test_printed_names():
    for entry in VECTORS["names"]:
        assert printed_name(entry["name"]) == entry["printed"]
