"""Just as much CBOR (RFC 8949) as cards need, and not a byte more.

Reading does not use cbor2: that understands dates, patterns, decimals of any size, references and
more, and whatever a stranger's code may set in motion here must be small and the same in the
browser (static/js/karte/cbor.js). Writing does.
"""

from typing import Any, TypeAlias

import cbor2

from ehrenamtskarte.credential.errors import CredentialError

Item: TypeAlias = "int | bytes | str | list[Item] | dict[int | str, Item]"

MAX_DEPTH = 6
MAX_INTEGER = 2**53 - 1  # what a number of JavaScript holds exactly

UNSIGNED, NEGATIVE, BYTES, TEXT, ARRAY, MAP = range(6)


def encode(value: Any) -> bytes:
    """Deterministic CBOR (RFC 8949, 4.2.1)."""
    return cbor2.dumps(value, canonical=True)


def decode(data: bytes) -> Item:
    """The one item that `data` is, from its first to its last byte.

    Integers up to 2^53 - 1, bytes, text, arrays and maps with integers and texts as keys; lengths
    definite, integers as short as they can be, no key twice, six levels at most.

    Raises:
        CredentialError: MALFORMED, whatever else it is.
    """
    reader = _Reader(data)
    item = reader.item(0)
    if reader.position != len(data):
        raise _malformed()
    return item


def _malformed() -> CredentialError:
    return CredentialError(CredentialError.Code.MALFORMED)


class _Reader:
    def __init__(self, data: bytes) -> None:
        self.data = data
        self.position = 0

    def item(self, depth: int) -> Item:
        if depth == MAX_DEPTH:
            raise _malformed()
        major, argument = self.head()
        if major == UNSIGNED:
            return argument
        if major == NEGATIVE:
            return -1 - argument
        if major == BYTES:
            return self.take(argument)
        if major == TEXT:
            try:
                return self.take(argument).decode("utf-8")
            except UnicodeDecodeError:
                raise _malformed() from None
        if major == ARRAY:
            self.expect(argument)
            return [self.item(depth + 1) for _ in range(argument)]
        if major == MAP:
            return self.map(argument, depth)
        raise _malformed()  # tags, floats, booleans, null

    def map(self, length: int, depth: int) -> dict[int | str, Item]:
        self.expect(2 * length)
        found: dict[int | str, Item] = {}
        for _ in range(length):
            key = self.item(depth + 1)
            if not isinstance(key, int | str) or key in found:
                raise _malformed()
            found[key] = self.item(depth + 1)
        return found

    def head(self) -> tuple[int, int]:
        (first,) = self.take(1)
        major, argument = first >> 5, first & 31
        if argument < 24:
            return major, argument
        if argument > 27:  # reserved, or of indefinite length
            raise _malformed()
        size = 1 << (argument - 24)
        argument = int.from_bytes(self.take(size), "big")
        shortest = 24 if size == 1 else 1 << (4 * size)
        if not shortest <= argument <= MAX_INTEGER:
            raise _malformed()
        return major, argument

    def take(self, length: int) -> bytes:
        self.expect(length)
        start = self.position
        self.position += length
        return self.data[start : self.position]

    def expect(self, length: int) -> None:
        if length > len(self.data) - self.position:
            raise _malformed()
