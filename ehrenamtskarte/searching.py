"""Names as they are looked for: by the beginning of the last name, however it is spelt."""

from core.german.spelling import fold


def search_name(*, first_name: str, last_name: str) -> str:
    """`mueller joerg` for Jörg Müller; what somebody types is folded in the same way."""
    return folded(f"{last_name} {first_name}")


def folded(text: str) -> str:
    """Words in lower case, umlauts written out, without accents, one space between them."""
    return " ".join(filter(None, (fold(word) for word in text.split())))[:130]
