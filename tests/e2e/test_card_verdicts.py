"""The browser's modules for cards (static/js/karte/) say what Python says, of everything."""

import json
import random
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page

from ehrenamtskarte.credential.cbor import encode
from ehrenamtskarte.credential.claims import ISSUED_AT, write_claims
from ehrenamtskarte.credential.cose import KCWT, sign
from ehrenamtskarte.credential.errors import CredentialError
from ehrenamtskarte.credential.keys import point_from_jwk
from ehrenamtskarte.credential.numerals import to_digits
from ehrenamtskarte.credential.status import read_status_list
from ehrenamtskarte.credential.verdicts import judge
from tests.ehrenamtskarte.credential.vectors.lists import COMPRESSED, LISTS, stored, token
from tests.ehrenamtskarte.credential.vectors.making import DIGITAL, PRINTED, issued, raw, shown
from tests.ehrenamtskarte.credential.vectors.signers import KNOWN, LUENEN, NOW, PHONE
from tests.ehrenamtskarte.credential.vectors.writing import FILE

VECTORS = json.loads(FILE.read_text())
STATUS = {
    LUENEN.address: read_status_list(
        LISTS["lünen"].token, address=LUENEN.address, signers=[LUENEN.public]
    )
}

READY = Path(__file__).with_suffix(".js").read_text()


@pytest.fixture
def page(visit) -> Page:
    page = visit.open("/")
    page.evaluate(READY, VECTORS)
    return page


def test_vectors(page):
    """Codes, lists and digits of docs/card-credential/vectors.json."""
    found = page.evaluate("(codes) => karte.judgeAll(codes)", VECTORS["codes"])
    for vector, verdict in zip(VECTORS["codes"], found, strict=True):
        assert verdict == {name: vector[name] for name in verdict}, vector["name"]

    for entry, read in zip(VECTORS["status_lists"], page.evaluate("karte.read"), strict=True):
        assert read == {name: entry[name] for name in read}, entry["name"]

    taken = page.evaluate("(jwks) => karte.taken(jwks)", [key["jwk"] for key in VECTORS["keys"]])
    assert taken == [key["taken"] for key in VECTORS["keys"]]

    for entry in VECTORS["numerals"]:
        digits = page.evaluate("(data) => karte.toDigits(karte.bytes(data))", entry["data"])
        assert digits == entry["digits"]
        data = page.evaluate("(digits) => karte.hex(karte.fromDigits(digits))", entry["digits"])
        assert data == entry["data"]


def mutated(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randint(1, 3)):
        start = chance.randrange(len(changed) + 1)
        end = min(len(changed), start + chance.choice((0, 1, 1, 1, 2, 4, 20)))
        piece = changed[start:end]
        changed[start:end] = chance.choice(
            (b"", piece * 2, chance.randbytes(len(piece)), chance.randbytes(1), b"\xff", b"\xa0")
        )
    return bytes(changed[:600])


def test_strange_codes(page):
    """A seeded fuzzer: Python and the browser agree on each, and neither throws.

    Half of them are genuinely signed, so that what lies behind the signature is tried, too.
    """
    chance = random.Random(20261121)
    printed, digital = write_claims(PRINTED), write_claims(DIGITAL)
    now = encode({ISSUED_AT: int(NOW.timestamp())})
    codes = []
    for _ in range(400):
        codes += [
            mutated(issued(), chance),
            mutated(shown(), chance),
            raw(mutated(printed, chance)),
            sign({KCWT: raw(mutated(digital, chance))}, now, PHONE),
            sign({KCWT: issued(DIGITAL)}, mutated(now, chance), PHONE),
            chance.randbytes(chance.randrange(200)),
        ]
    texts = [f"#{chance.choice('12')}{to_digits(code[:600])}" for code in codes]
    texts += [text[: chance.randrange(len(text))] + chance.choice("0Aé ") for text in texts[::8]]
    expected = [judge(text, keys=KNOWN, lists=STATUS, now=NOW) for text in texts]
    asked = [{"text": text, "now": NOW.timestamp(), "lists": ["lünen"]} for text in texts]
    found = page.evaluate("(codes) => karte.judgeAll(codes)", asked)
    for text, verdict, other in zip(texts, expected, found, strict=True):
        assert other["verdict"] == verdict.kind, text
        assert other["reason"] == verdict.reason, text
        assert (other["claims"] or {}).get("name") == (verdict.claims and verdict.claims.name), text
    assert len({verdict.reason for verdict in expected}) > 7


def test_strange_lists(page):
    """The same for lists, also for what zlib and the browser make of streams that are damaged."""
    chance = random.Random(20261121)
    tokens = [mutated(token(), chance) for _ in range(150)]
    tokens += [token(compressed=mutated(COMPRESSED, chance)) for _ in range(300)]
    tokens += [token(compressed=stored(mutated(bytes(40), chance))) for _ in range(50)]
    tokens += [token(compressed=COMPRESSED + chance.randbytes(length)) for length in range(1, 9)]
    expected = []
    for one in tokens:
        try:
            found = read_status_list(one, address=LUENEN.address, signers=[LUENEN.public])
            expected.append(found.bits.hex())
        except CredentialError as error:
            expected.append(error.code.value)
    asked = [[LUENEN.address, one.hex()] for one in tokens]
    assert page.evaluate("(lists) => karte.bitsOrError(lists)", asked) == expected
    assert {"bad_signature", "malformed", "bad_list"} < set(expected)


def test_altered_codes(page):
    """In the browser alone and therefore many: whatever is altered is never taken."""
    codes = [issued().hex(), shown().hex()]
    kinds = page.evaluate(
        "([codes, now]) => karte.kindsOfAltered(codes, now)", [codes, 1000 * NOW.timestamp()]
    )
    assert set(kinds) == {"unreadable", "forged", "unknown_issuer"}


def test_a_phone_s_own_code(page):
    """The key is made in the browser, the server certifies it, the code that it shows is taken."""
    jwk = page.evaluate(
        """async () => {
            karte.mine = await karte.makeHolderKey();
            return karte.publicJwk(karte.mine);
        }"""
    )
    assert "d" not in jwk
    leaks = page.evaluate(
        "() => crypto.subtle.exportKey('jwk', karte.mine.privateKey).then(() => true, () => false)"
    )
    assert leaks is False
    credential = issued(replace(DIGITAL, holder_key=point_from_jwk(jwk)))
    shown_by_phone = page.evaluate(
        """async ([credential, now]) => {
            const data = karte.bytes(credential);
            const code = await karte.signPresentation(data, karte.mine, new Date(now));
            return karte.qrText(location.origin, code, karte.PRESENTATION);
        }""",
        [credential.hex(), 1000 * NOW.timestamp() + 999],
    )
    for seconds, kind in ((0, "valid"), (60, "valid"), (61, "screenshot"), (-61, "clock_wrong")):
        now = NOW + timedelta(seconds=seconds)
        verdict = judge(shown_by_phone, keys=KNOWN, lists=STATUS, now=now)
        assert verdict.kind == kind
        code = {"text": shown_by_phone, "now": now.timestamp(), "lists": ["lünen"]}
        (other,) = page.evaluate("(codes) => karte.judgeAll(codes)", [code])
        assert other["verdict"] == kind
    assert verdict.on_phone
