"""From the parameters of an address to a question, and from its answer to words and links."""

from collections.abc import Mapping
from functools import cached_property
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.filters import Chip, ForgivingFilterSet, Group, WayOn
from core.forgiving import DayFilter, LineFilter, OptionFilter, OptionsFilter, options, shown
from core.geo.places import KnownPlace
from opportunities.catalogue import Answer, Near, Order, Question, Wishes, catalogue
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


class Meant(NamedTuple):
    """A phrase among the words, and the parameters that it stands for."""

    phrase: str
    values: tuple[tuple[str, str], ...]


class OpportunityFilterSet(ForgivingFilterSet):
    """What somebody is looking for among the open opportunities.

    Words may carry more than words: "vorlesen in Selm samstags" means a place and a day, too.
    Those are wishes: they rank, and leave out only what contradicts them. What the address says
    in parameters of its own is chosen, leaves out the rest, and wins over what its words say.
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

    @cached_property
    def _wished(self) -> dict[str, frozenset[str]]:
        """What the words mean and the address does not say itself, by filter."""
        found: dict[str, frozenset[str]] = {}
        for meant in self._understood[1]:
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
        words, meant = self._understood
        own = [self._chip_of(one) for one in meant]
        if words:
            phrases = " ".join(one.phrase for one in meant)
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
        return " ".join([better, *(meant.phrase for meant in self._understood[1])])

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
