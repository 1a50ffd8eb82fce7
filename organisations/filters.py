from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.choices import fields_of_engagement
from core.filters import ForgivingFilterSet, Group
from core.forgiving import LineFilter, OptionsFilter
from municipalities.choices import towns
from organisations.directory import Answer, directory


class OrganisationFilterSet(ForgivingFilterSet):
    """What somebody is looking for among the organisations."""

    label = gettext_lazy("Find organisations")
    bar = ("q",)
    groups = (
        Group("ort", gettext_lazy("Town"), ("ort",), is_open=True),
        Group("bereich", gettext_lazy("Field of engagement"), ("bereich",), is_open=True),
    )

    q = LineFilter(label=gettext_lazy("Name or subject"))
    ort = OptionsFilter(label=gettext_lazy("Town"), options=towns)
    bereich = OptionsFilter(label=gettext_lazy("Field of engagement"), options=fields_of_engagement)

    @cached_property
    def answer(self) -> Answer:
        """What the directory says, asked once."""
        cleaned = self.cleaned
        choices = {name: cleaned[name] for name in ("ort", "bereich") if cleaned[name]}
        return directory().answer(cleaned["q"], choices)

    @cached_property
    def title(self) -> str:
        """The search in words, as a heading."""
        if not self.is_narrowed:
            return _("All organisations")
        return _("Organisations: {choices}").format(
            choices=", ".join(chip.label for chip in self.chips)
        )

    def label_of(self, name: str, value: str) -> str:
        return self.quoted(value) if name == "q" else super().label_of(name, value)
