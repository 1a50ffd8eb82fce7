"""A QR code drawn in lines, so that it is crisp at any size."""

from functools import lru_cache
from itertools import groupby

import qrcode
from qrcode.constants import ERROR_CORRECT_M
from reportlab.platypus import Flowable

from core.printing.tagging import Element, TaggedCanvas

# Trying all eight masks takes seven times as long, and blurred and noisy pictures of sixty codes of
# real length were read equally often with this one.
MASK = 3
QUIET = 4  # modules of white around the code (ISO/IEC 18004, 9.1)


class QrCode(Flowable):
    """The code of an address, `size` points wide with its quiet zone; a picture to `element`."""

    def __init__(self, address: str, size: float, element: Element) -> None:
        super().__init__()
        self.address = address
        self.width = self.height = size
        self.element = element

    def wrap(self, *available: float) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        canvas: TaggedCanvas = self.canv
        rows = _modules(self.address)
        path = canvas.beginPath()
        for number, row in enumerate(rows):
            column = QUIET
            for is_dark, run in groupby(row):
                length = len(list(run))
                if is_dark:
                    path.rect(column, len(rows) + QUIET - number - 1, length, 1)
                column += length
        canvas.saveState()
        module = self.width / (len(rows) + 2 * QUIET)
        canvas.scale(module, module)
        canvas.setFillGray(0)
        with canvas.drawing(self.element):
            canvas.drawPath(path, stroke=0, fill=1)
        canvas.restoreState()


# An offer's code never changes and takes longer to find than all the rest of its entry.
@lru_cache(maxsize=2_000)
def _modules(address: str) -> tuple[bytes, ...]:
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=0, mask_pattern=MASK)
    code.add_data(address)
    code.make(fit=True)
    return tuple(bytes(row) for row in code.get_matrix())
