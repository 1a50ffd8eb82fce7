"""A name as it fits on a card and into its code: at most 31 bytes of UTF-8."""

import unicodedata
from itertools import dropwhile

from ehrenamtskarte.credential.claims import MAX_NAME_BYTES, is_printable_name
from ehrenamtskarte.credential.errors import CredentialError

# They belong to the family name that follows.
# fmt: off
PARTICLES = frozenset({
    "af", "al", "am", "auf", "aus", "d'", "da", "dal", "das", "de", "degli", "dei", "del", "della",
    "den", "der", "des", "di", "do", "dos", "du", "el", "la", "las", "le", "los", "te", "ten",
    "ter", "thor", "to", "und", "van", "vom", "von", "vor", "y", "zu", "zum", "zur",
})
# fmt: on
CUT = "…"


def printed_name(name: str) -> str:
    """`name` if it fits, else as little shortened as will do.

    One step after the other, from the end of the name to its beginning, until it fits:

    1. academic titles go (Prof. Dr.),
    2. middle names become initials (Anna Maria Luise Beispiel: Anna Maria L. Beispiel, then
       Anna M. L. Beispiel),
    3. initials of middle names go,
    4. the second half of a double first name becomes an initial (Karl-Friedrich: Karl-F.),
    5. the first name becomes an initial,
    6. the later halves of a double family name become initials,
    7. the family name is cut off with "…".

    The family name is the last word with the particles before it ("von der"). Nothing is ever cut
    inside of a character, nor between a letter and its marks.

    Raises:
        CredentialError: NO_NAME, if nothing that can be printed is left.
    """
    words = _cleaned(name).split()
    if not _fits(" ".join(words)):
        words = list(dropwhile(_is_title, words[:-1])) + words[-1:]
    if not words:
        raise CredentialError(CredentialError.Code.NO_NAME)
    given, family = _parted(words)
    while not _fits(shortened := " ".join([*given, *family])):
        if not (_shorten_given(given) or _shorten_family(family)):
            return _cut(shortened)
    return shortened


def _fits(name: str) -> bool:
    return len(name.encode()) <= MAX_NAME_BYTES


def _cleaned(name: str) -> str:
    """Composed letters (NFC), one space between words, nothing that can't be printed."""
    spaced = " ".join(name.split())
    printable = "".join(letter for letter in spaced if is_printable_name(letter))
    return unicodedata.normalize("NFC", printable)


def _parted(words: list[str]) -> tuple[list[str], list[str]]:
    """Given names and family name."""
    start = len(words) - 1
    while start > 1 and words[start - 1].lower() in PARTICLES:
        start -= 1
    return words[:start], words[start:]


def _shorten_given(given: list[str]) -> bool:
    """Make the given names one step shorter; whether there was a step left."""
    for place in range(len(given) - 1, 0, -1):
        if not _is_initial(given[place]):
            given[place] = _initial(given[place])
            return True
    if len(given) > 1:
        del given[-1]
        return True
    if not given or _is_initial(given[0]):
        return False
    halves = given[0].split("-")
    for place in range(len(halves) - 1, 0, -1):
        if halves[place] and not _is_initial(halves[place]):
            halves[place] = _initial(halves[place])
            given[0] = "-".join(halves)
            return True
    given[0] = _initial(given[0])
    return True


def _shorten_family(family: list[str]) -> bool:
    halves = family[-1].split("-")
    for place in range(len(halves) - 1, 0, -1):
        if halves[place] and not _is_initial(halves[place]):
            halves[place] = _initial(halves[place])
            family[-1] = "-".join(halves)
            return True
    return False


def _characters(text: str) -> list[str]:
    """Letters, each with the marks that stand on it."""
    found: list[str] = []
    for letter in text:
        if found and unicodedata.combining(letter):
            found[-1] += letter
        else:
            found.append(letter)
    return found


def _initial(word: str) -> str:
    return f"{_characters(word)[0]}."


def _is_title(word: str) -> bool:
    return word.endswith(".") and not _is_initial(word)


def _is_initial(word: str) -> bool:
    return len(_characters(word)) <= 2 and word.endswith(".")


def _cut(name: str) -> str:
    kept = ""
    for character in _characters(name):
        if not _fits(kept + character + CUT):
            break
        kept += character
    return kept.rstrip(" -") + CUT
