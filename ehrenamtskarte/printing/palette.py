"""The colours of a card, with the built-in ones where a town has chosen none."""

from dataclasses import dataclass

from core.colour import BLACK, TEXT_CONTRAST, WHITE, Rgb, contrast, mix, parse_hex
from ehrenamtskarte.enums import CardType
from ehrenamtskarte.printing.cards import CardLook

BACKGROUND, ACCENT = "#12395b", "#6cc5c1"
JUBILEE = (parse_hex("#e2b23e"), parse_hex("#7d5a00"))  # gold, for dark and for light cards
INK: Rgb = (28, 33, 38)
SOFT_INK: Rgb = (84, 91, 98)
ORNAMENT_SHARES = (0.07, 0.13)  # of the text's colour in those of the ornament
RING_SHARE = 0.7  # of the accent


@dataclass(frozen=True)
class Palette:
    """The colours of one type of card. Raises `ValueError` on what is no colour."""

    background: Rgb
    text: Rgb
    accent: Rgb

    @classmethod
    def of(cls, look: CardLook, card_type: CardType) -> "Palette":
        background = parse_hex(look.background_colour or BACKGROUND)
        accent = parse_hex(look.accent_colour or ACCENT)
        if card_type == CardType.JUBILEE:
            accent = (
                parse_hex(look.jubilee_colour)
                if look.jubilee_colour
                else max(JUBILEE, key=lambda gold: contrast(gold, background))
            )
        text = parse_hex(look.text_colour) if look.text_colour else readable(background)
        return cls(background, text, accent)

    @property
    def ornament(self) -> tuple[Rgb, ...]:
        return tuple(mix(self.background, self.text, share) for share in ORNAMENT_SHARES)

    @property
    def ring(self) -> Rgb:
        """Of the lines around the ornament, softer than the accent: names may cross them."""
        return mix(self.background, self.accent, RING_SHARE)

    @property
    def on_band(self) -> Rgb:
        """The colour of text on the back's band, which has the background's colour."""
        fits = contrast(self.text, self.background) >= TEXT_CONTRAST
        return self.text if fits else readable(self.background)

    @property
    def contrast(self) -> float:
        """Of the text, where it is least."""
        return min(contrast(self.text, ground) for ground in (self.background, *self.ornament))


def readable(background: Rgb) -> Rgb:
    """Black or white, whichever is read better on `background`."""
    return max(WHITE, BLACK, key=lambda colour: contrast(colour, background))
