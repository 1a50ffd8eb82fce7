"""How an embedded list looks and how much it shows: parameters of its own beside the filters'."""

from dataclasses import dataclass
from functools import cached_property

from django.http import HttpRequest, QueryDict
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from core.colour import BLACK, WHITE, Rgb, mix, parse_hex, readable_on, to_hex
from core.context_processors import association_settings
from organisations.models import OrganisationPage

NUMBERS = (3, 5, 10, 20, 50)
USUAL_NUMBER = 10
# The frame's background, by day and by night, which what is coloured must be readable on.
PAPER: Rgb = (255, 255, 255)
NIGHT: Rgb = (24, 26, 30)

AUTO = "auto"
SCHEMES = {
    AUTO: _("as the visitor's device"),
    "hell": _("always light"),
    "dunkel": _("always dark"),
}


@dataclass(frozen=True, kw_only=True)
class Appearance:
    """What makes sense of an address; anything else is as if it were not there."""

    number: int
    scheme: str
    accent: Rgb | None  # None: the association's
    organisation: OrganisationPage | None
    # An organisation was asked for that is not there any more: its frame stays empty, it must not
    # fill with everybody's offers.
    is_of_nobody: bool = False

    @classmethod
    def of(cls, parameters: QueryDict) -> "Appearance":
        number = parameters.get("anzahl", "")
        scheme = parameters.get("schema", "")
        asked = parameters.get("organisation", "")
        organisation = _organisation(asked)
        return cls(
            number=int(number) if number in map(str, NUMBERS) else USUAL_NUMBER,
            scheme=scheme if scheme in SCHEMES else AUTO,
            accent=_colour(parameters.get("farbe", "")),
            organisation=organisation,
            is_of_nobody=bool(asked) and organisation is None,
        )

    @cached_property
    def values(self) -> list[tuple[str, str]]:
        """What is not as usual, as parameters in a fixed order."""
        found = []
        if self.organisation:
            found.append(("organisation", str(self.organisation.pk)))
        if self.number != USUAL_NUMBER:
            found.append(("anzahl", str(self.number)))
        if self.scheme != AUTO:
            found.append(("schema", self.scheme))
        if self.accent:
            found.append(("farbe", to_hex(self.accent)[1:]))
        return found

    @property
    def colour(self) -> str:
        """The chosen colour as #rrggbb, or nothing."""
        return to_hex(self.accent) if self.accent else ""

    @property
    def query(self) -> str:
        return urlencode(self.values)


def style_sheet(request: HttpRequest) -> str:
    """The colours of a frame as custom properties; text in them is always readable.

    A style sheet of its own, because the policy allows no inline style.
    """
    appearance = Appearance.of(request.GET)
    accent = appearance.accent or parse_hex(association_settings(request).accent_colour)
    light = _properties(readable_on(PAPER, accent, towards=BLACK, ratio=4.5), PAPER)
    dark = _properties(readable_on(NIGHT, accent, towards=WHITE, ratio=7), NIGHT)
    by_night = f"@media (prefers-color-scheme:dark){{:root{dark}}}"
    by_scheme = {AUTO: f":root{light}{by_night}", "hell": f":root{light}", "dunkel": f":root{dark}"}
    return by_scheme[appearance.scheme]


def _properties(accent: Rgb, paper: Rgb) -> str:
    is_dark = paper == NIGHT
    ink = WHITE if is_dark else BLACK
    colours = {
        "--paper": paper,
        "--ink": mix(paper, ink, 0.92),
        "--muted": mix(paper, ink, 0.72),
        "--line": mix(paper, ink, 0.18),
        "--accent": accent,
    }
    body = ";".join(f"{name}:{to_hex(colour)}" for name, colour in colours.items())
    return f"{{color-scheme:{'dark' if is_dark else 'light'};{body}}}"


def _colour(text: str) -> Rgb | None:
    try:
        return parse_hex(f"#{text.removeprefix('#')}")
    except ValueError:
        return None


def _organisation(text: str) -> OrganisationPage | None:
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        return None
    return OrganisationPage.objects.live().public().filter(pk=int(text)).first()
