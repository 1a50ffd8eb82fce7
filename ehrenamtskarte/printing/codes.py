"""The card's QR code: its text, and the modules that say it (ISO/IEC 18004).

Two encoders stand behind `make_code` and make the same modules, bit for bit: the qrcode package for
single codes, zxing-cpp's writer, twenty times as fast, for batches.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

import numpy as np
import qrcode
import zxingcpp
from numpy.typing import NDArray
from qrcode.constants import ERROR_CORRECT_L, ERROR_CORRECT_M
from qrcode.util import MODE_8BIT_BYTE, MODE_ALPHA_NUM, MODE_NUMBER, QRData

from ehrenamtskarte.printing.errors import CardPrintError

QUIET = 4  # modules of white around the code (ISO/IEC 18004, 9.1)
# Choosing among eight masks costs five times the rest, and pictures of both are read equally often
# (benchmarks/card_legibility.py).
MASK = 3
LARGEST_VERSION = 10  # on the card; more modules would be smaller than 0.45 mm

_TEXT = re.compile(r"(HTTPS?://[0-9A-Z $%*+./:-]+/K)#([12][0-9]+)\Z", re.ASCII)


class Level(StrEnum):
    """How much of a code may be lost: `M` 15 % for what is printed, `L` 7 % for bright screens."""

    L = "L"
    M = "M"


_QRCODE_LEVELS = {Level.L: ERROR_CORRECT_L, Level.M: ERROR_CORRECT_M}


@dataclass(frozen=True, slots=True)
class Code:
    """The modules of a code: `size` rows, each of whole bytes, first module in the highest bit.

    A set bit is a dark module. There is no quiet zone in it.
    """

    size: int
    bits: bytes

    @property
    def version(self) -> int:
        return (self.size - 17) // 4

    @property
    def row_bytes(self) -> int:
        return (self.size + 7) // 8

    def modules(self) -> NDArray[np.uint8]:
        """The same as a square of ones (dark) and zeros."""
        rows = np.frombuffer(self.bits, np.uint8).reshape(self.size, self.row_bytes)
        return np.unpackbits(rows, axis=1, count=self.size)


def make_code(text: str, *, level: Level, in_bulk: bool = False) -> Code:
    """The code of a card's text, in as few modules as it takes.

    `text` is `HTTPS://<HOST>/K#` and digits (docs/card-credential.md; `HTTP` on a developer's
    machine): the address is encoded as alphanumeric, `#` as a byte and the digits as a number.
    `in_bulk` takes the faster encoder; the modules are the same. Raises `CardPrintError`
    (`CODE_TEXT`) on another text.
    """
    parts = _TEXT.match(text)
    if not parts:
        raise CardPrintError(CardPrintError.Code.CODE_TEXT)
    modules = _by_zxing(text, level) if in_bulk else _by_qrcode(parts[1], parts[2], level)
    return Code(size=len(modules), bits=np.packbits(modules, axis=1).tobytes())


def as_svg(code: Code) -> str:
    """The code with its quiet zone as an SVG for screens: one path, a module is one unit.

    Black on white whatever the page's colours are, or readers fail in the dark.
    """
    whole = code.size + 2 * QUIET
    runs = []
    for y, row in enumerate(code.modules().tolist(), start=QUIET):
        x = QUIET
        for is_dark, run in groupby(row):
            length = len(list(run))
            if is_dark:
                runs.append(f"M{x} {y}h{length}v1h-{length}z")
            x += length
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {whole} {whole}"'
        ' shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M0 0h{whole}v{whole}H0z"/><path d="{"".join(runs)}"/></svg>'
    )


def _by_qrcode(address: str, digits: str, level: Level) -> NDArray[np.bool_]:
    code = qrcode.QRCode(error_correction=_QRCODE_LEVELS[level], border=0, mask_pattern=MASK)
    code.add_data(QRData(address, MODE_ALPHA_NUM))
    code.add_data(QRData(b"#", MODE_8BIT_BYTE))
    code.add_data(QRData(digits, MODE_NUMBER))
    try:
        code.make(fit=True)
    except ValueError as error:  # more than version 40 holds
        raise CardPrintError(CardPrintError.Code.CODE_TEXT) from error
    return np.array(code.get_matrix(), bool)


def _by_zxing(text: str, level: Level) -> NDArray[np.bool_]:
    try:
        code = zxingcpp.create_barcode(
            text, zxingcpp.BarcodeFormat.QRCode, ec_level=level.value, data_mask=MASK
        )
    except ValueError as error:
        raise CardPrintError(CardPrintError.Code.CODE_TEXT) from error
    picture = np.asarray(zxingcpp.write_barcode_to_image(code, add_quiet_zones=False))
    return picture == 0
