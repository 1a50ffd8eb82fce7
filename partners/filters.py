"""What one can ask for in addresses: list, map, paper and open data understand the same."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.filters import ForgivingFilterSet, Group, WayOn
from core.forgiving import LineFilter, OptionFilter, OptionsFilter, options, shown
from core.geo.places import KnownPlace
from municipalities.choices import towns
from opportunities.catalogue import Near
from opportunities.filters.choices import radii
from opportunities.understanding.placenames import place_names
from partners import choices
from partners.directory import TRAITS, Answer, Question, directory

FEW = 5  # results; whoever finds fewer is shown what lies farther away
FACETS = ("ort", "kategorie", "art")


def _yes(label: Promise) -> OptionFilter:
    """A filter that is either set or not."""
    return OptionFilter(label=label, options=options(("1", label)))


class PartnerFilterSet(ForgivingFilterSet):
    """What somebody is looking for among the shops that take the card."""

    label = gettext_lazy("Find benefits")
    aliases = {"plz": "wo", "radius": "umkreis"}
    bar = ("q", "wo", "umkreis")
    groups = (
        Group("ort", gettext_lazy("Town"), ("ort",), is_open=True),
        Group("kategorie", gettext_lazy("Category"), ("kategorie",), is_open=True),
        Group("art", gettext_lazy("What one gets"), ("art",)),
        Group("wissen", gettext_lazy("Good to know"), ("offen", *TRAITS), is_open=True),
    )

    q = LineFilter(label=gettext_lazy("What are you looking for?"))
    wo = LineFilter(label=gettext_lazy("Place or postcode"))
    umkreis = OptionFilter(label=gettext_lazy("Radius"), options=radii)
    ort = OptionsFilter(label=gettext_lazy("Town"), options=towns)
    kategorie = OptionsFilter(label=gettext_lazy("Category"), options=choices.categories)
    art = OptionsFilter(label=gettext_lazy("What one gets"), options=choices.kinds)
    offen = _yes(gettext_lazy("open now"))
    begleitung = _yes(gettext_lazy("also for people who come along"))
    stufenfrei = _yes(gettext_lazy("step-free entrance"))
    ueberall = _yes(gettext_lazy("valid in all towns"))

    @cached_property
    def cleaned(self) -> dict[str, Any]:
        found = dict(self.typed)
        if self.place is None:
            found["wo"] = found["umkreis"] = ""
        return found

    @cached_property
    def place(self) -> KnownPlace | None:
        """The place that distances are measured from."""
        words = self.typed["wo"]
        return place_names().find(words) if words else None

    @cached_property
    def radius_km(self) -> int:
        """How far around the place: as chosen, else as far as one would call it there."""
        if self.place is None:
            return 0
        return int(self.cleaned["umkreis"] or self.place.radius_km)

    def further_hints(self) -> Mapping[str, str]:
        if self.typed["wo"] and self.place is None:
            text = _("We do not know the place “{place}”. Please try a town or a postcode.")
            return {"wo": text.format(place=shown(self.typed["wo"]))}
        return {}

    @cached_property
    def answer(self) -> Answer:
        """What the directory says, asked once."""
        near = None
        if self.place:
            near = Near(self.place.latitude, self.place.longitude, self.radius_km)
        question = Question(
            words=self.cleaned["q"],
            choices={name: self.cleaned[name] for name in FACETS if self.cleaned[name]},
            traits=frozenset(name for name in TRAITS if self.cleaned[name]),
            near=near,
            open_at=timezone.localtime() if self.cleaned["offen"] else None,
        )
        return directory().answer(question)

    # --- In words ---

    @cached_property
    def title(self) -> str:
        if not self.is_narrowed:
            return _("All benefits")
        return _("Benefits: {choices}").format(choices=", ".join(chip.label for chip in self.chips))

    def label_of(self, name: str, value: str) -> str:
        if name == "q":
            return self.quoted(value)
        if name == "wo" and self.place:
            return _("{radius} km around {place}").format(
                radius=self.radius_km, place=self.place.name
            )
        return super().label_of(name, value)

    def empty_label(self, name: str) -> str:
        return _("in the area") if name == "umkreis" else super().empty_label(name)

    def narrows(self, name: str) -> bool:
        # The radius stands with its place.
        return super().narrows(name) and name != "umkreis"

    def falls(self, pair: tuple[str, str], dropped: tuple[str, str]) -> bool:
        return (dropped[0] == "wo" and pair[0] == "umkreis") or super().falls(pair, dropped)

    # --- Further ---

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
        for value, option in radii().items():
            if int(value) <= self.radius_km:
                continue
            query = self.query_with(plus=[("umkreis", value)])
            if (count := self.like(query).answer.count) > self.answer.count:
                label = _("within {radius} of {place}").format(
                    radius=option.label, place=self.place.name
                )
                return WayOn(label, query, count)
        return None
