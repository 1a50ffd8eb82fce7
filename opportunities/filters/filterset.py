"""A search in words and links: what it is called, how it could be wider, what is set."""

from functools import cached_property

from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.filters import Chip, WayOn
from opportunities.catalogue import Order
from opportunities.filters import choices
from opportunities.filters.asking import AskedOpportunities, Meant

FEW = 5  # results; whoever finds fewer is shown what lies farther away


class OpportunityFilterSet(AskedOpportunities):
    """What somebody is looking for among the open opportunities.

    Words may carry more than words: "vorlesen in Selm samstags" means a place and a day, too.
    Those are wishes: they rank, and leave out only what contradicts them. What the address says
    in parameters of its own is chosen, leaves out the rest, and wins over what its words say.
    """

    @cached_property
    def ways_on(self) -> list[WayOn]:
        """The nearest thing first: what lies a bit farther away."""
        return [*([self._farther] if self._farther else []), *super().ways_on]

    @cached_property
    def more_nearby(self) -> WayOn | None:
        return self._farther if self.answer.count < FEW else None

    @cached_property
    def _farther(self) -> WayOn | None:
        """The smallest wider radius that finds more."""
        if self.place is None:
            return None
        for value, option in choices.radii().items():
            if int(value) <= self.radius_km:
                continue
            query = self.query_with(plus=[("umkreis", value)])
            if (count := self.like(query).answer.count) > self.answer.count:
                label = _("within {radius} of {place}").format(
                    radius=option.label, place=self.place.name
                )
                return WayOn(label, query, count)
        return None

    @cached_property
    def chips(self) -> list[Chip]:
        found = super().chips
        if not self.cleaned["q"]:
            return found
        own = [self._chip_of(one) for one in self.meant]
        if words := self.words:
            phrases = " ".join(one.phrase for one in self.meant)
            query = self.query_with(without=["q"], plus=[("q", phrases)] if phrases else [])
            own.insert(0, Chip(self.quoted(words), query, "q", words))
        return [*own, *(chip for chip in found if chip.parameter != "q")]

    def _chip_of(self, meant: Meant) -> Chip:
        """Something that the words mean; without it they are shorter."""
        labels = [self.label_of(name, value) for name, value in meant.values if name != "umkreis"]
        left = " ".join(self.cleaned["q"].replace(meant.phrase, " ", 1).split())
        query = self.query_with(without=["q"], plus=[("q", left)] if left else [])
        name, value = meant.values[0]
        return Chip(", ".join(dict.fromkeys(labels)), query, name, value)

    def better_words(self) -> str | None:
        better = super().better_words()
        if not better or self.words in self.cleaned["q"]:
            return self.cleaned["q"].replace(self.words, better, 1) if better else None
        return " ".join([better, *(meant.phrase for meant in self.meant)])

    def empty_label(self, name: str) -> str:
        return _("in the area") if name == "umkreis" else super().empty_label(name)

    def narrows(self, name: str) -> bool:
        # The radius stands with its place.
        return super().narrows(name) and name != "umkreis"

    def falls(self, pair: tuple[str, str], dropped: tuple[str, str]) -> bool:
        if dropped[0] == "wo" and pair in (("umkreis", pair[1]), ("sortierung", Order.NEAREST)):
            return True
        if dropped[0] == "q" and pair == ("sortierung", Order.RELEVANCE):
            return True
        return super().falls(pair, dropped)

    def label_of(self, name: str, value: str) -> str:
        if name == "q":
            return self.quoted(value)
        if name == "wo" and self.place:
            return _("{radius} km around {place}").format(
                radius=self.radius_km, place=self.place.name
            )
        if name == "ab" and (day := parse_date(value)):
            return _("from {day}").format(day=date_format(day, "DATE_FORMAT"))
        return super().label_of(name, value)

    @cached_property
    def title(self) -> str:
        """The search in words: a heading for pages, feeds and files."""
        if not self.is_narrowed:
            return _("All opportunities")
        return _("Opportunities: {choices}").format(
            choices=", ".join(chip.label for chip in self.chips)
        )
