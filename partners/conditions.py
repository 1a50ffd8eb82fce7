"""A benefit in words: for whom, when and how often, as one would say it at the till."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from django.utils.formats import date_format, number_format, time_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext, pgettext_lazy

from partners.enums import BenefitKind, LimitPeriod
from partners.models import Benefit
from partners.models.benefits import EVERY_WEEKDAY

SHORT = (
    pgettext_lazy("weekday, two letters", "Mo"),
    pgettext_lazy("weekday, two letters", "Tu"),
    pgettext_lazy("weekday, two letters", "We"),
    pgettext_lazy("weekday, two letters", "Th"),
    pgettext_lazy("weekday, two letters", "Fr"),
    pgettext_lazy("weekday, two letters", "Sa"),
    pgettext_lazy("weekday, two letters", "Su"),
)


class Condition(NamedTuple):
    """One thing to know of a benefit, and the symbol that stands beside it."""

    icon: str
    label: str


def conditions(benefit: Benefit, *, today: dt.date) -> list[Condition]:
    """What limits a benefit, or makes it larger; nothing where it is always for everybody."""
    return list(_conditions(benefit, today))


def _conditions(benefit: Benefit, today: dt.date) -> Iterator[Condition]:
    if not benefit.for_jubilee:
        yield Condition("card", _("Only with the Ehrenamtskarte, not with the jubilee card"))
    elif not benefit.for_standard:
        yield Condition("card", _("Only with the Jubilee Ehrenamtskarte"))
    if number := benefit.companions:
        text = ngettext(
            "Also for %(number)d person who comes along",
            "Also for %(number)d people who come along",
            number,
        )
        yield Condition("people", text % {"number": number})
    if when := times_in_words(benefit):
        yield Condition("clock", when)
    if days := _days(benefit, today):
        yield Condition("calendar", days)
    if limit := limit_in_words(benefit):
        yield Condition("check", limit)
    if places := [str(branch) for branch in benefit.branches.all()]:
        yield Condition("place", _("Only here: {places}").format(places="; ".join(places)))


def times_in_words(benefit: Benefit) -> str:
    """`Mo–Fr, 9 bis 12:30 Uhr`; empty where it holds at any time."""
    weekdays = weekdays_in_words(benefit.weekdays)
    start, end = benefit.from_time, benefit.until_time
    if start and end:
        clock = _("{start} to {end} o’clock").format(start=_clock(start), end=_clock(end))
    elif start:
        clock = _("from {start} o’clock").format(start=_clock(start))
    elif end:
        clock = _("until {end} o’clock").format(end=_clock(end))
    else:
        clock = ""
    return capfirst(", ".join(part for part in (weekdays, clock) if part))


def _clock(time: dt.time) -> str:
    return time_format(time, "G:i" if time.minute else "G")


def weekdays_in_words(weekdays: int) -> str:
    """`Mo–Fr`, `Mo, Mi und Fr`; empty where it is every day. Bit 0 is Monday."""
    if weekdays == EVERY_WEEKDAY:
        return ""
    names = [str(name) for name in SHORT]
    days = [day for day in range(7) if weekdays >> day & 1]
    runs: list[list[int]] = []
    for day in days:
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    parts: list[str] = []
    for run in runs:
        if len(run) > 2:
            parts.append(f"{names[run[0]]}–{names[run[-1]]}")
        else:
            parts += [names[day] for day in run]
    return ", ".join(parts)


def _days(benefit: Benefit, today: dt.date) -> str:
    first, last = benefit.valid_from, benefit.valid_until
    if first and first <= today:
        first = None
    if first and first == last:
        return _("On {day}").format(day=_day(first))
    if first and last:
        return _("From {first} to {last}").format(first=_day(first), last=_day(last))
    if first:
        return _("From {first}").format(first=_day(first))
    return _("Until {last}").format(last=_day(last)) if last else ""


def _day(day: dt.date) -> str:
    return date_format(day, "DATE_FORMAT")


def limit_in_words(benefit: Benefit) -> str:
    """`Zweimal im Monat`; empty where one may use it as often as one likes."""
    number = benefit.limit_count
    match benefit.limit_period:
        case LimitPeriod.ONCE:
            text = ngettext("Once with each card", "%(number)d times with each card", number)
        case LimitPeriod.DAY:
            text = ngettext("Once a day", "%(number)d times a day", number)
        case LimitPeriod.MONTH:
            text = ngettext("Once a month", "%(number)d times a month", number)
        case LimitPeriod.YEAR:
            text = ngettext("Once a year", "%(number)d times a year", number)
        case _unlimited:
            return ""
    return text % {"number": number}


def price_in_words(benefit: Benefit) -> str:
    """`4 € statt 6 €`; empty where there is no price."""
    if benefit.price is None:
        return ""
    price = _euros(benefit.price)
    if benefit.regular_price is None:
        return price
    return _("{price} instead of {regular}").format(
        price=price, regular=_euros(benefit.regular_price)
    )


def highlight(benefit: Benefit) -> str:
    """What catches the eye: `–10 %`, `4 €`, `frei`; empty where there is no such thing."""
    if benefit.percent:
        return f"–{benefit.percent}\N{NO-BREAK SPACE}%"
    if benefit.price is not None:
        return _euros(benefit.price)
    return pgettext("entry", "free") if benefit.kind == BenefitKind.FREE_ENTRY else ""


def _euros(amount: Decimal) -> str:
    decimals = 0 if amount == amount.to_integral_value() else 2
    return f"{number_format(amount, decimals)}\N{NO-BREAK SPACE}€"
