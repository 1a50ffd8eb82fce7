"""What becomes of a row, and why: the words of the report."""

from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import Any, Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from opportunities.freinet.outcomes import Reason as PlaceReason
from partners.lists.fields import column_label

LONGEST_VALUE: Final = 300  # characters of a value in the report


class Outcome(models.TextChoices):
    """What the import does with a shop. `REPAIRED` comes on top of another outcome."""

    NEW = "new", _("new")
    CHANGED = "changed", _("changed")
    UNCHANGED = "unchanged", _("unchanged")
    GONE = "gone", _("gone")
    DOUBTFUL = "doubtful", _("doubtful")
    LEFT_ALONE = "left_alone", _("left alone")
    SKIPPED = "skipped", _("skipped")
    REPAIRED = "repaired", _("repaired")
    REJECTED = "rejected", _("rejected")


class Reason(models.TextChoices):
    """Why; each is a whole sentence. What is repaired in addresses, `PlaceReason` says."""

    # rejected
    NO_NAME = "no_name", _("The row names no shop.")
    LOST_LETTERS = "lost_letters", _("Letters of the name are lost; please type them anew.")
    DUPLICATE = "duplicate", _("An earlier row of the file says the same.")
    TOO_FEW_COLUMNS = "too_few_columns", _("The row has fewer columns than the header.")
    TOO_MANY_COLUMNS = "too_many_columns", _("The row has more columns than the header.")
    SHIFTED_ROW = "shifted_row", _("The columns of this row are shifted.")
    UNCLOSED_QUOTE = "unclosed_quote", _("A quotation mark is not closed in this row.")
    CUT_OFF = "cut_off", _("The file ends in the middle of this row.")
    UNEXPECTED = "unexpected", _("The row can't be processed; the log says why.")

    # repaired
    WEBSITE_INVALID = "website_invalid", _("This is no web address: not taken over.")
    EMAIL_INVALID = "email_invalid", _("This is no e-mail address: not taken over.")
    EMAIL_TIDIED = "email_tidied", _("Read as the e-mail address that is meant.")
    PHONE_INVALID = "phone_invalid", _("This is no telephone number: not taken over.")
    POSTCODE_INVALID = "postcode_invalid", _("This is no postcode: not taken over.")
    HOURS_INVALID = "hours_invalid", _("No clock shows these hours: not taken over.")
    BENEFIT_INVALID = (
        "benefit_invalid",
        _("A discount of more than 100 percent can't be: not taken over."),
    )
    ENCODING = "encoding", _("Wrongly encoded letters were put right.")
    LETTERS_LOST = "letters_lost", _("Letters are lost in this value: it was not taken over.")
    SHORTENED = "shortened", _("The text was too long and was shortened.")
    QUOTES = "quotes", _("Quotation marks that break the row were put right.")
    JOINED = "joined", _("A separator inside of a text had torn the row apart: put together.")
    NO_BENEFIT = "no_benefit", _("The row names no benefit.")
    DATE_INVALID = "date_invalid", _("This is no date: not taken over.")
    ELSEWHERE = "elsewhere", _("Outside of the association: filed under the list's town.")
    FURTHER_BENEFIT = "further_benefit", _("A further benefit of a shop that stands above.")

    # skipped
    NO_TOWN = "no_town", _("It belongs to no town of the association, and the list to none.")
    OTHER_TOWN = "other_town", _("It belongs to another town, for which you may not write.")
    ANSWERED_SKIP = "answered_skip", _("Somebody decided to do nothing with this row.")

    # left alone
    OTHER_BENEFIT_HERE = (
        "other_benefit_here",
        _("The list says something else than what stands here; what stands here stays."),
    )
    DRAFT = "draft", _("Somebody is editing the page: a draft is waiting there.")
    LOCKED = "locked", _("The page is locked.")
    TAKEN_DOWN = "taken_down", _("It was unpublished here.")
    DELETED = "deleted", _("Its page was deleted here.")
    ENDED_HERE = "ended_here", _("The town has ended it here.")
    DECLINED = "declined", _("The town has declined it.")
    WAITING = "waiting", _("It has proposed itself; the town has not decided yet.")
    PLACE_STAYS = (
        "place_stays",
        _("Another place of this shop is still in the list; please remove this one by hand."),
    )
    KEPT = "kept", _("It is no longer in the list; somebody decided that it stays.")
    MAYBE_LOST = (
        "maybe_lost",
        _("It is not in the list, but the file is damaged: it may only have been lost."),
    )
    IN_BROKEN_ROW = "in_broken_row", _("It stands in a row that can't be read.")
    MANY_GONE = (
        "many_gone",
        _("It is not in the list; but so many are missing that somebody has to confirm it."),
    )
    MAYBE_DOUBTFUL = "maybe_doubtful", _("It may be a doubtful row of the file.")

    # new, changed, gone
    KNOWN_HERE = "known_here", _("It was known here before; from now on the list speaks of it.")
    MOVED = "moved", _("It has moved.")
    RENAMED = "renamed", _("It has another name.")
    MOVED_TOWN = "moved_town", _("It has moved to another town of the association.")
    RETURNED = "returned", _("It is in the list again.")
    NOT_IN_FILE = "not_in_file", _("It is no longer in the list: it takes part no longer.")

    # doubtful
    ASK_MOVED = "ask_moved", _("Same name, another address: has it moved?")
    ASK_RENAMED = "ask_renamed", _("Same address, another name: was it renamed?")
    ASK_BOTH = "ask_both", _("Another name and another address, but much is the same.")
    ASK_WHICH = "ask_which", _("Several shops here may be meant.")
    ASK_TWICE = "ask_twice", _("It may be the same as another row of the file.")
    ASK_GONE = "ask_gone", _("It is no longer in the list, but its owners keep it here.")
    ASK_CONFLICT = "ask_conflict", _("The list changed it, and so did somebody here.")


AnyReason = Reason | PlaceReason


def reason_of(code: str) -> AnyReason | None:
    """The reason with this code; None for none."""
    if not code:
        return None
    return Reason(code) if code in Reason.values else PlaceReason(code)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportLine:
    """One line of the report. `row` is the file's own count of lines; 0: not in the file."""

    row: int
    title: str
    outcome: Outcome
    field: str = ""  # the name of the column in the file, or of the field here
    reason: AnyReason | None = None
    value: str = ""  # what stood there; for a change: what it becomes
    before: str = ""  # what stood here before

    @property
    def field_label(self) -> str:
        """What people call the field: the file's own title, else our word."""
        return column_label(self.field)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "ReportLine":
        return cls(
            **{**data, "outcome": Outcome(data["outcome"]), "reason": reason_of(data["reason"])}
        )


@dataclass
class Tally:
    """Counts shops by outcome and keeps the report's lines."""

    counts: Counter[str] = field(default_factory=Counter)
    lines: list[ReportLine] = field(default_factory=list)

    def add(self, line: ReportLine, *more: ReportLine) -> None:
        """Count a shop by its one outcome; what did not change is not worth a line."""
        self.counts[line.outcome] += 1
        if line.outcome is not Outcome.UNCHANGED:
            self.lines.extend(more or (line,))

    def add_repairs(self, lines: list[ReportLine]) -> None:
        """Several repairs of one row are several lines but one repaired row."""
        self.counts[Outcome.REPAIRED] += bool(lines)
        self.lines.extend(lines)

    def as_counts(self) -> dict[str, int]:
        """Every outcome with its number of shops, in order."""
        return {outcome.value: self.counts[outcome] for outcome in Outcome}
