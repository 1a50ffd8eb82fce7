"""What became of a row, and why: the words of the report."""

from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Outcome(models.TextChoices):
    """What the import does with an offer. `REPAIRED` comes on top of another outcome."""

    NEW = "new", _("new")
    CHANGED = "changed", _("changed")
    UNCHANGED = "unchanged", _("unchanged")
    GONE = "gone", _("gone")
    CONFLICT = "conflict", _("left alone")
    SKIPPED = "skipped", _("skipped")
    REPAIRED = "repaired", _("repaired")
    REJECTED = "rejected", _("rejected")


class Reason(models.TextChoices):
    """Why; each is a whole sentence."""

    # rejected
    NO_ID = "no_id", _("The row has no Freinet number.")
    BAD_ID = "bad_id", _("This is no Freinet number.")
    DUPLICATE = "duplicate", _("An earlier row of the file has the same number.")
    NO_TITLE = "no_title", _("The offer has no title.")
    NO_ORGANISATION = "no_organisation", _("Neither an organisation nor an agency is named.")
    TOO_FEW_COLUMNS = "too_few_columns", _("The row has fewer columns than the header.")
    TOO_MANY_COLUMNS = "too_many_columns", _("The row has more columns than the header.")
    UNCLOSED_QUOTE = "unclosed_quote", _("A quotation mark is not closed in this row.")
    ILL_FORMED = (
        "ill_formed",
        _("The file is damaged here. Nothing was taken as gone, because offers may be missing."),
    )
    CUT_OFF = (
        "cut_off",
        _("The file ends in the middle. Nothing was taken as gone, because offers are missing."),
    )
    INVALID = "invalid", _("The value can't be used.")
    UNEXPECTED = "unexpected", _("The row can't be processed; the log says why.")

    # repaired
    COORDINATES_ZERO = "coordinates_zero", _("0/0 is no place: left empty.")
    COORDINATES_HALF = "coordinates_half", _("Half a place on the map: left empty.")
    COORDINATES_SWAPPED = "coordinates_swapped", _("Latitude and longitude were swapped.")
    COORDINATES_OUTSIDE = "coordinates_outside", _("Not in Germany: left empty.")
    COORDINATES_UNREADABLE = "coordinates_unreadable", _("These are no coordinates: left empty.")
    COORDINATES_POINT = "coordinates_point", _("The decimal point was put back in its place.")
    COORDINATES_FAR = (
        "coordinates_far",
        _("Far from the postcode or the town: left empty."),
    )
    COORDINATES_DEFAULT = (
        "coordinates_default",
        _("The middle of Germany stands for an unknown place: left empty."),
    )
    POSTCODE_INVALID = "postcode_invalid", _("This is no postcode: left empty.")
    POSTCODE_IS_PLACE = "postcode_is_place", _("Not a postcode but a place: taken as such.")
    POSTCODE_TIDIED = "postcode_tidied", _("The postcode was taken out of a longer text.")
    POSTCODE_ZERO = "postcode_zero", _("The leading zero was put back.")
    CITY_SPLIT = "city_split", _("Town and part of town were taken apart.")
    CITY_SEVERAL = "city_several", _("Several towns: filed under one, all of them are shown.")
    CITY_FROM_POSTCODE = "city_from_postcode", _("The town was found by the postcode.")
    CITY_FROM_LOCALITY = "city_from_locality", _("The town was found by the part of town.")
    CITY_FROM_COORDINATES = (
        "city_from_coordinates",
        _("The town was found by its place on the map."),
    )
    ONLINE = "online", _("Not a street: the offer takes place online.")
    NUMBER_INVALID = "number_invalid", _("This is no sensible number: left empty.")
    TIME_INVALID = "time_invalid", _("This is no sensible time: today was taken.")
    SHORTENED = "shortened", _("The text was too long and was shortened.")
    ENCODING = "encoding", _("Wrongly encoded letters were put right.")
    MARKUP = "markup", _("Characters that XML forbids were put right.")
    QUOTES = "quotes", _("Quotation marks that break the row were put right.")
    ORGANISATION_FROM_AGENCY = (
        "organisation_from_agency",
        _("No organisation is named: the agency was taken."),
    )
    ORGANISATION_FROM_ID = (
        "organisation_from_id",
        _("No organisation is named: it was found by its number."),
    )

    # skipped
    ELSEWHERE = "elsewhere", _("It belongs to no town of the association.")
    OTHER_TOWN = "other_town", _("It belongs to another town, for which you may not write.")

    # left alone
    EDITED = "edited", _("It was edited here since the last import, and changed in Freinet too.")
    TAKEN_DOWN = "taken_down", _("It was unpublished here.")
    DELETED = "deleted", _("It was deleted here.")
    LOCKED = "locked", _("The page is locked.")
    ORGANISATION_DELETED = "organisation_deleted", _("Its organisation was deleted here.")
    ORGANISATION_TAKEN_DOWN = "organisation_taken_down", _("Its organisation was unpublished here.")

    # gone, changed
    NOT_IN_FILE = "not_in_file", _("It is no longer in the export: unpublished.")
    NOT_IN_FILE_EDITED = (
        "not_in_file_edited",
        _("It is no longer in the export: unpublished, although it was edited here."),
    )
    LEFT = "left", _("It no longer belongs to a town of the association: unpublished.")
    RETURNED = "returned", _("It is in the export again: published again.")
    MOVED = "moved", _("It moved to another organisation or town.")


# Of these the file goes on, but what is missing from it may only have been lost.
BREAKS = frozenset({Reason.ILL_FORMED, Reason.CUT_OFF})


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportLine:
    """One line of the report. `row` counts the offers of the file from 1; 0: not in the file."""

    row: int
    freinet_id: str
    title: str
    outcome: Outcome
    field: str = ""  # the name of the export's field that was repaired or refused
    reason: Reason | None = None
    value: str = ""  # what stood there

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "ReportLine":
        reason = data["reason"]
        return cls(
            **{
                **data,
                "outcome": Outcome(data["outcome"]),
                "reason": Reason(reason) if reason else None,
            }
        )


@dataclass
class Tally:
    """Counts offers by outcome and keeps the report's lines."""

    counts: Counter[str] = field(default_factory=Counter)
    lines: list[ReportLine] = field(default_factory=list)

    def add(self, line: ReportLine) -> None:
        """Count an offer by its one outcome; what did not change is not worth a line."""
        self.counts[line.outcome] += 1
        if line.outcome is not Outcome.UNCHANGED:
            self.lines.append(line)

    def add_repairs(self, lines: list[ReportLine]) -> None:
        """Several repairs of one offer are several lines but one repaired offer."""
        self.counts[Outcome.REPAIRED] += bool(lines)
        self.lines.extend(lines)

    def as_counts(self) -> dict[str, int]:
        """Every outcome with its number of offers, in order."""
        return {outcome.value: self.counts[outcome] for outcome in Outcome}
