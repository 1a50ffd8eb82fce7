"""QR codes as a camera reads them."""

from typing import Any

import zxingcpp


def read_qr(picture: Any) -> list[zxingcpp.Barcode]:
    """The QR codes in a picture (Pillow's or NumPy's), and no other kinds of barcode.

    In the modules of one in 250 QR codes a decoder sees a Codabar or ITF by chance.
    """
    return list(zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode))
