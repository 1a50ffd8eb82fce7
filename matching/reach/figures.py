"""What may be told of an offer's reach."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from matching.reach.words import FEWEST, in_words, is_told


class Kind(models.TextChoices):
    """What an offer can require; the label says what would be without it.

    `what` is the requirement in its own words, where there are several of the kind.
    """

    BRING = "bring", gettext_lazy("Without “%(what)s”")
    AGE = "age", gettext_lazy("Without the minimum age of %(what)s years")
    GERMAN = "german", gettext_lazy("Without “%(what)s”")
    TIMES = "times", gettext_lazy("If the times were open")
    HOURS = "hours", gettext_lazy("If it took less than %(what)s a week")
    RHYTHM = "rhythm", gettext_lazy("If it were open how often one comes")
    PLACE = "place", gettext_lazy("If the place did not matter")


@dataclass(frozen=True)
class Cost:
    """What one requirement costs: so many people would be reached without it."""

    kind: Kind
    what: str
    without: int

    @property
    def name(self) -> str:
        """The requirement itself, in words."""
        names = {
            Kind.AGE: _("minimum age of %(what)s years"),
            Kind.TIMES: _("the times"),
            Kind.HOURS: _("%(what)s a week"),
            Kind.RHYTHM: _("how often one comes"),
            Kind.PLACE: _("the place"),
        }
        return names.get(self.kind, "%(what)s") % {"what": self.what}


@dataclass(frozen=True)
class Reach:
    """How many of the people with a profile an offer reaches, in numbers that are not to be told.

    What is told are `sentence` and `costs_in_words`: no number below `FEWEST`, and no two numbers
    that differ by less, so that a requirement never points at the few whom it shuts out.
    Of a draft (`is_rough`) only about how many, or it could be changed until it does.
    """

    people: int
    reached: int
    costs: Sequence[Cost] = ()
    is_rough: bool = False

    @property
    def is_known(self) -> bool:
        """Whether enough people have a profile for anything to be told."""
        return is_told(self.people)

    @property
    def is_enough(self) -> bool:
        """Whether it reaches so many that they can be told; else the page says what helps."""
        return self.is_known and is_told(self.reached)

    @property
    def told(self) -> str:
        """How many are reached: "34", "fewer than 5"."""
        return in_words(self.reached, is_rough=self.is_rough)

    @property
    def sentence(self) -> str:
        """How many are reached, of how many."""
        if not self.is_known:
            return _("So far too few people have told us what suits them to tell numbers.")
        words = self._of_a_draft if self.is_rough else self._of_an_offer
        return words % {"fewest": FEWEST, "number": self.told, "people": self.people}

    @property
    def _of_an_offer(self) -> str:
        if not is_told(self.reached):
            return _(
                "So far it suits only few: fewer than %(fewest)d of %(people)d people who told us"
                " what suits them."
            )
        if not is_told(self.people - self.reached):
            return _("It suits nearly all people who told us what suits them.")
        return _("It suits %(number)s of %(people)d people who told us what suits them.")

    @property
    def _of_a_draft(self) -> str:
        """What is on line may suit others, so nothing is said of "so far"."""
        if not is_told(self.reached):
            return _(
                "As it is written it would suit only few: fewer than %(fewest)d of %(people)d"
                " people who told us what suits them."
            )
        if not is_told(self.people - self.reached):
            return _("As it is written it would suit nearly all who told us what suits them.")
        return _(
            "As it is written it would suit %(number)s of %(people)d people who told us what suits"
            " them."
        )

    @property
    def dear(self) -> list[Cost]:
        """Requirements that cost so many that it can be told, the dearest first."""
        dear = [cost for cost in self.costs if is_told(cost.without - self.reached)]
        return sorted(dear, key=lambda cost: (-cost.without, cost.name))

    @property
    def cheap(self) -> list[Cost]:
        """The others: they cost nobody, or so few that it would point at them.

        Of an offer that reaches hardly anybody they are not named: each alone is not the reason,
        but all of them together may be.
        """
        if not self.is_enough:
            return []
        dear = self.dear
        return [cost for cost in self.costs if cost not in dear]

    @property
    def may_cost(self) -> list[Cost]:
        """What an offer requires that reaches hardly anybody, where no number can be told."""
        if self.is_enough or not self.is_known:
            return []
        dear = self.dear
        return [cost for cost in self.costs if cost not in dear]

    def _more(self, number: int) -> str:
        """As `in_words`, but where only few would be left out, nobody counts those either."""
        if not is_told(self.people - number):
            return _("nearly all")
        return in_words(number, is_rough=self.is_rough)

    @property
    def costs_in_words(self) -> list[str]:
        """One sentence for each dear requirement."""
        return [
            _("%(without_it)s it would be %(more)s instead of %(number)s.")
            % {
                "without_it": cost.kind.label % {"what": cost.what},
                "more": self._more(cost.without),
                "number": self.told,
            }
            for cost in self.dear
        ]
