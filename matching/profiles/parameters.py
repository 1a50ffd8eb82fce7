"""A person's answers as their address has them: `?bereich=sport&wann=sa-vormittags&wo=Selm`.

The same text is kept in the session, in the own profile and in saved searches; this one class
reads them all.
"""

from collections.abc import Container, Iterator, Mapping
from functools import cached_property
from typing import Any

from django.http import QueryDict
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.choices import fields_of_engagement
from core.filters import LONGEST_LABEL, MOST_WAYS, Chip, ForgivingFilterSet, WayOn
from core.forgiving import LineField, LineFilter, OptionFilter, OptionsFilter, shown
from core.geo.places import KnownPlace
from core.german.words import terms_of_word
from core.summaries import shorten_words
from matching.engine import Profile, count
from matching.engine.freetext import read_free_text, understood
from matching.engine.profile import LIKED_IN
from matching.profiles import choices
from opportunities.catalogue import Near, catalogue
from opportunities.filters import choices as filter_choices
from opportunities.understanding.placenames import place_names

DISLIKED = {facet: f"nicht_{facet}" for facet in LIKED_IN}  # "lieber nicht", by facet
# One question with three answers is asked as `taetigkeit-vorlesen=gern`.
LIKE, DISLIKE = "gern", "nicht"
MOST_LOST = 3  # parts of one's own words that are quoted as not understood


class TextField(LineField):
    """Some sentences about oneself."""

    longest = 500


class TextFilter(LineFilter):
    field_class = TextField


class ProfileParameters(ForgivingFilterSet):
    """What somebody says about themselves; nothing of it is required.

    `query` is the one way to write it down, `profile` what the engine takes. Whoever looks for
    opportunities in the list finds the same words understood here.
    """

    label = gettext_lazy("What suits me?")
    aliases = {"plz": "wo", "radius": "umkreis", "q": "text", "sprache": "spricht"}
    bar = ()

    bereich = OptionsFilter(label=gettext_lazy("Fields"), options=fields_of_engagement)
    nicht_bereich = OptionsFilter(
        label=gettext_lazy("Fields I’d rather not"), options=fields_of_engagement
    )
    zielgruppe = OptionsFilter(label=gettext_lazy("For whom"), options=filter_choices.target_groups)
    nicht_zielgruppe = OptionsFilter(
        label=gettext_lazy("For whom I’d rather not"), options=filter_choices.target_groups
    )
    taetigkeit = OptionsFilter(label=gettext_lazy("Activity"), options=filter_choices.activities)
    nicht_taetigkeit = OptionsFilter(
        label=gettext_lazy("Activities I’d rather not"), options=filter_choices.activities
    )
    art = OptionsFilter(label=gettext_lazy("How I like to work"), options=choices.ways)
    kann = OptionsFilter(label=gettext_lazy("What I have"), options=choices.things_one_has)
    spricht = OptionsFilter(
        label=gettext_lazy("Languages I speak"), options=filter_choices.languages
    )
    deutsch = OptionFilter(label=gettext_lazy("My German"), options=choices.german_levels)
    wann = OptionsFilter(label=gettext_lazy("When I have time"), options=choices.parts_of_the_week)
    zeit = OptionsFilter(label=gettext_lazy("How often"), options=filter_choices.time_models)
    stunden = OptionFilter(
        label=gettext_lazy("Hours per week"), options=filter_choices.hours_per_week
    )
    wo = LineFilter(label=gettext_lazy("Place or postcode"))
    umkreis = OptionFilter(label=gettext_lazy("Radius"), options=filter_choices.radii)
    weg = OptionFilter(label=gettext_lazy("How I get there"), options=choices.means_of_travel)
    online = OptionFilter(label=gettext_lazy("From home"), options=choices.from_home)
    gewinn = OptionsFilter(label=gettext_lazy("What I want from it"), options=choices.gains)
    alter = OptionFilter(
        label=gettext_lazy("My age"), options=choices.ages, meaning=choices.age_group
    )
    text = TextFilter(label=gettext_lazy("In my own words"))

    def _with_own_names(self, data: QueryDict) -> QueryDict:
        own = super()._with_own_names(data)
        found = [*self._three_states(own), *self._week(own)]
        if found:
            own = own.copy()
            for name, value in found:
                if value not in own.getlist(name):
                    own.appendlist(name, value)
        return own

    def _three_states(self, data: QueryDict) -> Iterator[tuple[str, str]]:
        """`taetigkeit-vorlesen=gern` as `taetigkeit=vorlesen`."""
        names = {DISLIKE: DISLIKED, LIKE: {facet: facet for facet in LIKED_IN}}
        for key in data:
            facet, dash, slug = key.partition("-")
            if dash and facet in LIKED_IN and (state := names.get(str(data[key]))):
                yield state[facet], slug

    @staticmethod
    def _week(data: QueryDict) -> Iterator[tuple[str, str]]:
        """Days and times of day, as the list of opportunities has them, as parts of the week."""
        days, times = data.getlist("tag"), data.getlist("tageszeit")
        if "wann" in data or not (days or times):
            return
        for part in choices.parts_of_the_week():
            day, _dash, time = part.partition("-")
            if (not days or day in days) and (not times or time in times):
                yield "wann", part

    @cached_property
    def cleaned(self) -> dict[str, Any]:
        found = dict(self.typed)
        for facet, disliked in DISLIKED.items():
            found[facet] -= found[disliked]
        if len(found["kann"]) > 1:
            found["kann"] -= {choices.NOTHING}
        if not self._find(found["wo"]):
            found["wo"] = ""
        if self.place is None:
            found["umkreis"] = ""
        return found

    def further_hints(self) -> Mapping[str, str]:
        found = {}
        if (place := self.typed["wo"]) and not self._find(place):
            found["wo"] = _(
                "We do not know the place “{place}”. Please try a town or a postcode."
            ).format(place=shown(place))
        for facet, disliked in DISLIKED.items():
            if both := self.typed[facet] & self.typed[disliked]:
                label = self.options_of(facet)[min(both)].label
                found[disliked] = _(
                    "You like “{label}” and would rather not do it; we took the latter."
                ).format(label=label)
        return found

    @property
    def unfound_words(self) -> str:
        """Own words, if they meant nothing and no offer has any of them."""
        text = self.typed["text"]
        if not text or read_free_text(text).said:
            return ""
        telling = " ".join(word for word in self.profile.words.split() if terms_of_word(word))
        if not telling or catalogue().rated(telling, slips="plain").shares.any():
            return ""
        return telling

    @property
    def lost_words(self) -> str:
        """Parts of the own words of which nothing could be made, each in quotation marks."""
        lost = read_free_text(self.typed["text"]).lost[:MOST_LOST]
        return ", ".join(_("“{name}”").format(name=shown(one)) for one in lost)

    @staticmethod
    def _find(text: str) -> KnownPlace | None:
        return place_names().find(text) if text else None

    @cached_property
    def place(self) -> KnownPlace | None:
        """From where somebody sets out."""
        return self._find(self.typed["wo"])

    @cached_property
    def profile(self) -> Profile:
        """What the engine takes."""
        said = self.cleaned
        place = self.place
        answers = Profile(
            likes={facet: said[facet] for facet in LIKED_IN},
            dislikes={facet: said[name] for facet, name in DISLIKED.items()},
            ways=said["art"],
            can=said["kann"] - {choices.NOTHING} if said["kann"] else None,
            languages=said["spricht"],
            german=choices.GERMAN_LEVELS[said["deutsch"]].value if said["deutsch"] else "",
            week=self._week_bits(said["wann"]),
            time_models=said["zeit"],
            hours=int(said["stunden"]) if said["stunden"] else None,
            near=Near(
                place.latitude,
                place.longitude,
                int(said["umkreis"]) if said["umkreis"] else None,
            )
            if place
            else None,
            travel=said["weg"],
            online=said["online"] == "ja" if said["online"] else None,
            gains=said["gewinn"],
            age=int(said["alter"]) if said["alter"] else None,
            words=said["text"],
        )
        return understood(answers)

    @staticmethod
    def _week_bits(parts: frozenset[str]) -> int:
        return sum(1 << choices.PARTS_OF_THE_WEEK.index(part) for part in parts)

    def label_of(self, name: str, value: str) -> str:
        label = super().label_of(name, value)
        if name in DISLIKED.values():
            return _("rather not: {choice}").format(choice=label)
        if name == "text":
            words = value.replace(",", " ").split()
            # What is left of own words once they are answers is nobody's sentence any more.
            if words and read_free_text(value).words.split() == words:
                telling = ", ".join(word for word in words if terms_of_word(word))
                return _("words to look for: {words}").format(
                    words=shorten_words(telling or value, longest=LONGEST_LABEL)
                )
            return self.quoted(value)
        if name == "wo" and self.place:
            if radius := self.cleaned["umkreis"]:
                return _("{radius} km around {place}").format(radius=radius, place=self.place.name)
            return _("near {place}").format(place=self.place.name)
        return label

    def labels(self, names: Container[str]) -> list[str]:
        """What the parameters of these names say, each thing standing alone."""
        return [chip.label for chip in self.chips if chip.parameter in names]

    @property
    def refused(self) -> list[str]:
        """What one would rather not, each thing without saying so again."""
        return [
            self.options_of(chip.parameter)[chip.value].label
            for chip in self.chips
            if chip.parameter in DISLIKED.values()
        ]

    @cached_property
    def chips(self) -> list[Chip]:
        """As ever, but the week in few words, and what one would rather not at the end."""
        pairs = self.values()
        found = []
        for chip in super().chips:
            if chip.parameter != "wann":
                found.append(chip)
            elif not any(one.parameter == "wann" for one in found):
                for label, parts in choices.week_in_words(self.cleaned["wann"]).items():
                    rest = [pair for pair in pairs if pair[0] != "wann" or pair[1] not in parts]
                    found.append(Chip(label, urlencode(rest), "wann", parts[0]))
        return sorted(found, key=lambda chip: chip.parameter in DISLIKED.values())

    @cached_property
    def ways_on(self) -> list[WayOn]:
        """For answers that nothing fits: what one could drop, what gives most first."""
        ways = []
        for chip in self.chips[:MOST_WAYS]:
            if found := count(catalogue(), self.like(chip.query).profile):
                ways.append(WayOn(self._dropped(chip), chip.query, found))
        return sorted(ways, key=lambda way: -way.count)

    def _dropped(self, chip: Chip) -> str:
        if chip.parameter in DISLIKED.values():
            choice = self.options_of(chip.parameter)[chip.value].label
            return _("with {choice}").format(choice=choice)
        return _("without {choice}").format(choice=chip.label)

    def narrows(self, name: str) -> bool:
        # The radius stands with its place.
        return super().narrows(name) and name != "umkreis"

    def falls(self, pair: tuple[str, str], dropped: tuple[str, str]) -> bool:
        return super().falls(pair, dropped) or (dropped[0] == "wo" and pair[0] == "umkreis")

    @property
    def title(self) -> str:
        """The answers in words."""
        if not self.is_narrowed:
            return _("Suggestions for you")
        return _("Suggestions for you: {choices}").format(
            choices=", ".join(chip.label for chip in self.chips)
        )
