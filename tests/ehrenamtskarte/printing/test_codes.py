import re

import numpy as np
import pytest
from defusedxml import ElementTree
from PIL import Image

from ehrenamtskarte.printing.codes import QUIET, Level, as_svg, make_code
from ehrenamtskarte.printing.errors import CardPrintError
from tests.ehrenamtskarte.printing.samples import text_of
from tests.qr import read_qr


def read(modules, scale=4):
    light = (1 - np.pad(modules, QUIET)) * np.uint8(255)
    return next(iter(read_qr(light.repeat(scale, 0).repeat(scale, 1))), None)


@pytest.mark.parametrize(
    ("size", "host", "level", "version"),
    [
        (128, "EHRENAMT.LUNE.DE", Level.M, 8),
        (128, "EHRENAMT.LUENEN-NRW.DE", Level.M, 9),
        (250, "EHRENAMT.LUNE.DE", Level.L, 11),
    ],
)
@pytest.mark.parametrize("in_bulk", [False, True])
def test_the_code_is_as_small_as_the_design_says(size, host, level, version, in_bulk):
    text = text_of(size, host=host)
    code = make_code(text, level=level, in_bulk=in_bulk)
    assert code.version == version
    found = read(code.modules())
    assert (found.text, found.ec_level) == (text, level.value)


@pytest.mark.parametrize("seed", range(12))
def test_both_encoders_make_the_same_modules(seed):
    """Each vouches for the other: they have no line in common."""
    text = text_of(100 + 7 * seed, kind=1 + seed % 2, host="A.DE:8000", seed=seed)
    for level in Level:
        assert make_code(text, level=level) == make_code(text, level=level, in_bulk=True)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "https://a.de/k#1234",
        "HTTPS://A.DE/K#3123",
        "HTTPS://A.DE/K#1",
        "HTTPS://A.DE/K#112a",
        "HTTPS://A.DE/K#1٣",
        "HTTPS://LÜNEN.DE/K#112",
        "HTTPS://A.DE/K#112\n",
        "HTTPS://A.DE/K#1" + "9" * 8000,
    ],
)
@pytest.mark.parametrize("in_bulk", [False, True])
def test_only_texts_of_cards_become_codes(text, in_bulk):
    with pytest.raises(CardPrintError) as caught:
        make_code(text, level=Level.M, in_bulk=in_bulk)
    assert caught.value.code == CardPrintError.Code.CODE_TEXT


def test_a_developer_s_machine_has_codes_too():
    text = text_of(host="127.0.0.1:8000").replace("HTTPS", "HTTP")
    assert read(make_code(text, level=Level.M).modules()).text == text


def test_the_svg_draws_the_same_modules():
    code = make_code(text_of(), level=Level.L)
    svg = ElementTree.fromstring(as_svg(code))
    whole = code.size + 2 * QUIET
    assert svg.get("viewBox") == f"0 0 {whole} {whole}"
    light, dark = svg
    assert light.get("fill") == "#fff"
    image = Image.new("L", (whole, whole), 255)
    for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", dark.get("d")):
        image.paste(0, (int(x), int(y), int(x) + int(width), int(y) + 1))
    drawn = (np.asarray(image) == 0)[QUIET:-QUIET, QUIET:-QUIET]
    assert (drawn == code.modules()).all()
