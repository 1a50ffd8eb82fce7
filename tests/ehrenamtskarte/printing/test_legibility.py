"""Codes of printed cards in bad pictures; benchmarks/card_legibility.py finds where reading ends.

All of it is drawn from fixed seeds, and each case leaves room to where reading begins to fail.
"""

import numpy as np
import pytest
from PIL import Image, ImageFilter

from ehrenamtskarte.printing.looks import ready_look
from ehrenamtskarte.printing.sheets import card_pdf
from tests.ehrenamtskarte.printing.samples import DAY, LOOK, card, codes_in, rendered, text_of

HOST_OF_22 = "EHRENAMT.LUENEN-NRW.DE"  # version 9
WHITE = 255


@pytest.fixture(scope="module", params=["EHRENAMT.LUNE.DE", HOST_OF_22])
def back(request):
    """The text of a code, and the card's back at 300 dots an inch."""
    one = card(qr_text=text_of(host=request.param))
    _, image = rendered(card_pdf(one, ready_look(LOOK), day=DAY))
    return one.qr_text, image.convert("L")


@pytest.mark.parametrize("degrees", [7, 45, 90, 161, 180, 278])
def test_turned(back, degrees):
    text, image = back
    turned = image.rotate(degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=WHITE)
    assert codes_in(turned) == [text]


@pytest.mark.parametrize("dots", [1, 2, 2.5])
def test_out_of_focus(back, dots):
    text, image = back
    assert codes_in(image.filter(ImageFilter.GaussianBlur(dots))) == [text]


@pytest.mark.parametrize("corner", [(0.12, 0), (0, 0.12), (0.12, 0.12), (-0.1, 0.1)])
def test_seen_from_the_side(back, corner):
    text, image = back
    width, height = image.size
    x, y = corner[0] * width, corner[1] * height
    # Which quadrilateral of the original fills the picture: opposite corners move outwards.
    corners = (-abs(x), -abs(y), x, height + y, width + abs(x), height + abs(y), width - x, -y)
    seen = image.transform(image.size, Image.Transform.QUAD, corners, fillcolor=WHITE)
    assert codes_in(seen) == [text]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_in_bad_light(back, seed):
    """Dark at one side, grainy as at night, and packed hard."""
    text, image = back
    noise = np.random.default_rng(seed).normal(0, 25, image.size[::-1])
    light = np.linspace(0.45, 0.9, image.width)
    dots = (np.asarray(image) * light + 20 + noise).clip(0, WHITE).astype(np.uint8)
    assert codes_in(Image.fromarray(dots)) == [text]


def test_thirty_percent_noise(back):
    """A camera shows many pictures a second; one of five has to do."""
    text, image = back
    read = []
    for seed in range(5):
        rng = np.random.default_rng(seed)
        dots = np.asarray(image).copy()
        hit = rng.random(dots.shape) < 0.3
        dots[hit] = rng.integers(0, 256, dots.shape, np.uint8)[hit]
        read += codes_in(Image.fromarray(dots))
    assert set(read) == {text}


@pytest.mark.parametrize("place", [(0.3, 0.3), (0.45, 0.6), (0.65, 0.35), (0.4, 0.05)])
@pytest.mark.parametrize("colour", [0, 255])
def test_partly_covered(back, place, colour):
    """A spot of 6 % of the code; level M makes up for more."""
    text, image = back
    left, top, size = (value / 25.4 * 300 for value in (5.5, 12, 29))
    side = 0.06**0.5 * size
    x, y = left + place[0] * size, top + place[1] * size
    image = image.copy()
    image.paste(colour, tuple(round(edge) for edge in (x, y, x + side, y + side)))
    assert codes_in(image) == [text]


@pytest.mark.parametrize("dots", [240, 300, 400])
def test_far_away(back, dots):
    """The code that many dots wide."""
    text, image = back
    scale = dots / (29.3 / 25.4 * 300)
    size = round(image.width * scale), round(image.height * scale)
    small = image.resize(size, Image.Resampling.BOX).rotate(
        11, Image.Resampling.BICUBIC, expand=True, fillcolor=WHITE
    )
    assert codes_in(small) == [text]
