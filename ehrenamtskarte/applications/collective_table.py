"""Many people in one table: typed, pasted from a spreadsheet, or as a file; row by row."""

import csv
import datetime as dt
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from zipfile import BadZipFile, ZipFile

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from tablib import Dataset
from tablib.exceptions import TablibException

from ehrenamtskarte.applications.forms import BirthField, PersonForm
from engagement.forms import DayField
from engagement.own.forms import UsualHoursField

MOST_ROWS: Final = 200
LARGEST_FILE: Final = 1024 * 1024  # bytes
LARGEST_UNPACKED: Final = 20 * 1024 * 1024  # bytes of an XLSX
LONGEST_TEXT: Final = 200_000  # characters

# The columns, as they stand in the first row: field and what the column is called.
COLUMNS: Final[Mapping[str, str]] = {
    "first_name": "Vorname",
    "last_name": "Nachname",
    "born_on": "Geburtsdatum",
    "street": "Straße",
    "postcode": "PLZ",
    "city": "Ort",
    "email": "E-Mail",
    "phone": "Telefon",
    "role": "Tätigkeit",
    "since": "Seit",
    "hours_per_week": "Stunden pro Woche",
    "hours_per_year": "Stunden pro Jahr",
}
OPTIONAL: Final = ("email", "phone", "hours_per_week", "hours_per_year")


class TableError(Exception):
    """A table that can't be read at all; the message says why."""


class RowForm(PersonForm):
    """One person of the table."""

    email = forms.EmailField(required=False, label=gettext_lazy("E-mail"))
    born_on = BirthField()
    role = forms.CharField(label=gettext_lazy("As what"), max_length=160)
    since = DayField(label=gettext_lazy("Since"))
    hours_per_week = UsualHoursField()
    hours_per_year = forms.IntegerField(
        label=gettext_lazy("Hours per year"), required=False, min_value=1, max_value=4000
    )

    def __init__(self, *args: Any, needs_hours: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].required = False
        self.needs_hours = needs_hours

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        has_hours = cleaned.get("hours_per_week") or cleaned.get("hours_per_year")
        if self.needs_hours and not has_hours:
            self.add_error(None, _("Please give the hours a week or a year."))
        if (since := cleaned.get("since")) and since > timezone.localdate():
            self.add_error("since", _("The beginning must not lie in the future."))
        return cleaned

    def work(self) -> dict[str, Any]:
        """The fields of the `Attestation`."""
        names = ("role", "since", "hours_per_week", "hours_per_year")
        return {name: self.cleaned_data[name] for name in names}

    def person(self) -> dict[str, Any]:
        """The fields of the `CardApplication`."""
        names = [name for name in self.Meta.fields if name in self.fields]
        return {name: self.cleaned_data[name] for name in names}


@dataclass
class Row:
    """A row of the table: who it seems to be, and what is wrong with it."""

    number: int  # as in the table, the heading being 1
    form: RowForm
    problems: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        data = self.form.data
        return f"{data.get('first_name', '')} {data.get('last_name', '')}".strip()

    @property
    def key(self) -> tuple[str, str, dt.date | None]:
        given = self.form.cleaned_data
        names = (str(given.get(name, "")).casefold() for name in ("first_name", "last_name"))
        return (*names, given.get("born_on"))  # type: ignore[return-value]  # two names


def rows_of_file(name: str, content: bytes) -> list[list[str]]:
    """The cells of a CSV or XLSX file. Raises TableError."""
    if content.startswith(b"PK"):
        return list(_cells_of_xlsx(content))
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return rows_of_text(content.decode(encoding))
        except UnicodeDecodeError:
            continue
    raise TableError(_("This file can't be read. Please save it as CSV or XLSX."))


def rows_of_text(text: str) -> list[list[str]]:
    """The cells of a table as text: separated by tabs (as pasted), semicolons or commas."""
    if "\0" in text or len(text) > LONGEST_TEXT:
        raise TableError(_("This is no table, or it is far too long."))
    first = text.strip().partition("\n")[0]
    separator = max("\t;,", key=first.count)
    data = Dataset()
    try:
        data.load(text.strip("\n\r "), format="csv", delimiter=separator, headers=False)
    except (csv.Error, TablibException, ValueError) as error:
        raise TableError(_("Not all rows have as many columns as the first.")) from error
    return [[str(cell or "").strip() for cell in row] for row in data]


def as_text(rows: Sequence[Sequence[str]]) -> str:
    """The table as text that one can go on typing in."""
    out = io.StringIO()
    csv.writer(out, delimiter=";", lineterminator="\n").writerows(rows)
    return out.getvalue()


def read_people(rows: Sequence[Sequence[str]], *, needs_hours: bool) -> list[Row]:
    """The people of a table, each checked by itself. Raises TableError."""
    filled = [(number, row) for number, row in enumerate(rows, 1) if any(row)]
    if not filled:
        raise TableError(_("The table is empty."))
    columns = _columns(filled[0][1])
    people = filled[1:]
    if not people:
        raise TableError(_("Below the headings nobody is listed."))
    if len(people) > MOST_ROWS:
        raise TableError(_("At most %(number)d people at a time, please.") % {"number": MOST_ROWS})
    found = []
    for number, cells in people:
        data = {name: cells[place] for name, place in columns.items() if place < len(cells)}
        form = RowForm(data, needs_hours=needs_hours)
        row = Row(number, form)
        row.problems += [
            f"{form.fields[name].label}: {error}" if name in form.fields else str(error)
            for name, errors in form.errors.items()
            for error in errors
        ]
        found.append(row)
    _note_doubles(found)
    return found


def template() -> bytes:
    """An empty table with the headings, for spreadsheets in Germany."""
    return as_text([list(COLUMNS.values())]).encode("utf-8-sig")


def _columns(heading: Sequence[str]) -> dict[str, int]:
    """Where each field stands."""
    places = {_plain(title): place for place, title in enumerate(heading)}
    columns = {
        name: places[_plain(title)] for name, title in COLUMNS.items() if _plain(title) in places
    }
    missing = [
        title for name, title in COLUMNS.items() if name not in columns and name not in OPTIONAL
    ]
    if missing:
        raise TableError(
            _("The first row has to name the columns. Missing: %(columns)s")
            % {"columns": ", ".join(missing)}
        )
    return columns


def _note_doubles(rows: Sequence[Row]) -> None:
    seen: dict[Any, int] = {}
    for row in rows:
        if row.form.is_valid() and (first := seen.setdefault(row.key, row.number)) != row.number:
            row.problems.append(
                _("The same person stands in row %(number)d already.") % {"number": first}
            )


def _cells_of_xlsx(content: bytes) -> Iterator[list[str]]:
    from openpyxl import load_workbook  # slow to import, and rarely needed

    try:
        with ZipFile(io.BytesIO(content)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > LARGEST_UNPACKED:
                raise TableError(_("This file is far too large when unpacked."))
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        for number, row in enumerate(book.worksheets[0].iter_rows(values_only=True)):
            if number > MOST_ROWS + 50:
                break
            yield [_cell(value) for value in row]
    except (BadZipFile, KeyError, ValueError, IndexError, EOFError) as error:
        raise TableError(_("This file can't be read. Please save it as CSV or XLSX.")) from error


def _cell(value: object) -> str:
    if isinstance(value, dt.datetime | dt.date):
        return value.strftime("%d.%m.%Y")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value).strip()


def _plain(title: str) -> str:
    return "".join(sign for sign in title.casefold().replace("ß", "ss") if sign.isalnum())
