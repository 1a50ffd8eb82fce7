"""The text of a file whose encoding nobody says."""

from collections import Counter

# Encodings of old programs, by what German letters and marks look like in them.
_OLD_ENCODINGS = ("cp1252", "mac_roman", "cp850")
_GERMAN_SIGNS = frozenset("äöüÄÖÜß„“”–€éèàç’…")


def text_of(content: bytes) -> str:
    """UTF-8 or UTF-16 by its mark; else each line that is no UTF-8 is read in the old encoding
    that makes the most German letters of all such lines, so that one wrong byte does not garble
    the whole file."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _one_line_end(content.decode("utf-16", errors="replace"))
    content = content.removeprefix(b"\xef\xbb\xbf")
    if content[1:2] == b"\x00" and content[3:4] == b"\x00":
        return _one_line_end(content.decode("utf-16-le", errors="replace"))
    try:
        return _one_line_end(content.decode("utf-8"))
    except UnicodeDecodeError:
        pass
    lines = content.splitlines(keepends=True)
    broken = [line for line in lines if not _is_utf8(line)]
    encoding = max(_OLD_ENCODINGS, key=lambda name: _german_signs(b"".join(broken), name))
    return _one_line_end(
        "".join(
            line.decode("utf-8") if _is_utf8(line) else line.decode(encoding, errors="replace")
            for line in lines
        )
    )


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _german_signs(content: bytes, encoding: str) -> int:
    signs = Counter(content.decode(encoding, errors="replace"))
    return sum(
        number if sign in _GERMAN_SIGNS else -number
        for sign, number in signs.items()
        if sign > "\x7f"
    )


def _one_line_end(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
