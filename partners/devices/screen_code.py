"""A QR code on a screen, as lines of an SVG."""

from itertools import groupby
from typing import Final

import qrcode
from qrcode.constants import ERROR_CORRECT_M

QUIET: Final = 4  # modules of white around it (ISO/IEC 18004, 9.1)


def svg_lines(text: str) -> tuple[str, int]:
    """The dark modules as the `d` of a path, one unit each, and the width with the quiet zone."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=0)
    code.add_data(text)
    code.make(fit=True)
    rows = code.get_matrix()
    lines = []
    for number, row in enumerate(rows):
        column = QUIET
        for is_dark, run in groupby(row):
            length = len(list(run))
            if is_dark:
                lines.append(f"M{column} {number + QUIET}h{length}v1h-{length}z")
            column += length
    return "".join(lines), len(rows) + 2 * QUIET
