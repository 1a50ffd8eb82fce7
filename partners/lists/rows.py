"""One row of a list: text and nothing but text, by our names."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from partners.lists.cells import Record
from partners.lists.column_looks import LOOKS
from partners.lists.columns import Columns
from partners.lists.outcomes import Reason

# `90403 Nürnberg`, also at the end of a whole address.
_POSTCODE_CITY = re.compile(r"(?:D[ -]?)?(\d{5})\s+(.+?)\s*\Z", re.I)
_DEGREES = re.compile(r"-?\d{1,3}(?:[.,]\d+)?")
# Texts in which people write commas, and which of them it is likelier to have been.
_TORN = ("benefit", "terms", "about", "opening_hours", "name")
_MISFITS = 2  # cells in wrong columns from which on a row is shifted


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What a row says: our field -> text; a field whose column the file lacks is not in it."""

    number: int
    texts: dict[str, str] = field(default_factory=dict)
    problem: Reason | None = None
    raw: str = ""
    repairs: tuple[Reason, ...] = ()

    def get(self, name: str) -> str:
        return self.texts.get(name, "")


def rows_of(records: Iterable[Record], columns: Columns) -> Iterator[Row]:
    """The rows of a table; what can be put together again is."""
    for record in records:
        yield _row(_repaired(record, columns), columns)


def _row(record: Record, columns: Columns) -> Row:
    problem = record.problem
    if not problem and columns.misfits(record.cells) >= _MISFITS and _is_shifted(record, columns):
        problem = Reason.SHIFTED_ROW
    raw = record.raw or "\n".join(record.cells)
    if problem:
        return Row(number=record.number, problem=problem, raw=raw)
    texts = {name: columns.get(record.cells, name).strip() for name in columns.index}
    _take_apart(texts)
    return Row(number=record.number, texts=texts, raw=raw, repairs=record.repairs)


def _is_shifted(record: Record, columns: Columns) -> bool:
    """Whether the cells would fit if all of them, from some column on, stood elsewhere."""
    here = columns.fits(record.cells)
    width = len(record.cells)
    for start in range(width):
        left = record.cells[:start] + record.cells[start + 1 :] + [""]
        right = [*record.cells[:start], "", *record.cells[start : width - 1]]
        if max(columns.fits(left), columns.fits(right)) > here:
            return True
    return False


def _repaired(record: Record, columns: Columns) -> Record:
    """A row with too many cells put together again where a separator stands inside of a text."""
    width = len(columns.titles)
    extra = len(record.cells) - width
    if record.problem is not Reason.TOO_MANY_COLUMNS or not 1 <= extra <= 3:
        return record
    best: list[tuple[int, str, list[str]]] = []
    for name in _TORN:
        if (start := columns.index.get(name)) is None:
            continue
        joined = ", ".join(record.cells[start : start + extra + 1])
        cells = [*record.cells[:start], joined, *record.cells[start + extra + 1 :]]
        if columns.misfits(cells) == 0:
            best.append((columns.fits(cells), name, cells))
    most = max((fits for fits, _name, _cells in best), default=0)
    winners = {name: cells for fits, name, cells in best if fits == most}
    # Where it was torn must be beyond doubt, or names and benefits would be mixed.
    if most < 2 or ("name" in winners and len(winners) > 1):
        return record
    cells = next(iter(winners.values()))
    return replace(record, cells=cells, problem=None, repairs=(Reason.JOINED,))


def _take_apart(texts: dict[str, str]) -> None:
    """Columns that hold several fields, and fields that are spread over several columns."""
    if (both := texts.pop("postcode_city", None)) is not None:
        _set_town(texts, both)
    if (address := texts.pop("address", None)) is not None:
        street, _comma, town = address.replace("\n", ",").partition(",")
        if not town and (match := re.search(r"\s(\d{5}\s+\D.+)\Z", street)):
            street, town = street[: match.start()], match[1]
        texts.setdefault("street", "")
        texts["street"] = texts["street"] or street.strip(" ,")
        _set_town(texts, town.strip(" ,").split(",")[-1].strip())
    if match := _POSTCODE_CITY.match(texts.get("city", "")):
        texts["city"] = match[2]
        texts["postcode"] = texts.get("postcode") or match[1]
    if (number := texts.pop("house_number", None)) is not None:
        _add_house_number(texts, number)
    if (point := texts.pop("coordinates", None)) is not None:
        numbers = _DEGREES.findall(point)
        if len(numbers) == 2:
            texts["latitude"], texts["longitude"] = numbers


def _set_town(texts: dict[str, str], town: str) -> None:
    texts.setdefault("postcode", "")
    texts.setdefault("city", "")
    if match := _POSTCODE_CITY.match(town):
        texts["postcode"] = texts["postcode"] or match[1]
        texts["city"] = texts["city"] or match[2]
    elif LOOKS["postcode"](town):
        texts["postcode"] = texts["postcode"] or town
    else:
        texts["city"] = texts["city"] or town


def _add_house_number(texts: dict[str, str], number: str) -> None:
    street = texts.get("street", "")
    # `1.3.` is what a spreadsheet makes of `1-3`, `01. Mrz` too; it is left to people.
    if number and not street.endswith(f" {number}"):
        texts["street"] = f"{street} {number}".strip()
