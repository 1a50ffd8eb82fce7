"""From the records of a table to shops, with a line in the report for each that was not usable."""

import logging
from typing import Final

from core.html_cleaning import plain_line
from municipalities.models import Municipality
from opportunities.freinet.places import Gazetteer
from partners.lists.categories import CategoryBook
from partners.lists.cells import Table
from partners.lists.columns import Columns
from partners.lists.errors import ListFileError
from partners.lists.identity import identity_of
from partners.lists.outcomes import LONGEST_VALUE, Outcome, Reason, ReportLine, Tally
from partners.lists.planning import FileState
from partners.lists.rows import Row, rows_of
from partners.lists.shops import RowRejected, Shop, read_shop, with_further_benefit
from partners.lists.tables import MOST_ROWS

logger = logging.getLogger(__name__)

# Damage after which a missing shop may only have been lost.
BREAKS: Final = frozenset({Reason.CUT_OFF, Reason.UNCLOSED_QUOTE})
# A file of which so much can't be read says nothing about who has gone.
MOSTLY_BROKEN: Final = 0.1


class ShopReader:
    """Reads one file; `town` is the list's own."""

    def __init__(
        self,
        columns: Columns,
        categories: CategoryBook,
        tally: Tally,
        *,
        town: Municipality | None,
    ) -> None:
        self.columns = columns
        self.categories = categories
        self.tally = tally
        self.town = town
        self.broken: list[Row] = []
        self.rows = 0

    def read(self, table: Table) -> list[Shop]:
        """The shops of the table, each once; raises `ListFileError` if there are too many rows."""
        gazetteer = Gazetteer(Municipality.objects.filter(page__isnull=False))
        shops: dict[object, Shop] = {}
        for row in rows_of(table.records(), self.columns):
            self.rows += 1
            if self.rows > MOST_ROWS:
                raise ListFileError(ListFileError.Code.TOO_LARGE)
            shop = self._shop(row, gazetteer)
            if shop is None:
                continue
            shop.category = self._category(shop)
            identity = identity_of(shop.values)
            key = (identity.names[:1] or shop.name, identity.place_key, identity.city)
            first = shops.setdefault(key, shop)
            if first is not shop:
                shops[key] = self._join(first, shop)
        for shop in shops.values():
            self._tell_repairs(shop)
        return list(shops.values())

    def _category(self, shop: Shop) -> str:
        category = self.categories.get(shop.text("category"))
        return category.slug if category else ""

    def _shop(self, row: Row, gazetteer: Gazetteer) -> Shop | None:
        try:
            return read_shop(row, gazetteer, self.town)
        except RowRejected as rejected:
            reason = rejected.reason
        except Exception:
            logger.exception("Row %d of a list of shops can't be read.", row.number)
            reason = Reason.UNEXPECTED
        self.broken.append(row)
        self.tally.add(
            ReportLine(
                row=row.number,
                title=plain_line(row.get("name") or row.raw)[:120],
                outcome=Outcome.REJECTED,
                reason=reason,
                value=plain_line(row.raw)[:LONGEST_VALUE],
            )
        )
        return None

    def _join(self, first: Shop, other: Shop) -> Shop:
        """Two rows about one shop: another benefit, or the same once more."""
        joined = with_further_benefit(first, other)
        if joined.benefits == first.benefits:
            reason, outcome = Reason.DUPLICATE, Outcome.REJECTED
        else:
            reason, outcome = Reason.FURTHER_BENEFIT, Outcome.REPAIRED
        self.tally.add(
            ReportLine(
                row=other.row,
                title=other.name,
                outcome=outcome,
                reason=reason,
                value="" if outcome is Outcome.REJECTED else other.benefits[0][:LONGEST_VALUE],
            )
        )
        return joined

    def _tell_repairs(self, shop: Shop) -> None:
        self.tally.add_repairs(
            [
                ReportLine(
                    row=shop.row,
                    title=shop.name,
                    outcome=Outcome.REPAIRED,
                    field=self.columns.title(repair.field) or repair.field,
                    reason=repair.reason,
                    value=repair.value[:LONGEST_VALUE],
                )
                for repair in shop.repairs
            ]
        )

    def file_state(self) -> FileState:
        """Whether the file, as far as it has been read, is whole."""
        reasons = {row.problem for row in self.broken}
        too_many = len(self.broken) > max(3, MOSTLY_BROKEN * self.rows)
        return FileState(
            is_complete=not (reasons & BREAKS) and not too_many,
            broken_rows=[row.raw for row in self.broken],
        )
