"""UTF-8 that was taken for Windows' encoding on its way: `FÃ¼r` becomes `Für` again."""

import re

# Bytes 80 to BF as Windows shows them, after the first byte of a letter or of a dash or quote.
_CONTINUED = "[\u0080-\u00bfƒˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ€‚„…†‡]"
_MOJIBAKE = re.compile(f"[ÃÂ]{_CONTINUED}|â[€‚„…†‡]{_CONTINUED}")


def repair_mojibake(text: str) -> str:
    """The text with such letters put right; the same object where there is nothing to do."""
    if not ("Ã" in text or "â" in text or "Â" in text):
        return text
    return _MOJIBAKE.sub(_as_utf8, text)


def _as_utf8(match: re.Match[str]) -> str:
    try:
        return b"".join(
            character.encode("cp1252" if ord(character) > 0xFF else "latin-1")
            for character in match[0]
        ).decode("utf-8")
    except UnicodeDecodeError:
        return match[0]
