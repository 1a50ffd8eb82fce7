"""Logo, background and signature, as a card needs them."""

import zlib
from dataclasses import dataclass
from io import BytesIO

import numpy as np
from PIL import Image, ImageOps

from core.colour import TEXT_CONTRAST, Rgb, relative_luminance
from ehrenamtskarte.printing.boxes import Box

FINEST = 600  # dots per inch; more is not seen and makes files large
PHOTO = 300
JPEG_QUALITY = 90


class PictureBrokenError(Exception):
    """A picture can't be opened."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture for PDFs: a JPEG, or RGB bytes with a byte of opacity each, packed by zlib."""

    width: int
    height: int
    jpeg: bytes = b""
    pixels: bytes = b""
    opacity: bytes = b""


def opened(content: bytes) -> Image.Image:
    """The picture upright, in RGBA. Raises `PictureBrokenError`."""
    try:
        with Image.open(BytesIO(content)) as image:
            return ImageOps.exif_transpose(image).convert("RGBA")
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise PictureBrokenError from error


def sharp(image: Image.Image, *, width: float, height: float) -> Picture:
    """A logo or signature, whose edges matter, for a place of so many points."""
    image = image.copy()
    most = round(width / 72 * FINEST), round(height / 72 * FINEST)
    image.thumbnail(most, Image.Resampling.LANCZOS)
    return Picture(
        *image.size,
        pixels=zlib.compress(image.convert("RGB").tobytes(), 9),
        opacity=zlib.compress(image.getchannel("A").tobytes(), 9),
    )


def filling(image: Image.Image, *, width: float, height: float) -> Image.Image:
    """The middle of a picture in the shape of a place of so many points, on white, in RGB."""
    size = round(width / 72 * PHOTO), round(height / 72 * PHOTO)
    cut = ImageOps.fit(image, size, Image.Resampling.LANCZOS)
    ground = Image.new("RGBA", size, "white")
    ground.alpha_composite(cut)
    return ground.convert("RGB")


def photo(image: Image.Image) -> Picture:
    """A picture in RGB as JPEG."""
    file = BytesIO()
    image.save(file, "JPEG", quality=JPEG_QUALITY, subsampling=0)
    return Picture(*image.size, jpeg=file.getvalue())


def resolution(dots: int, points: float) -> float:
    """Dots per inch of so many dots on so many points."""
    return dots / points * 72


def typical_colour(image: Image.Image) -> Rgb:
    """The mean colour of what is not transparent."""
    small = np.asarray(image.resize((48, 48)), np.float64)
    weights = small[..., 3]
    if not weights.any():
        return 255, 255, 255
    red, green, blue = (
        round(float(np.average(small[..., channel], weights=weights))) for channel in range(3)
    )
    return red, green, blue


def illegible_share(image: Image.Image, box: Box, *, within: Box, text: Rgb) -> float:
    """The part of the dots below `box` with which `text` has too little contrast.

    The picture fills `within`. Luminance as in `core.colour`, for all dots at once.
    """
    scale = image.width / within.width
    left, right = (box.x - within.x) * scale, (box.right - within.x) * scale
    above, below = (within.top - box.top) * scale, (within.top - box.y) * scale
    part = np.asarray(image.crop((int(left), int(above), int(right), int(below))), np.float64) / 255
    linear = np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)
    dots = linear @ np.array([0.2126, 0.7152, 0.0722])
    own = relative_luminance(text)
    light, dark = np.maximum(dots, own), np.minimum(dots, own)
    return float(np.mean((light + 0.05) / (dark + 0.05) < TEXT_CONTRAST))
