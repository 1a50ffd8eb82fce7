"""Reads codes back before cards are released, with a decoder that shares nothing with the encoder.

What is read is a picture made of the very bits that are written into the PDF, with as few dots a
module as a camera needs. zxing-cpp reads it; both encoders (the qrcode package, and Zint
behind zxing-cpp's writer) are other people's code.
"""

import numpy as np
import zxingcpp

from ehrenamtskarte.printing.codes import LARGEST_VERSION, QUIET, Code
from ehrenamtskarte.printing.errors import CardPrintError

DOTS = 4  # for a module
QR_CODES = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)


def read_back(code: Code, *, text: str, number: str) -> None:
    """Raises `CardPrintError` with the card's `number` unless the code says `text`, legibly."""
    if code.version > LARGEST_VERSION:
        raise CardPrintError(CardPrintError.Code.CODE_TOO_LARGE, number=number)
    whole = code.size + 2 * QUIET
    picture = np.full((whole, DOTS, whole, DOTS), 255, np.uint8)
    inner = slice(QUIET, QUIET + code.size)
    picture[inner, :, inner, :] *= 1 - code.modules()[:, None, :, None]
    found = zxingcpp.read_barcode(
        picture.reshape(whole * DOTS, whole * DOTS),
        formats=QR_CODES,
        try_rotate=False,
        try_downscale=False,
        try_invert=False,
    )
    if found is None or found.text != text:
        raise CardPrintError(CardPrintError.Code.CODE_UNREADABLE, number=number)
