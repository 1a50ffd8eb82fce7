"""A film for Chromium's fake camera: cards are held before it, one after the other, by a hand.

Each comes in from the side, moves, tilts, turns and is now and then out of focus. While the card is
wholly in the picture, its upper left corner is white: so a test can tell since when it was to be
read. The film is MJPEG (JPEG files one after the other), which Chromium plays in a loop with 30
pictures a second; every picture stands three times in it.
"""

import base64
import math
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter

SIZE = (1280, 720)
REPEATED = 3
SHOWN, COMING, EMPTY = 15, 2, 6  # pictures, of which there are ten a second
TABLE = (92, 84, 78)
CORNER = (0, 0, 40, 40)


def write_film(path: Path, sights: Iterable[str]) -> None:
    """A film of the sights (PNG, base64), in their order."""
    with path.open("wb") as film:
        for sight in sights:
            picture = Image.open(BytesIO(base64.b64decode(sight))).convert("RGBA")
            for frame in _held(picture):
                film.write(_jpeg(frame) * REPEATED)
            film.write(_jpeg(Image.new("RGB", SIZE, TABLE)) * REPEATED * EMPTY)


def _held(picture: Image.Image) -> Iterator[Image.Image]:
    """One sight: it comes, is held by a hand that is not still, and goes."""
    scale = min(0.62 * SIZE[0] / picture.width, 0.8 * SIZE[1] / picture.height)
    for number in range(COMING + SHOWN):
        time = max(0, number - COMING + 1) / SHOWN
        out = max(0, COMING - number) / COMING  # how far it is still outside
        sway = math.sin(2 * math.pi * time)
        held = _turned(picture, scale * (1 + 0.06 * sway), angle=9 * sway, lean=0.1 * time)
        focus = 4 * out + 1.5 * abs(math.sin(3 * math.pi * time))
        frame = Image.new("RGB", SIZE, TABLE)
        x = (SIZE[0] - held.width) // 2 + round(60 * math.cos(5 * time) - out * SIZE[0])
        y = (SIZE[1] - held.height) // 2 + round(20 * sway)
        frame.paste(held, (x, y), held)
        frame = frame.filter(ImageFilter.BoxBlur(focus))
        if not out:
            ImageDraw.Draw(frame).rectangle(CORNER, fill="white")
        yield frame


def _turned(picture: Image.Image, scale: float, *, angle: float, lean: float) -> Image.Image:
    """Nearer or farther, turned by degrees, and leaning back, so that its top is narrower."""
    width, height = round(picture.width * scale), round(picture.height * scale)
    sized = picture.resize((width, height), Image.Resampling.BILINEAR)
    inset = lean * width / 2
    # Where in the picture each corner of what is seen comes from.
    corners = (-inset, 0, 0, height, width, height, width + inset, 0)
    leaning = sized.transform(
        sized.size, Image.Transform.QUAD, corners, Image.Resampling.BILINEAR, fillcolor=(0, 0, 0, 0)
    )
    return leaning.rotate(angle, Image.Resampling.BILINEAR, expand=True)


def _jpeg(frame: Image.Image) -> bytes:
    file = BytesIO()
    frame.save(file, "JPEG", quality=85)
    return file.getvalue()
