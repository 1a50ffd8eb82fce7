"""How far somebody is from the Ehrenamtskarte, in one sentence."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from django.db.models import Sum
from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Volunteer
from ehrenamtskarte.rules import RuleInForce, rules_in_force
from ehrenamtskarte.rules.calendar import years_later
from engagement import amounts
from engagement.models import Engagement, HoursEntry
from municipalities.models import Municipality
from opportunities.applications.age import age_on


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What we know of a volunteer on one day; only what organisations have confirmed."""

    today: date
    hours: Decimal  # in the twelve months until today, at all organisations
    most_hours: Decimal  # the same at the one organisation where there were most
    hours_per_week: Decimal  # usual ones, of what runs
    most_hours_per_week: Decimal
    since: date | None  # the oldest engagement that still runs
    born_on: date | None


@dataclass(frozen=True, kw_only=True)
class Progress:
    """A volunteer beside what one town demands."""

    volunteer: Volunteer
    rule: RuleInForce
    standing: Standing

    @property
    def hours(self) -> Decimal:
        """What counts of the last twelve months: all organisations together, or the best one."""
        standing = self.standing
        return standing.hours if self.rule.sums_organisations else standing.most_hours

    @property
    def hours_per_week(self) -> Decimal:
        standing = self.standing
        if self.rule.sums_organisations:
            return standing.hours_per_week
        return standing.most_hours_per_week

    @property
    def has_hours_of_year(self) -> bool:
        wanted = self.rule.hours_per_year
        return wanted is not None and self.hours >= wanted

    @property
    def has_hours(self) -> bool:
        weekly = self.rule.hours_per_week
        return (
            not self.rule.asks_for_hours
            or self.has_hours_of_year
            or (weekly is not None and self.hours_per_week >= weekly)
        )

    @property
    def prior_years(self) -> int:
        """How many years count for somebody of this age."""
        born_on = self.standing.born_on
        return self.rule.prior_years_at(age_on(self.standing.today, born_on) if born_on else None)

    @cached_property
    def long_enough_on(self) -> date | None:
        """When the years beforehand are full."""
        since = self.standing.since
        return years_later(since, self.prior_years) if since else None

    @property
    def has_years(self) -> bool:
        if not self.prior_years:
            return True
        return self.long_enough_on is not None and self.long_enough_on <= self.standing.today

    @property
    def is_old_enough(self) -> bool:
        """True also where we do not know the age: whoever applies will be asked."""
        born_on, minimum = self.standing.born_on, self.rule.minimum_age
        if born_on is None or minimum is None:
            return True
        return years_later(born_on, minimum) <= self.standing.today

    @property
    def is_complete(self) -> bool:
        return self.has_hours and self.has_years and self.is_old_enough

    @property
    def sentence(self) -> str:
        """What is met, what is missing, where."""
        met, missing = self._met(), self._missing()
        if not missing and not met:
            text = _("For the Ehrenamtskarte %(where)s nothing is missing that is known here.")
        elif not missing:
            text = _("For the Ehrenamtskarte %(where)s you meet what counts: %(met)s.")
        elif not met:
            text = _("For the Ehrenamtskarte %(where)s you still lack %(missing)s.")
        else:
            text = _(
                "For the Ehrenamtskarte %(where)s you still lack %(missing)s;"
                " what you have already: %(met)s."
            )
        return text % {
            "where": self.where,
            "met": get_text_list(met, _("and")),
            "missing": get_text_list(missing, _("and")),
        }

    @property
    def where(self) -> str:
        town = self.rule.municipality
        return _("in %(town)s") % {"town": town.name} if town else _("in the association")

    @property
    def hours_for_bar(self) -> int:
        """Whole hours, no more than are needed, for an element that knows no decimal comma."""
        return min(int(self.hours), self.rule.hours_per_year or 0)

    @property
    def shortcuts(self) -> str:
        """What would stand for the hours that are missing; empty if nothing does."""
        if self.has_hours or not self.rule.shortcuts:
            return ""
        names = [str(one.label) for one in self.rule.shortcuts]
        return _("Instead of the hours counts, too: %(shortcuts)s.") % {
            "shortcuts": get_text_list(names, _("or"))
        }

    def _met(self) -> list[str]:
        rule, standing = self.rule, self.standing
        met = []
        if self.has_hours_of_year:
            met.append(
                _("%(hours)s confirmed hours in twelve months (%(wanted)s are needed)")
                % {"hours": amounts.shown(self.hours), "wanted": rule.hours_per_year}
            )
        elif rule.hours_per_week is not None and self.has_hours:
            met.append(
                _("%(hours)s hours a week (%(wanted)s are needed)")
                % {
                    "hours": amounts.shown(self.hours_per_week),
                    "wanted": amounts.shown(rule.hours_per_week),
                }
            )
        if self.has_years and standing.since:
            met.append(
                _("volunteering for long enough (since %(since)s)")
                % {"since": date_format(standing.since, "F Y")}
            )
        return met

    def _missing(self) -> list[str]:
        rule = self.rule
        missing = []
        if not self.has_hours:
            missing.append(self._missing_hours())
        if not self.has_years:
            missing.append(self._missing_years())
        if not self.is_old_enough and rule.minimum_age:
            missing.append(_("the minimum age of %(age)s") % {"age": rule.minimum_age})
        return missing

    def _missing_hours(self) -> str:
        rule = self.rule
        if rule.hours_per_year is not None:
            return _("%(hours)s of %(wanted)s confirmed hours in twelve months") % {
                "hours": amounts.shown(rule.hours_per_year - self.hours),
                "wanted": rule.hours_per_year,
            }
        wanted = rule.hours_per_week or Decimal(0)
        return _("%(hours)s of %(wanted)s hours a week") % {
            "hours": amounts.shown(wanted - self.hours_per_week),
            "wanted": amounts.shown(wanted),
        }

    def _missing_years(self) -> str:
        if self.long_enough_on:
            return ngettext(
                "%(years)s year of volunteering (reached on %(day)s)",
                "%(years)s years of volunteering (reached on %(day)s)",
                self.prior_years,
            ) % {"years": self.prior_years, "day": date_format(self.long_enough_on)}
        return ngettext(
            "%(years)s year of confirmed volunteering",
            "%(years)s years of confirmed volunteering",
            self.prior_years,
        ) % {"years": self.prior_years}


def progress_of(volunteers: Sequence[Volunteer], *, today: date) -> list[Progress]:
    """For each volunteer, each town in which their organisations are at home.

    Hours count wherever they were given; the number of queries does not depend on theirs.
    """
    running = defaultdict(list)
    for engagement in (
        Engagement.objects.filter(volunteer__in=volunteers)
        .confirmed()
        .running(today)
        .select_related("organisation__municipality")
    ):
        running[engagement.volunteer_id].append(engagement)
    hours = _hours_in_twelve_months(volunteers, today)
    found = []
    towns = {one.organisation.municipality for each in running.values() for one in each}
    rules = {rule.municipality: rule for rule in rules_in_force(towns, today)}
    for volunteer in volunteers:
        engagements = running[volunteer.pk]
        by_year = hours[volunteer.pk].values()
        by_week = [one.usual_hours or Decimal(0) for one in engagements]
        standing = Standing(
            today=today,
            hours=sum(by_year, Decimal(0)),
            most_hours=max(by_year, default=Decimal(0)),
            hours_per_week=sum(by_week, Decimal(0)),
            most_hours_per_week=max(by_week, default=Decimal(0)),
            since=min((one.since for one in engagements), default=None),
            born_on=volunteer.born_on,
        )
        found += [
            Progress(volunteer=volunteer, rule=rules[town], standing=standing)
            for town in _in_order(one.organisation.municipality for one in engagements)
            if town in rules
        ]
    return found


def _in_order(towns: Iterable[Municipality | None]) -> list[Municipality | None]:
    """Each once, by name; the association only where there is no town."""
    known = sorted({town for town in towns if town}, key=lambda town: town.name)
    return list(known) or [None]


def _hours_in_twelve_months(
    volunteers: Sequence[Volunteer], today: date
) -> Mapping[int, Mapping[int, Decimal]]:
    """By volunteer and organisation."""
    rows = (
        HoursEntry.objects.confirmed()
        .filter(
            engagement__volunteer__in=volunteers,
            worked_on__gt=years_later(today, -1),
            worked_on__lte=today,
        )
        .order_by()
        .values_list("engagement__volunteer", "engagement__organisation")
        .annotate(total=Sum("hours"))
    )
    found: dict[int, dict[int, Decimal]] = defaultdict(dict)
    for volunteer, organisation, total in rows:
        found[volunteer][organisation] = total
    return found
