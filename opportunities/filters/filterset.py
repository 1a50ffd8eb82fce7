"""From the parameters of an address to a question, and from its answer to words and links."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.utils.translation import pgettext_lazy as lazy_in

from core.filters import (
    DayFilter,
    ForgivingFilterSet,
    LineFilter,
    OptionFilter,
    OptionsFilter,
    options,
    shown,
)
from municipalities.places import FoundPlace, find_place
from opportunities.catalogue.questions import Near, Order, Question
from opportunities.filters import choices

DEFAULT_RADIUS_KM = 10
# Parameters that are no facet of the catalogue.
OWN = frozenset({"q", "wo", "umkreis", "sortierung"})


class OpportunityFilterSet(ForgivingFilterSet):
    """What somebody is looking for among the open opportunities.

    Words may carry more than words: "vorlesen in Selm samstags" means a place and a day, too.
    What the address says in parameters of its own wins over what its words say.
    """

    label = gettext_lazy("Find opportunities")
    aliases = {"plz": "wo", "radius": "umkreis"}

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
    sprache = OptionsFilter(
        label=lazy_in("filter", "Languages that help"), options=choices.languages
    )
    sortierung = OptionFilter(
        label=gettext_lazy("Order"), options=options(*((o.value, o.label) for o in Order))
    )

    @cached_property
    def cleaned(self) -> dict[str, Any]:
        found = dict(self.typed)
        from opportunities.understanding import understand

        understood = understand(found.get("q", ""))
        left = understood.words
        for recognised in understood.recognised:
            if not self._take_over(found, recognised.parameter, recognised.value):
                left = f"{left} {recognised.phrase}"
        found["q"] = left.strip()
        if not self._find(found.get("wo", "")):
            found["wo"] = ""
        if not found["wo"]:
            found["umkreis"] = ""
        if self._needs(found.get("sortierung", ""), found):
            found["sortierung"] = ""
        return found

    def _take_over(self, found: dict[str, Any], name: str, value: str) -> bool:
        """Set what words said; whether that did not contradict what was set already.

        Several values of one filter may come from words ("samstags oder sonntags").
        """
        said, filter_ = self.typed.get(name), self.base_filters.get(name)
        if isinstance(filter_, OptionsFilter):
            if said:
                return value in said
            found[name] = found.get(name, frozenset()) | {value}
            return True
        if isinstance(filter_, DayFilter):
            value = filter_.field.clean(value)
        if said:
            return bool(said == value)
        if found.get(name) not in (value, "", None):
            return False
        found[name] = value
        return True

    def _find(self, text: str) -> FoundPlace | None:
        if not text:
            return None
        if text not in self._places:
            self._places[text] = find_place(text)
        return self._places[text]

    @cached_property
    def _places(self) -> dict[str, FoundPlace | None]:
        return {}

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
    def place(self) -> FoundPlace | None:
        """The place that distances are measured from."""
        return self._find(self.cleaned["wo"])

    @cached_property
    def radius_km(self) -> int:
        return int(self.cleaned.get("umkreis") or DEFAULT_RADIUS_KM)

    @cached_property
    def order(self) -> Order:
        """The order chosen, or the one that suits what is looked for."""
        if chosen := self.cleaned.get("sortierung"):
            return Order(chosen)
        if self.cleaned["q"]:
            return Order.RELEVANCE
        return Order.NEAREST if self.place else Order.NEWEST

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
    def answer(self) -> Any:
        """What the catalogue says, asked once."""
        from opportunities.catalogue import catalogue

        return catalogue().answer(self.question)

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
            return _("“{words}”").format(words=value)
        if name == "wo" and self.place:
            return _("{radius} km around {place}").format(
                radius=self.radius_km, place=self.place.label
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
