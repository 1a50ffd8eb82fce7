"""What a card looks like, as pictures for a screen: rendered from the very PDF that is printed."""

from io import BytesIO
from threading import Lock
from typing import Final

import pypdfium2

WIDTH: Final = 720  # dots of each picture; twice what a screen shows, so that small print is sharp
_one_at_a_time = Lock()  # PDFium answers one thread only


def card_pictures(pdf: bytes) -> list[bytes]:
    """A PNG of each page of `sheets.card_pdf`: front and back."""
    with _one_at_a_time:
        document = pypdfium2.PdfDocument(pdf)
        try:
            return [_picture(page) for page in document]
        finally:
            document.close()


def _picture(page: pypdfium2.PdfPage) -> bytes:
    file = BytesIO()
    page.render(scale=WIDTH / page.get_width()).to_pil().save(file, "PNG")
    return file.getvalue()
