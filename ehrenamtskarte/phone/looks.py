"""How a town's cards look on phones, with pictures small enough to be kept with the card."""

from base64 import b64encode
from collections.abc import Callable
from io import BytesIO
from typing import Any, Final

from django.core.cache import cache
from PIL import Image, ImageOps

from core.colour import contrast, to_hex
from ehrenamtskarte.enums import CardType
from ehrenamtskarte.issuing.looks import content_of, design_of, palette_of
from ehrenamtskarte.models import CardDesign
from ehrenamtskarte.printing.looks import PLATE_BELOW
from ehrenamtskarte.printing.palette import Palette, readable
from ehrenamtskarte.printing.pictures import PictureBrokenError, opened, typical_colour
from municipalities.models import Municipality

CARD: Final = (856, 540)  # the shape of a card, ISO/IEC 7810
LOGO: Final = (320, 160)
LARGEST: Final = 30_000  # bytes of a picture
# Tried one after the other: share of the size, quality.
SMALLER: Final = ((1, 75), (1, 45), (0.6, 60), (0.6, 25), (0.3, 40), (0.3, 10))
KEPT: Final = 7 * 24 * 3600  # seconds


def colours_of(design: CardDesign, card_type: CardType) -> dict[str, Any]:
    """What a phone shows at once."""
    palette = palette_of(design, card_type)
    return {
        "headline": design.headline or str(card_type.label),
        "colours": {
            "background": to_hex(palette.background),
            "text": to_hex(palette.text),
            "accent": to_hex(palette.accent),
            # Below text that stands on a picture.
            "plate": to_hex(readable(palette.text)),
        },
    }


def look_of(municipality: Municipality, card_type: CardType) -> dict[str, Any]:
    """The same and the pictures, as JSON; a picture is a `data:` address or empty."""
    design = design_of(municipality)
    palette = palette_of(design, card_type)
    logo, plate = _kept(design.logo, f"logo:{to_hex(palette.background)}", _logo(palette))
    background, _plate = _kept(design.background, "background", _background)
    return colours_of(design, card_type) | {
        "logo": logo,
        "plate": bool(logo) and (plate or bool(background)),
        "background": background,
    }


def _logo(palette: Palette) -> Callable[[Image.Image], tuple[Image.Image, bool]]:
    def made(image: Image.Image) -> tuple[Image.Image, bool]:
        """Small enough, and whether the card's colour would swallow it."""
        image.thumbnail(LOGO, Image.Resampling.LANCZOS)
        return image, contrast(typical_colour(image), palette.background) < PLATE_BELOW

    return made


def _background(image: Image.Image) -> tuple[Image.Image, bool]:
    """The middle in the shape of a card, on white, as it is printed."""
    ground = Image.new("RGBA", CARD, "white")
    ground.alpha_composite(ImageOps.fit(image, CARD, Image.Resampling.LANCZOS))
    return ground.convert("RGB"), False


def _kept(
    image: Any, use: str, make: Callable[[Image.Image], tuple[Image.Image, bool]]
) -> tuple[str, bool]:
    """Made once for each file, and kept by all that share the cache."""
    if image is None:
        return "", False
    try:
        key = f"card-on-phone:{use}:{image.pk}:{image.get_file_hash()}"
    except OSError:  # its file is lost
        return "", False
    found: tuple[str, bool] | None = cache.get(key)
    if found is None:
        found = _made(image, make)
        cache.set(key, found, KEPT)
    return found


def _made(image: Any, make: Callable[[Image.Image], tuple[Image.Image, bool]]) -> tuple[str, bool]:
    content = content_of(image)
    if content is None:
        return "", False
    try:
        picture, flag = make(opened(content))
    except PictureBrokenError:
        return "", False
    return _as_address(picture), flag


def _as_address(picture: Image.Image) -> str:
    """As WebP with at most `LARGEST` bytes; there is none that would not become that small."""
    data = b""
    for share, quality in SMALLER:
        size = max(1, round(picture.width * share)), max(1, round(picture.height * share))
        file = BytesIO()
        picture.resize(size, Image.Resampling.LANCZOS).save(file, "WEBP", quality=quality, method=2)
        data = file.getvalue()
        if len(data) <= LARGEST:
            break
    return f"data:image/webp;base64,{b64encode(data).decode()}"
