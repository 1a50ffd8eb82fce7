"""Names in their order on lists."""

from core.german.spelling import fold


def in_order(name: str) -> str:
    """By which names are sorted: as in a telephone directory, Ö as Oe; databases put it after Z."""
    return " ".join(fold(word) for word in name.split())
