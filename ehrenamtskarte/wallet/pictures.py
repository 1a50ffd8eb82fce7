"""The pictures inside of a pass: sizes in points, times 1, 2 and 3 for fine screens."""

from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Final

from django.contrib.staticfiles import finders
from PIL import Image

from core.colour import Rgb, contrast
from ehrenamtskarte.printing.looks import PLATE_BELOW
from ehrenamtskarte.printing.pictures import PictureBrokenError, opened, typical_colour

NEUTRAL: Final = "icons/karte-512.png"
ICON: Final = 29
LOGO: Final = (160, 50)  # as much as Apple shows
PLATE: Final = 4  # of white around a logo that the card's colour would swallow
SCALES: Final = {1: "", 2: "@2x", 3: "@3x"}


@lru_cache
def icons() -> dict[str, bytes]:
    """The site's own sign, for lists and notices; by name of file."""
    found = finders.find(NEUTRAL)
    if not isinstance(found, str):
        raise FileNotFoundError(NEUTRAL)
    image = opened(Path(found).read_bytes())
    return {
        f"icon{suffix}.png": _png(image.resize((ICON * scale,) * 2, Image.Resampling.LANCZOS))
        for scale, suffix in SCALES.items()
    }


def logos(content: bytes | None, background: Rgb) -> dict[str, bytes]:
    """The town's logo by name of file; nothing without one, or if it can't be opened any more."""
    if content is None:
        return {}
    try:
        image = opened(content)
    except PictureBrokenError:
        return {}
    margin = PLATE if contrast(typical_colour(image), background) < PLATE_BELOW else 0
    return {
        f"logo{suffix}.png": _png(_placed(image, scale, margin * scale))
        for scale, suffix in SCALES.items()
    }


def _placed(image: Image.Image, scale: int, margin: int) -> Image.Image:
    """As large as fits, enlarged as well, so that it is as large on any screen."""
    most = tuple(side * scale - 2 * margin for side in LOGO)
    share = min(most[0] / image.width, most[1] / image.height)
    size = max(1, round(image.width * share)), max(1, round(image.height * share))
    fitted = image.resize(size, Image.Resampling.LANCZOS)
    if not margin:
        return fitted
    plate = Image.new("RGBA", (size[0] + 2 * margin, size[1] + 2 * margin), "white")
    plate.alpha_composite(fitted, (margin, margin))
    return plate


def _png(image: Image.Image) -> bytes:
    file = BytesIO()
    image.save(file, "PNG", optimize=True)
    return file.getvalue()
