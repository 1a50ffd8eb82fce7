"""The worked example of docs/card-credential.md is the first vector."""

import json
import re

from ehrenamtskarte.credential.cose import _to_be_signed, read_sign1
from tests.ehrenamtskarte.credential.vectors.signers import LUENEN
from tests.ehrenamtskarte.credential.vectors.writing import FILE, ROOT

PAGE = (ROOT / "docs" / "card-credential.md").read_text()
BLOCKS = re.findall(r"```(?:json)?\n(.*?)```", PAGE, re.DOTALL)
(VALID,) = [code for code in json.loads(FILE.read_text())["codes"] if code["name"] == "valid"]


def bytes_of(block: str) -> str:
    """The hexadecimal digits of a dump, without what stands beside them."""
    lines = (re.match(r"\s*((?:[0-9a-f]{2,} ?)+)", line) for line in block.splitlines())
    return "".join(line[1].replace(" ", "") for line in lines if line)


def test_bytes():
    assert bytes_of(BLOCKS[0]) == VALID["data"]


def test_what_was_signed():
    message = read_sign1(bytes.fromhex(VALID["data"]))
    assert bytes_of(BLOCKS[1]) == _to_be_signed(message.protected, message.payload).hex()


def test_text():
    assert BLOCKS[2].strip() == VALID["text"]


def test_key():
    assert json.loads(BLOCKS[3]) == LUENEN.public.to_jwk()
    assert f"`{LUENEN.kid.hex()}`" in PAGE
