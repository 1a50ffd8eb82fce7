"""Cards and looks to print."""

import datetime as dt
import random
from io import BytesIO

import pypdfium2
from PIL import Image, ImageDraw

from ehrenamtskarte.enums import CardType
from ehrenamtskarte.printing.cards import CardLook, PrintedCard
from tests.qr import read_qr

HOST = "EHRENAMT.LUNE.DE"  # 16 letters, as in the design


def text_of(size=128, *, kind=1, host=HOST, seed=0):
    """A code's text of so many random bytes."""
    data = b"\x01" + random.Random(seed).randbytes(size)
    return f"HTTPS://{host}/K#{kind}{int.from_bytes(data, 'big')}"


def card(name="Maria Müller", number="LUE-26-4711", *, seed=0, **values):
    kind = values.get("card_type", CardType.STANDARD)
    return PrintedCard(
        **{
            "number": number,
            "name": name,
            "card_type": kind,
            "town": "Stadt Lünen",
            "valid_from": dt.date(2026, 12, 1),
            "valid_until": None if kind == CardType.JUBILEE else dt.date(2028, 11, 30),
            "qr_text": text_of(seed=seed),
            **values,
        }
    )


def picture(width=600, height=300, colour="#ffffff", *, form="PNG", mode="RGB"):
    """A picture of one colour with a dark frame."""
    image = Image.new(mode, (width, height), colour)
    if mode == "RGB":
        ImageDraw.Draw(image).rectangle((0, 0, width - 1, height - 1), outline="#333333", width=4)
    file = BytesIO()
    image.save(file, form)
    return file.getvalue()


LOOK = CardLook(
    signed_by_name="Erika Beispiel",
    signed_by_role="Bürgermeisterin",
    address="ehrenamt.luenen.example/ehrenamtskarte",
)
DAY = dt.date(2026, 11, 21)


def rendered(data, *, dpi=300):
    """The pages of a PDF as pictures."""
    document = pypdfium2.PdfDocument(data)
    try:
        return [page.render(scale=dpi / 72).to_pil() for page in document]
    finally:
        document.close()


def codes_in(image):
    """The texts of the codes in a picture, from left to right and top to bottom."""
    found = read_qr(image)
    return [
        one.text
        for one in sorted(
            found, key=lambda one: (one.position.top_left.y // 100, one.position.top_left.x)
        )
    ]
