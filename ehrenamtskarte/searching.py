"""Names as they are looked for: by the beginning of first or last name, however they are spelt."""

from typing import Any, Final

from django.db.models import CharField
from django.db.models.lookups import StartsWith

from core.german.spelling import fold

LAST_SIGN: Final = "\U0010ffff"


def search_name(*, first_name: str, last_name: str) -> str:
    """`mueller joerg` for Jörg Müller; what somebody types is folded in the same way."""
    return folded(f"{last_name} {first_name}")


def folded(text: str) -> str:
    """Words in lower case, umlauts written out, without accents, one space between them."""
    return " ".join(filter(None, (fold(word) for word in text.split())))[:130]


@CharField.register_lookup
class Begins(StartsWith):
    """As `startswith`, for folded text: answered from an index by every database.

    SQLite takes no index for LIKE, because there it ignores capitals; PostgreSQL needs one with
    `varchar_pattern_ops`.
    """

    lookup_name = "begins"

    def get_rhs_op(self, connection: Any, rhs: str) -> str:
        operator: str = connection.operators["startswith"]
        return operator % rhs

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        column, params = self.process_lhs(compiler, connection)
        return (
            f"({column} >= %s AND {column} < %s)",
            [*params, self.rhs, *params, f"{self.rhs}{LAST_SIGN}"],
        )
