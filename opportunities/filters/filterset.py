"""From the parameters of an address to a question, and from its answer to words and links."""

from collections.abc import Mapping
from functools import cached_property
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.filters import (
    DayFilter,
    ForgivingFilterSet,
    Group,
    LineFilter,
    OptionFilter,
    OptionsFilter,
    WayOn,
    options,
    shown,
)
from core.geo.places import KnownPlace
from opportunities.catalogue import Answer, Near, Order, Question, catalogue
from opportunities.filters import choices
from opportunities.understanding import understand
from opportunities.understanding.placenames import place_names

FEW = 5  # results; whoever finds fewer is shown what lies farther away
# Parameters that are no facet of the catalogue.
OWN = frozenset({"q", "wo", "umkreis", "sortierung"})


class OrderChoice(NamedTuple):
    value: str
    label: str
    is_set: bool


class OpportunityFilterSet(ForgivingFilterSet):
    """What somebody is looking for among the open opportunities.

    Words may carry more than words: "vorlesen in Selm samstags" means a place and a day, too.
    What the address says in parameters of its own wins over what its words say.
    """

    label = gettext_lazy("Find opportunities")
    aliases = {"plz": "wo", "radius": "umkreis"}
    bar = ("q", "wo", "umkreis")
    groups = (
        Group("ort", gettext_lazy("Town"), ("ort",), is_open=True),
        Group("bereich", gettext_lazy("Field of engagement"), ("bereich",), is_open=True),
        Group("wann", gettext_lazy("When"), ("tag", "tageszeit", "ab")),
        Group("umfang", gettext_lazy("How often and how long"), ("stunden", "zeit", "dauer")),
        Group("taetigkeit", gettext_lazy("Activity"), ("taetigkeit",)),
        Group("zielgruppe", gettext_lazy("For whom"), ("zielgruppe",)),
        Group(
            "passt",
            gettext_lazy("What suits me"),
            ("alter", "wie", "ohne_vorkenntnisse", "ohne_fuehrungszeugnis", "gruppen"),
        ),
        Group(
            "wissen",
            gettext_lazy("Good to know"),
            ("frei", "ehrenamtskarte", "versichert", "stufenfrei"),
        ),
        Group("sprache", gettext_lazy("Helpful languages"), ("sprache",)),
    )

    q = LineFilter(label=gettext_lazy("What would you like to do?"))
    wo = LineFilter(label=gettext_lazy("Place or postcode"))
    umkreis = OptionFilter(label=gettext_lazy("Radius"), options=choices.radii)
    ort = OptionsFilter(label=gettext_lazy("Town"), options=choices.towns)
    bereich = OptionsFilter(
        label=gettext_lazy("Field of engagement"), options=choices.fields_of_engagement
    )
    zielgruppe = OptionsFilter(label=gettext_lazy("For whom"), options=choices.target_groups)
    taetigkeit = OptionsFilter(label=gettext_lazy("Activity"), options=choices.activities)
    zeit = OptionsFilter(label=gettext_lazy("Time model"), options=choices.time_models)
    dauer = OptionsFilter(label=gettext_lazy("One-off or lasting"), options=choices.durations)
    tag = OptionsFilter(label=gettext_lazy("Weekday"), options=choices.weekdays)
    tageszeit = OptionsFilter(label=gettext_lazy("Time of day"), options=choices.times_of_day)
    stunden = OptionFilter(label=gettext_lazy("Hours per week"), options=choices.hours_per_week)
    ab = DayFilter(label=gettext_lazy("I have time from"))
    wie = OptionsFilter(label=gettext_lazy("On site or online"), options=choices.whereabouts)
    alter = OptionFilter(label=gettext_lazy("My age"), options=choices.ages)
    ohne_vorkenntnisse = OptionFilter(
        label=gettext_lazy("without prior knowledge"),
        options=choices.yes(gettext_lazy("without prior knowledge")),
    )
    ohne_fuehrungszeugnis = OptionFilter(
        label=gettext_lazy("without a certificate of good conduct"),
        options=choices.yes(gettext_lazy("without a certificate of good conduct")),
    )
    gruppen = OptionFilter(
        label=gettext_lazy("for groups"), options=choices.yes(gettext_lazy("for groups"))
    )
    frei = OptionFilter(
        label=gettext_lazy("still needs people"),
        options=choices.yes(gettext_lazy("still needs people")),
    )
    ehrenamtskarte = OptionFilter(
        label=gettext_lazy("counts for the Ehrenamtskarte"),
        options=choices.yes(gettext_lazy("counts for the Ehrenamtskarte")),
    )
    versichert = OptionFilter(
        label=gettext_lazy("with insurance"), options=choices.yes(gettext_lazy("with insurance"))
    )
    stufenfrei = OptionFilter(
        label=gettext_lazy("step-free access"),
        options=choices.yes(gettext_lazy("step-free access")),
    )
    sprache = OptionsFilter(label=gettext_lazy("Helpful languages"), options=choices.languages)
    sortierung = OptionFilter(
        label=gettext_lazy("Order"), options=options(*((o.value, o.label) for o in Order))
    )

    @cached_property
    def cleaned(self) -> dict[str, Any]:
        found = dict(self.typed)
        understood = understand(found["q"])
        words = [understood.words]
        for phrase, group in groupby(understood.recognised, key=attrgetter("phrase")):
            if not self._take_over(found, [(one.parameter, one.value) for one in group]):
                words.append(phrase)
        found["q"] = " ".join(words).strip()
        if not self._find(found["wo"]):
            found["wo"] = ""
        if not found["wo"]:
            found["umkreis"] = ""
        if self._needs(found["sortierung"], found):
            found["sortierung"] = ""
        return found

    def _take_over(self, found: dict[str, Any], meant: list[tuple[str, str]]) -> bool:
        """Set what a phrase meant, unless the address says something else already.

        A radius that was chosen stays, and the place is taken over nevertheless.
        """
        if any(self._contradicts(name, value) for name, value in meant):
            return False
        for name, value in meant:
            filter_ = self.base_filters[name]
            if isinstance(filter_, OptionsFilter):
                found[name] = found[name] | {value}
            elif not found[name]:
                found[name] = filter_.field.clean(value)
        return True

    def _contradicts(self, name: str, value: str) -> bool:
        said = self.typed.get(name)
        if name not in self.base_filters:
            return True
        if not said or name == "umkreis":
            return False
        return value not in said if isinstance(said, frozenset) else str(said) != value

    @staticmethod
    def _find(text: str) -> KnownPlace | None:
        return place_names().find(text) if text else None

    @staticmethod
    def _needs(order: str, found: Mapping[str, Any]) -> str:
        """What is missing for this order, as a parameter's name."""
        if order == Order.NEAREST and not found["wo"]:
            return "wo"
        if order == Order.RELEVANCE and not found["q"]:
            return "q"
        return ""

    def further_hints(self) -> Mapping[str, str]:
        found = {}
        place = self.typed.get("wo", "")
        if place and not self._find(place):
            found["wo"] = _(
                "We do not know the place “{place}”. Please try a town or a postcode."
            ).format(place=shown(place))
        needs = self._needs(self.typed.get("sortierung", ""), self.cleaned)
        if needs == "wo":
            found["sortierung"] = _("To order by distance, please say where you are.")
        return found

    @cached_property
    def place(self) -> KnownPlace | None:
        """The place that distances are measured from."""
        return self._find(self.cleaned["wo"])

    @cached_property
    def radius_km(self) -> int:
        """How far around the place: as chosen, else as far as one would call it there."""
        if chosen := self.cleaned["umkreis"]:
            return int(chosen)
        return self.place.radius_km if self.place else 0

    @cached_property
    def order(self) -> Order:
        """The order chosen, or the one that suits what is looked for."""
        chosen = self.cleaned["sortierung"]
        return Order(chosen) if chosen else self._suitable_order

    @property
    def _suitable_order(self) -> Order:
        if self.cleaned["q"]:
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
            if not self._needs(order, self.cleaned)
        ]

    @cached_property
    def question(self) -> Question:
        """What the catalogue is asked."""
        chosen = {}
        for name in self.base_filters.keys() - OWN:
            value = self.cleaned.get(name)
            if isinstance(value, frozenset):
                if value:
                    chosen[name] = value
            elif value:
                chosen[name] = frozenset([value if isinstance(value, str) else value.isoformat()])
        place = self.place
        return Question(
            words=self.cleaned["q"],
            choices=chosen,
            near=Near(place.latitude, place.longitude, self.radius_km) if place else None,
            order=self.order,
        )

    @cached_property
    def answer(self) -> Answer:
        """What the catalogue says, asked once."""
        return catalogue().answer(self.question)

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
        found = self.answer.counts.get("umkreis", {})
        for value, option in choices.radii().items():
            if int(value) > self.radius_km and found.get(value, 0) > self.answer.count:
                label = _("within {radius} of {place}").format(
                    radius=option.label, place=self.place.name
                )
                return WayOn(label, self.query_with(plus=[("umkreis", value)]), found[value])
        return None

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
        if name == "ab" and (day := self.cleaned["ab"]):
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
