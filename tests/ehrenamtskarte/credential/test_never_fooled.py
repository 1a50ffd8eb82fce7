"""Whatever somebody holds before a camera: no verdict but one, and never a good one for nothing."""

import random
import time
from contextlib import contextmanager
from datetime import timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ehrenamtskarte.credential.cbor import MAX_DEPTH, MAX_INTEGER, decode, encode
from ehrenamtskarte.credential.claims import read_claims
from ehrenamtskarte.credential.cose import read_sign1
from ehrenamtskarte.credential.errors import CredentialError
from ehrenamtskarte.credential.keys import IssuerKeySet
from ehrenamtskarte.credential.numerals import from_digits, read_code, to_digits
from ehrenamtskarte.credential.status import read_status_list
from ehrenamtskarte.credential.verdicts import VerdictKind, judge
from tests.ehrenamtskarte.credential.vectors.lists import COMPRESSED, LISTS, token
from tests.ehrenamtskarte.credential.vectors.making import DIGITAL, PRINTED, issued, shown
from tests.ehrenamtskarte.credential.vectors.signers import KNOWN, LUENEN, NOW

STATUS = {
    LUENEN.address: read_status_list(
        LISTS["lünen"].token, address=LUENEN.address, signers=[LUENEN.public]
    )
}
NOTHING = {VerdictKind.UNREADABLE, VerdictKind.FORGED, VerdictKind.UNKNOWN_ISSUER}

ITEMS = st.recursive(
    st.integers(-MAX_INTEGER, MAX_INTEGER) | st.binary(max_size=40) | st.text(max_size=20),
    lambda items: (
        st.lists(items, max_size=4)
        | st.dictionaries(st.integers(-70_000, 70_000) | st.text(max_size=5), items, max_size=4)
    ),
    max_leaves=6,
)


@contextmanager
def nothing_worse_than(*codes):
    try:
        yield
    except CredentialError as error:
        if error.code not in codes:
            raise


def verdict_on(code: str | bytes) -> VerdictKind:
    return judge(code, keys=KNOWN, lists=STATUS, now=NOW).kind


@given(st.binary(max_size=700))
@example(b"")
def test_any_bytes(data):
    assert verdict_on(data) in NOTHING


@given(st.text(max_size=300))
@example("1" * 10_000)
@example("\ud800")
def test_any_text(text):
    assert verdict_on(text) in NOTHING


@given(st.text("0123456789", min_size=1, max_size=1_600), st.sampled_from("12"))
def test_any_digits(digits, version):
    assert verdict_on(f"#{version}{digits}") in NOTHING


@given(ITEMS)
def test_any_item(item):
    """What is CBOR, but no card: also as payload that the issuer itself has signed by mistake."""
    assert verdict_on(encode(item)[:600]) in NOTHING
    for read in (read_sign1, read_claims):
        with pytest.raises(CredentialError):
            read(encode(item))


@pytest.mark.parametrize("code", [issued(), shown()], ids=["card", "phone"])
def test_every_altered_bit_is_noticed(code):
    for place in range(8 * len(code)):
        altered = bytearray(code)
        altered[place // 8] ^= 1 << place % 8
        assert verdict_on(bytes(altered)) in NOTHING, place


@pytest.mark.parametrize("code", [issued(), shown()], ids=["card", "phone"])
def test_mutations_are_noticed(code):
    """Cut, doubled, moved, replaced: none is taken, none throws, none takes long."""
    chance = random.Random(20261121)
    slowest = 0.0
    for _ in range(3_000):
        data = bytearray(code)
        for _ in range(chance.randint(1, 4)):
            start, end = sorted(chance.randrange(len(data) + 1) for _ in range(2))
            piece = data[start:end]
            data[start:end] = chance.choice(
                (b"", piece + piece, chance.randbytes(len(piece)), piece[::-1], b"\xff", b"\x00")
            )
            del data[900:]
        if data == code:
            continue
        started = time.perf_counter()
        assert verdict_on(bytes(data)) in NOTHING
        slowest = max(slowest, time.perf_counter() - started)
    assert slowest < 1


@given(st.data())
def test_altered_status_lists_are_noticed(data):
    whole = bytearray(token())
    place = data.draw(st.integers(1, len(whole) - 1))
    whole[place] ^= data.draw(st.integers(1, 255))
    with pytest.raises(CredentialError):
        read_status_list(bytes(whole), address=LUENEN.address, signers=[LUENEN.public])


@given(st.binary(max_size=200))
def test_any_stream_in_a_signed_list(stream):
    with nothing_worse_than(CredentialError.Code.BAD_LIST):
        read_status_list(token(compressed=stream), address=LUENEN.address, signers=[LUENEN.public])


@given(st.integers(0, len(COMPRESSED) - 1), st.integers(1, 255))
def test_altered_stream_in_a_signed_list(place, change):
    stream = bytearray(COMPRESSED)
    stream[place] ^= change
    with nothing_worse_than(CredentialError.Code.BAD_LIST):
        read_status_list(
            token(compressed=bytes(stream)), address=LUENEN.address, signers=[LUENEN.public]
        )


def levels(item):
    if isinstance(item, list):
        return 1 + max(map(levels, item), default=0)
    if isinstance(item, dict):
        return 1 + max(map(levels, item.values()), default=0)
    return 1


@given(ITEMS)
def test_cbor_reads_what_is_written(item):
    if levels(item) <= MAX_DEPTH:
        assert decode(encode(item)) == item


@given(st.binary(max_size=64))
def test_cbor_has_one_writing(data):
    """Of what is read, deterministic writing gives the same length back: nothing is wasted."""
    with nothing_worse_than(CredentialError.Code.MALFORMED):
        assert len(encode(decode(data))) == len(data)


@given(st.binary(max_size=600))
def test_digits_and_back(data):
    assert from_digits(to_digits(data)) == data


@given(st.text(max_size=200))
def test_reading_a_code_raises_only_its_own(text):
    with nothing_worse_than(CredentialError.Code.NOT_A_CODE, CredentialError.Code.TOO_LARGE):
        read_code(text)


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=50),
        lambda values: (
            st.lists(values, max_size=3)
            | st.dictionaries(
                st.sampled_from(["keys", "kty", "crv", "x", "y", "kid", "issuer", "ags", "name"]),
                values,
            )
        ),
    )
)
def test_any_key_set(document):
    with nothing_worse_than(CredentialError.Code.BAD_KEY_SET):
        assert len(IssuerKeySet.from_jwks(document)) == 0


def test_a_phone_s_code_lives_two_minutes():
    for seconds in range(-90, 91):
        kind = judge(
            shown(at=NOW - timedelta(seconds=seconds)), keys=KNOWN, lists=STATUS, now=NOW
        ).kind
        assert (kind == VerdictKind.VALID) == (abs(seconds) <= 60)


def test_nothing_of_an_unsigned_code_is_said():
    altered = issued().replace(b"Erika", b"Erich")
    for code in (altered, issued(DIGITAL), issued(PRINTED)[:-1] + b"\0"):
        verdict = judge(code, keys=KNOWN, lists=STATUS, now=NOW)
        assert verdict.claims is None
        assert verdict.issuer is None
