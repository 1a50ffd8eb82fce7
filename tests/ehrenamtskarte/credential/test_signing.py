from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from cbor2 import loads

from ehrenamtskarte.credential.claims import first_moment, last_moment, read_claims
from ehrenamtskarte.credential.cose import read_sign1
from ehrenamtskarte.credential.errors import CredentialError
from ehrenamtskarte.credential.numerals import CodeVersion, qr_text, read_code
from ehrenamtskarte.credential.signing import sign_card
from ehrenamtskarte.credential.status import (
    read_status_list,
    sign_status_list,
    status_bits,
)
from ehrenamtskarte.credential.verdicts import VerdictKind
from ehrenamtskarte.enums import CardType
from tests.ehrenamtskarte.credential.vectors.making import DIGITAL, PRINTED, issued, shown
from tests.ehrenamtskarte.credential.vectors.signers import LUENEN, NOW

Code = CredentialError.Code


def test_days_end_in_germany():
    assert last_moment(date(2028, 12, 31)) == datetime(2028, 12, 31, 22, 59, 59, tzinfo=UTC)
    assert last_moment(date(2028, 6, 30)) == datetime(2028, 6, 30, 21, 59, 59, tzinfo=UTC)
    assert first_moment(date(2027, 3, 28)) == datetime(2027, 3, 27, 23, tzinfo=UTC)


@pytest.mark.parametrize("day", [date(2026, 10, 25), date(2027, 3, 28), date(2028, 2, 29)])
def test_last_valid_day_comes_back(day):
    claims = replace(PRINTED, expires=last_moment(day), not_before=first_moment(day))
    assert read_claims(read_sign1(issued(claims)).payload) == claims
    assert (claims.valid_from, claims.valid_until) == (day, day)


def test_a_card_is_as_small_as_planned():
    """What the size of the printed code was measured with: version 8 and 9 at level M."""
    claims = replace(PRINTED, name="Erika Mustermann-A")
    assert len(claims.name) == 18
    assert len(issued(claims)) == 128
    assert len(shown()) < 300


def test_the_same_card_is_the_same_bytes():
    assert issued() == issued()


def test_said_is_what_the_design_says():
    protected, unprotected, payload, signature = loads(issued(DIGITAL))
    assert loads(protected) == {1: -7, 4: LUENEN.kid}
    assert unprotected == {}
    assert len(signature) == 64
    point = DIGITAL.holder_key
    assert loads(payload) == {
        4: int(DIGITAL.expires.timestamp()),
        7: DIGITAL.cti,
        8: {1: {1: 2, -1: 1, -2: point[1:33], -3: point[33:]}},
        -65537: [DIGITAL.name, 0, DIGITAL.status_index],
    }


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"cti": bytes(7)}, Code.BAD_CLAIMS),
        ({"name": ""}, Code.BAD_CLAIMS),
        ({"name": "ä" * 16}, Code.BAD_CLAIMS),
        ({"name": "a\nb"}, Code.BAD_CLAIMS),
        ({"name": "\ud800"}, Code.BAD_CLAIMS),
        ({"card_type": 2}, Code.BAD_CLAIMS),
        ({"status_index": -1}, Code.BAD_CLAIMS),
        ({"status_index": 2**24}, Code.BAD_CLAIMS),
        ({"holder_key": b"\x04" + bytes(64)}, Code.BAD_KEY),
        ({"holder_key": b""}, Code.BAD_KEY),
    ],
)
def test_no_card_is_signed_that_no_verifier_takes(change, code):
    with pytest.raises(CredentialError) as raised:
        replace(PRINTED, **change)
    assert raised.value.code == code


def test_a_moment_needs_its_time_zone():
    with pytest.raises(ValueError, match="time zone"):
        issued(replace(PRINTED, expires=datetime(2028, 12, 31)))


def test_text_of_a_qr_code():
    text = qr_text("karte.luenen.example:8000", b"\x00\x07", CodeVersion.CREDENTIAL)
    assert text == "HTTPS://KARTE.LUENEN.EXAMPLE:8000/K#165543"
    assert read_code(text).data == b"\x00\x07"
    assert qr_text("a", b"", CodeVersion.PRESENTATION, scheme="http") == "HTTP://A/K#21"


@pytest.mark.parametrize("host", ["", "lünen.example", "a/b", "a#b", "a?b", "a b", "a:port"])
def test_no_host(host):
    with pytest.raises(ValueError, match="no host"):
        qr_text(host, b"", CodeVersion.CREDENTIAL)


def test_too_large_for_a_code():
    with pytest.raises(CredentialError) as raised:
        qr_text("a", bytes(601), CodeVersion.CREDENTIAL)
    assert raised.value.code == Code.TOO_LARGE


def test_a_status_list_comes_back():
    token = sign_status_list(
        address=LUENEN.address,
        withdrawn=[0, 9, 15],
        size=10_000,
        private_key=LUENEN.private,
        kid=LUENEN.kid,
        now=NOW,
    )
    found = read_status_list(token, address=LUENEN.address, signers=[LUENEN.public])
    assert (len(found), found.issued_at, found.expires_at) == (10_000, NOW, NOW + timedelta(days=7))
    assert [index for index in range(10_000) if found.is_withdrawn(index)] == [0, 9, 15]
    for index in (-1, 10_000):
        with pytest.raises(CredentialError) as raised:
            found.is_withdrawn(index)
        assert raised.value.code == Code.NOT_ON_LIST


def test_bits_begin_with_the_least():
    """The example of draft-ietf-oauth-status-list, 4.1."""
    assert status_bits([0, 3, 4, 5, 7, 8, 9, 13, 15], 16) == bytes.fromhex("b9a3")


def test_words_for_every_verdict_and_error():
    assert all(str(kind.label) and kind.colour.label for kind in VerdictKind)
    assert all(str(code.label) for code in Code)
    assert str(CredentialError(Code.MALFORMED))


def test_types_are_the_numbers_that_are_signed():
    assert {kind.name: kind.value for kind in CardType} == {"STANDARD": 0, "JUBILEE": 1}
    assert loads(read_sign1(sign_card(PRINTED, LUENEN.private, LUENEN.kid)).payload)[-65537][1] == 0
