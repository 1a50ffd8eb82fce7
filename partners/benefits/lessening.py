"""Whether a change of a benefit takes something away from those who rely on it."""

from datetime import date, time
from math import inf

from django.db import models
from django.utils.translation import gettext_lazy as _

from partners.benefits.facts import BenefitFacts
from partners.enums import LimitPeriod


class Less(models.TextChoices):
    """What there is less of afterwards."""

    KIND = "kind", _("It is another kind of benefit.")
    AMOUNT = "amount", _("It is worth less.")
    CARDS = "cards", _("It is for fewer cards.")
    COMPANIONS = "companions", _("Fewer people may come along.")
    PLACES = "places", _("It is given at fewer places.")
    DAYS = "days", _("It is given on fewer weekdays.")
    HOURS = "hours", _("It is given in fewer hours.")
    START = "start", _("It begins later.")
    LIMIT = "limit", _("One may use it less often.")
    WORDS = "words", _("Its words have changed.")


def lessened(
    old: BenefitFacts, new: BenefitFacts, *, today: date, says_the_same: bool = False
) -> list[Less]:
    """What is less with `new` than with `old`; empty: nobody loses anything.

    The last day is not looked at: it is an announcement itself. Whether other words promise less,
    no program can tell; they count as less unless `says_the_same` is asserted.
    """
    found = [less for less, is_less in _compared(old, new, today) if is_less]
    if not says_the_same and old.own_words != new.own_words:
        found.append(Less.WORDS)
    return found


def _compared(old: BenefitFacts, new: BenefitFacts, today: date) -> list[tuple[Less, bool]]:
    return [
        (Less.KIND, old.kind != new.kind),
        (Less.AMOUNT, _is_worth_less(old, new)),
        (
            Less.CARDS,
            (old.for_standard and not new.for_standard)
            or (old.for_jubilee and not new.for_jubilee),
        ),
        (Less.COMPANIONS, new.companions < old.companions),
        (Less.PLACES, bool(new.branches) and not (old.branches and old.branches <= new.branches)),
        (Less.DAYS, bool(old.weekdays & ~new.weekdays)),
        (Less.HOURS, not _covers(_hours(new), _hours(old))),
        (Less.START, (new.valid_from or today) > max(old.valid_from or today, today)),
        (
            Less.LIMIT,
            any(after < before for before, after in zip(_uses(old), _uses(new), strict=True)),
        ),
    ]


def _is_worth_less(old: BenefitFacts, new: BenefitFacts) -> bool:
    if old.kind != new.kind:
        return False  # said already
    percent = old.percent is not None and (new.percent or 0) < old.percent
    price = old.price is not None and (new.price is None or new.price > old.price)
    return percent or price


def _hours(facts: BenefitFacts) -> tuple[int, int]:
    """First and last minute of the day; an end that is not later lies on the next day."""
    begins, ends = _minute(facts.from_time), _minute(facts.until_time)
    return begins, ends if ends > begins else ends + 24 * 60


def _minute(moment: time | None) -> int:
    return moment.hour * 60 + moment.minute if moment else 0


def _covers(outer: tuple[int, int], inner: tuple[int, int]) -> bool:
    is_all_day = outer[1] - outer[0] == 24 * 60
    return is_all_day or (outer[0] <= inner[0] and inner[1] <= outer[1])


def _uses(facts: BenefitFacts) -> tuple[float, float, float, float]:
    """How often at most: in a day, a month, a year, ever."""
    count = facts.limit_count
    match facts.limit_period:
        case LimitPeriod.ONCE:
            return 1, 1, 1, 1
        case LimitPeriod.DAY:
            return count, 31 * count, 366 * count, inf
        case LimitPeriod.MONTH:
            return count, count, 12 * count, inf
        case LimitPeriod.YEAR:
            return count, count, count, inf
        case _:
            return inf, inf, inf, inf
