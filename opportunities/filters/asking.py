"""From the parameters of an address, and the words among them, to a question and its answer."""

from collections.abc import Mapping
from functools import cached_property
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from core.forgiving import shown
from core.geo.places import KnownPlace
from opportunities.catalogue import Answer, Near, Order, Question, Wishes, catalogue
from opportunities.filters.parameters import OpportunityParameters
from opportunities.understanding import understand
from opportunities.understanding.placenames import place_names

# Parameters that are no facet of the catalogue.
OWN = frozenset({"q", "wo", "umkreis", "sortierung"})


class OrderChoice(NamedTuple):
    value: str
    label: str
    is_set: bool


class Meant(NamedTuple):
    """A phrase among the words, and the parameters that it stands for."""

    phrase: str
    values: tuple[tuple[str, str], ...]


class AskedOpportunities(OpportunityParameters):
    """What an address asks the catalogue, with what its words mean besides words."""

    @cached_property
    def cleaned(self) -> dict[str, Any]:
        """What the address itself says and can be followed; `q` as typed."""
        found = dict(self.typed)
        if not self._find(found["wo"]):
            found["wo"] = ""
        if self.place is None:
            found["umkreis"] = ""
        if self._needs(found["sortierung"]):
            found["sortierung"] = ""
        return found

    @cached_property
    def _understood(self) -> tuple[str, list[Meant]]:
        """The words that stay words, and the phrases among them that mean something else."""
        understood = understand(self.typed["q"])
        words, meant = [understood.words], []
        for phrase, group in groupby(understood.recognised, key=attrgetter("phrase")):
            values = tuple((one.parameter, one.value) for one in group)
            if any(self._contradicts(name, value) for name, value in values):
                words.append(phrase)
            else:
                meant.append(Meant(phrase, values))
        return " ".join(words).strip(), meant

    def _contradicts(self, name: str, value: str) -> bool:
        """Whether the address says something else than its words do; then it wins.

        But a radius that was chosen holds for a place among the words, too.
        """
        said = self.typed.get(name)
        if name not in self.base_filters:
            return True
        if not said or name == "umkreis" or (name == "wo" and not self._find(said)):
            return False
        return value not in said if isinstance(said, frozenset) else str(said) != value

    @property
    def words(self) -> str:
        """What is looked for as words, without what they mean as place, day or other filter."""
        return self._understood[0]

    @property
    def meant(self) -> list[Meant]:
        """The phrases among the words that mean something else, and what."""
        return self._understood[1]

    @cached_property
    def _wished(self) -> dict[str, frozenset[str]]:
        """What the words mean and the address does not say itself, by filter."""
        found: dict[str, frozenset[str]] = {}
        for meant in self.meant:
            for name, value in meant.values:
                if not self.typed[name]:
                    found[name] = found.get(name, frozenset()) | {value}
        return found

    @staticmethod
    def _find(text: str) -> KnownPlace | None:
        return place_names().find(text) if text else None

    def _needs(self, order: str) -> str:
        """What is missing for this order, as a parameter's name."""
        if order == Order.NEAREST and not self.place:
            return "wo"
        if order == Order.RELEVANCE and not self.typed["q"]:
            return "q"
        return ""

    def further_hints(self) -> Mapping[str, str]:
        found = {}
        place = self.typed["wo"]
        if place and not self._find(place):
            found["wo"] = _(
                "We do not know the place “{place}”. Please try a town or a postcode."
            ).format(place=shown(place))
        if self._needs(self.typed["sortierung"]) == "wo":
            found["sortierung"] = _("To order by distance, please say where you are.")
        return found

    @cached_property
    def place(self) -> KnownPlace | None:
        """The place that distances are measured from."""
        if place := self._find(self.typed["wo"]):
            return place
        return next((self._find(name) for name in self._wished.get("wo", ())), None)

    @cached_property
    def radius_km(self) -> int:
        """How far around the place: as chosen, else as far as one would call it there."""
        if chosen := self.cleaned["umkreis"]:
            return int(chosen)
        wished = [int(radius) for radius in self._wished.get("umkreis", ())]
        return max(wished, default=self.place.radius_km if self.place else 0)

    @cached_property
    def order(self) -> Order:
        """The order chosen, or the one that suits what is looked for."""
        chosen = self.cleaned["sortierung"]
        return Order(chosen) if chosen else self._suitable_order

    @property
    def _suitable_order(self) -> Order:
        if self.typed["q"]:
            return Order.RELEVANCE
        return Order.NEAREST if self.place else Order.NEWEST

    @property
    def orders(self) -> list[OrderChoice]:
        """The orders that make sense now, for the list to offer."""
        return [
            OrderChoice(
                # The one that suits anyway needs no word in the address, and changes with it.
                "" if order == self._suitable_order else order.value,
                str(order.label),
                order == self.order,
            )
            for order in Order
            if not self._needs(order)
        ]

    @cached_property
    def question(self) -> Question:
        """What the catalogue is asked."""
        chosen: dict[str, frozenset[str]] = {}
        for name in self.base_filters.keys() - OWN:
            if value := self.cleaned[name]:
                if not isinstance(value, frozenset):
                    value = frozenset([value if isinstance(value, str) else value.isoformat()])
                chosen[name] = value
        near, wished_near = None, None
        if place := self.place:
            near = Near(place.latitude, place.longitude, self.radius_km)
            if not self.cleaned["wo"]:
                near, wished_near = near._replace(radius_km=None), near
        # What only the words say ranks, and leaves out less than a chosen filter.
        wished = {name: value for name, value in self._wished.items() if name not in OWN}
        return Question(
            words=self.words,
            choices=chosen,
            near=near,
            wishes=Wishes(
                choices=wished,
                near=wished_near,
                place=place.name if place and wished_near else "",
            ),
            order=self.order,
        )

    @cached_property
    def answer(self) -> Answer:
        """What the catalogue says, asked once."""
        return catalogue().answer(self.question)
