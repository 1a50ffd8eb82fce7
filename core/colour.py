"""Colours that people with weak sight can still tell apart (WCAG 2.2)."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

Rgb = tuple[int, int, int]

HEX_COLOUR = re.compile(r"#[0-9a-fA-F]{6}\Z")
WHITE: Rgb = (255, 255, 255)
BLACK: Rgb = (0, 0, 0)
TEXT_CONTRAST = 4.5  # WCAG 2.2, 1.4.3 Contrast (Minimum)


def parse_hex(value: str) -> Rgb:
    """`#1e5aa8` as three bytes. Raises `ValueError` on anything else."""
    if not HEX_COLOUR.match(value):
        raise ValueError(value)
    return int(value[1:3], 16), int(value[3:5], 16), int(value[5:7], 16)


def to_hex(colour: Rgb) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)


def relative_luminance(colour: Rgb) -> float:
    """Relative luminance in [0, 1] (WCAG 2.2, definition)."""

    def linear(channel: int) -> float:
        share = channel / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    red, green, blue = map(linear, colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Rgb, other: Rgb) -> float:
    """Contrast ratio in [1, 21] (WCAG 2.2, definition)."""
    light, dark = sorted((relative_luminance(one), relative_luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def mix(one: Rgb, other: Rgb, share: float) -> Rgb:
    """`one` with `share` in [0, 1] of `other` stirred in."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def readable_on(background: Rgb, colour: Rgb, *, towards: Rgb, ratio: float = 7.0) -> Rgb:
    """`colour`, moved towards `towards` just as far as reading it on `background` needs."""
    for step in range(0, 101, 5):
        candidate = mix(colour, towards, step / 100)
        if contrast(candidate, background) >= ratio:
            return candidate
    return towards


def validate_accent(value: str) -> None:
    """An accent colour must carry white text."""
    try:
        colour = parse_hex(value)
    except ValueError:
        raise ValidationError(
            _("Please give the colour as #rrggbb, for example #1e5aa8."), code="format"
        ) from None
    if contrast(colour, WHITE) < TEXT_CONTRAST:
        raise ValidationError(
            _("White text on this colour is hard to read. Please take a darker one."),
            code="contrast",
        )
