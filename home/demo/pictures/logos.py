"""Simple marks: a shape, two colours, the initials."""

import math
import random
from collections.abc import Callable

from PIL import Image, ImageDraw, ImageFont

from home.demo.pictures.geometry import Point, curve_through, rounded
from home.demo.pictures.palettes import PALETTES, darker, lighter

SIDE = 480  # pixels of the finished mark
OVERSAMPLING = 2
LARGE = SIDE * OVERSAMPLING
MIDDLE = LARGE / 2

Sheet = ImageDraw.ImageDraw
# Draws a mark in (main, second) colours and says where the initials' centre is.
Mark = Callable[[Sheet, str, str], Point]


def organisation_logo(initials: str, seed: str) -> Image.Image:
    """A mark with up to three initials on a transparent ground."""
    rng = random.Random(seed)  # noqa: S311 - nothing secret about it
    palette = rng.choice(PALETTES)
    main, second = rng.choice(
        ((palette.two, palette.three), (palette.four, palette.three), (palette.leaf, palette.one))
    )
    image = Image.new("RGBA", (LARGE, LARGE))
    sheet = ImageDraw.Draw(image)
    x, y = rng.choice(MARKS)(sheet, main, second)
    size = {1: 440, 2: 350, 3: 250}[len(initials)]
    _write(sheet, initials, (x, y), size)
    return image.reduce(OVERSAMPLING)


def association_logo(accent: str) -> Image.Image:
    """The river and four towns on its banks."""
    image = Image.new("RGBA", (LARGE, LARGE))
    sheet = ImageDraw.Draw(image)
    _disc(sheet, MIDDLE, MIDDLE, MIDDLE - 8, "#ffffff")
    _disc(sheet, MIDDLE, MIDDLE, MIDDLE - 34, accent)
    for i, colour in enumerate((lighter(accent, 0.3), "#ffffff")):
        line = [
            (90 + x, 560 + i * 110 - 70 * math.sin(x / 780 * math.tau)) for x in range(0, 790, 10)
        ]
        sheet.line(line, fill=colour, width=52, joint="curve")
        for x, y in (line[0], line[-1]):
            _disc(sheet, x, y, 26, colour)
    for x, y, colour in (
        (250, 330, "#f3b846"), (480, 230, "#ef7f4d"), (690, 330, "#ffffff"), (480, 400, "#9fd3c7"),
    ):  # fmt: skip
        _disc(sheet, x, y, 70, colour)
    return image.reduce(OVERSAMPLING)


def _write(sheet: Sheet, text: str, centre: Point, size: int) -> None:
    font = ImageFont.load_default(size)
    sheet.text(centre, text, font=font, fill="#ffffff", anchor="mm", stroke_width=size // 36,
               stroke_fill="#ffffff")  # fmt: skip


def _disc(sheet: Sheet, x: float, y: float, radius: float, fill: str) -> None:
    sheet.ellipse((x - radius, y - radius, x + radius, y + radius), fill=fill)


def _polygon(sheet: Sheet, sides: int, radius: float, fill: str, *, turn: float = 0) -> None:
    corners = [
        (
            MIDDLE + radius * math.cos(turn + i * math.tau / sides),
            MIDDLE + radius * math.sin(turn + i * math.tau / sides),
        )
        for i in range(sides)
    ]
    sheet.polygon(rounded(corners, 110), fill=fill)


def ring(sheet: Sheet, main: str, second: str) -> Point:
    _disc(sheet, MIDDLE, MIDDLE, MIDDLE - 10, second)
    _disc(sheet, MIDDLE, MIDDLE, MIDDLE - 62, main)
    return MIDDLE, MIDDLE


def card(sheet: Sheet, main: str, second: str) -> Point:
    sheet.rounded_rectangle((20, 20, LARGE - 20, LARGE - 20), 190, fill=main)
    sheet.rounded_rectangle((150, 780, LARGE - 150, 830), 25, fill=second)
    return MIDDLE, MIDDLE - 50


def hexagon(sheet: Sheet, main: str, second: str) -> Point:
    _polygon(sheet, 6, MIDDLE - 6, second, turn=math.pi / 6)
    _polygon(sheet, 6, MIDDLE - 70, main, turn=math.pi / 6)
    return MIDDLE, MIDDLE


def leaf(sheet: Sheet, main: str, second: str) -> Point:
    sheet.rounded_rectangle(
        (30, 30, LARGE - 30, LARGE - 30), 420, fill=main, corners=(False, True, False, True)
    )
    sheet.line([(110, 110), (300, 300)], fill=second, width=40)
    return MIDDLE, MIDDLE + 20


def circles(sheet: Sheet, main: str, second: str) -> Point:
    _disc(sheet, 620, 330, 320, second)
    _disc(sheet, 420, 540, 400, main)
    return 420, 540


def shield(sheet: Sheet, main: str, second: str) -> Point:
    outline: list[Point] = [(70, 60), (890, 60), (890, 520), (480, 930), (70, 520)]
    sheet.polygon(rounded(outline, 130), fill=main)
    sheet.rounded_rectangle((170, 150, 790, 200), 25, fill=second)
    return MIDDLE, 440


def flower(sheet: Sheet, main: str, second: str) -> Point:
    for i in range(8):
        a = i * math.tau / 8
        _disc(sheet, MIDDLE + 290 * math.cos(a), MIDDLE + 290 * math.sin(a), 175, second)
    _disc(sheet, MIDDLE, MIDDLE, 360, main)
    return MIDDLE, MIDDLE


def drop(sheet: Sheet, main: str, second: str) -> Point:
    points: list[Point] = [(480, 20), (760, 400), (820, 640), (680, 880), (480, 940), (280, 880),
                           (140, 640), (200, 400)]  # fmt: skip
    sheet.polygon(curve_through(points, closed=True), fill=main)
    sheet.arc((250, 480, 710, 880), 40, 140, fill=second, width=36)
    return MIDDLE, 590


def house(sheet: Sheet, main: str, second: str) -> Point:
    sheet.polygon(rounded([(480, 20), (950, 420), (10, 420)], 60), fill=second)
    sheet.rounded_rectangle((110, 340, 850, 930), 70, fill=main)
    return MIDDLE, 640


def speech(sheet: Sheet, main: str, second: str) -> Point:
    sheet.polygon([(220, 700), (460, 700), (220, 940)], fill=darker(main, 0.1))
    sheet.rounded_rectangle((20, 70, LARGE - 20, 760), 180, fill=main)
    for i in range(3):
        _disc(sheet, 640 + i * 90, 850, 34, second if i % 2 == 0 else main)
    return MIDDLE, 415


MARKS: tuple[Mark, ...] = (
    ring, card, hexagon, leaf, circles, shield, flower, drop, house, speech,
)  # fmt: skip
