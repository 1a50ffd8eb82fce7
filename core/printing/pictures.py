"""Logos and other pictures in PDFs."""

from io import BytesIO

from PIL import Image, UnidentifiedImageError
from reportlab.lib.utils import ImageReader
from reportlab.platypus import Flowable
from wagtail.images.models import AbstractImage

from core.pictures import rendition
from core.printing.tagging import Element, TaggedCanvas

SHARP = "max-1000x500|format-png"  # at 55 mm of width over 400 dots per inch


class Picture(Flowable):
    """A picture as large as fits into `width` and `height` points; `element` says what it shows."""

    def __init__(
        self, content: bytes, *, width: float, height: float, element: Element, align: str = "LEFT"
    ) -> None:
        super().__init__()
        self.reader = ImageReader(BytesIO(content))
        pixels = self.reader.getSize()
        share = min(width / pixels[0], height / pixels[1])
        self.width, self.height = pixels[0] * share, pixels[1] * share
        self.element = element
        self.hAlign = align

    def wrap(self, *available: float) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        canvas: TaggedCanvas = self.canv
        with canvas.drawing(self.element):
            canvas.drawImage(self.reader, 0, 0, self.width, self.height, mask="auto")


def printable(image: AbstractImage | None) -> bytes | None:
    """An uploaded picture as PNG for paper; None without one, or if its file is lost or broken."""
    found = rendition(image, SHARP)
    if found is None:
        return None
    try:
        with found.file.open("rb") as file:
            content: bytes = file.read()
        Image.open(BytesIO(content)).verify()
    except (OSError, SyntaxError, UnidentifiedImageError):
        return None
    return content
