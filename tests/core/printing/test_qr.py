from PIL import Image

from core.printing.qr import QUIET, _modules
from tests.qr import read_qr


def test_the_code_is_what_a_reader_expects():
    address = "https://verbund.example/luenen/tafel/fahrer-gesucht/"
    rows = _modules(address)
    size = len(rows) + 2 * QUIET
    image = Image.new("L", (size, size), 255)
    for y, row in enumerate(rows):
        for x, is_dark in enumerate(row):
            if is_dark:
                image.putpixel((x + QUIET, y + QUIET), 0)
    (code,) = read_qr(image.resize((size * 6, size * 6), 0))
    assert code.text == address
