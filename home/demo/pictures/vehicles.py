"""What has wheels."""

import math

from home.demo.pictures.canvas import Canvas
from home.demo.pictures.palettes import INK, METAL, darker


def bicycle(c: Canvas, x: float, ground: float, size: float, frame: str) -> None:
    s = size
    r = 88 * s
    back, front = (x - 130 * s, ground - r), (x + 130 * s, ground - r)
    for wheel in (back, front):
        c.ring(*wheel, r, 12 * s, INK)
        c.ring(*wheel, r - 14 * s, 3 * s, METAL)
        for step in range(8):
            a = step * math.tau / 8
            c.line([wheel, (wheel[0] + r * 0.84 * math.cos(a), wheel[1] + r * 0.84 * math.sin(a))],
                   2.5 * s, METAL)  # fmt: skip
    pedal, seat = (x - 20 * s, ground - r + 6 * s), (x - 66 * s, ground - 236 * s)
    bar = (x + 92 * s, ground - 236 * s)
    c.line([seat, pedal, back, seat, bar, pedal], 13 * s, frame)
    c.line([bar, front], 13 * s, frame)
    c.line([bar, (x + 84 * s, ground - 274 * s), (x + 124 * s, ground - 290 * s)], 11 * s, INK)
    c.rect(x - 102 * s, ground - 262 * s, 74 * s, 20 * s, INK, radius=10 * s)
    c.ring(*pedal, 20 * s, 7 * s, METAL)


def wheels(c: Canvas, ground: float, r: float, *xs: float) -> None:
    for x in xs:
        c.circle(x, ground - r, r, INK)
        c.circle(x, ground - r, r * 0.45, METAL)


def bus(c: Canvas, x: float, ground: float, body: str, stripe: str) -> None:
    """A small bus, 640 units long."""
    c.rect(x, ground - 300, 640, 260, body, radius=46)
    c.rect(x, ground - 120, 640, 26, stripe)
    for i in range(4):
        c.rect(x + 40 + i * 122, ground - 264, 104, 104, "#d8eef5", radius=14)
    c.rect(x + 534, ground - 264, 84, 104, "#d8eef5", radius=22)
    c.rect(x + 420, ground - 268, 92, 216, darker(body, 0.14), radius=12)
    c.rect(x + 432, ground - 256, 68, 120, "#d8eef5", radius=8)
    c.rect(x + 220, ground - 330, 200, 34, INK, radius=8)
    c.circle(x + 622, ground - 84, 14, "#ffe08a")
    wheels(c, ground, 54, x + 130, x + 366)


def car(c: Canvas, x: float, ground: float, body: str) -> None:
    c.smooth([(x - 120, ground - 110), (x - 70, ground - 196), (x + 70, ground - 200),
              (x + 140, ground - 112)], body)  # fmt: skip
    c.rect(x - 220, ground - 130, 440, 96, body, radius=44)
    c.poly(
        [
            (x - 92, ground - 122),
            (x - 58, ground - 178),
            (x - 6, ground - 182),
            (x - 6, ground - 122),
        ],
        "#d8eef5",
    )
    c.poly(
        [
            (x + 8, ground - 122),
            (x + 8, ground - 182),
            (x + 62, ground - 178),
            (x + 108, ground - 122),
        ],
        "#d8eef5",
    )
    c.circle(x + 204, ground - 92, 14, "#ffe08a")
    wheels(c, ground, 44, x - 130, x + 132)


def wheelchair(c: Canvas, x: float, ground: float, size: float, colour: str) -> None:
    """Its seat lies 150 units above the ground at size 1."""
    s = size
    c.line(
        [
            (x - 62 * s, ground - 270 * s),
            (x - 52 * s, ground - 140 * s),
            (x + 66 * s, ground - 140 * s),
            (x + 106 * s, ground - 36 * s),
        ],
        14 * s,
        INK,
    )
    c.line([(x - 62 * s, ground - 270 * s), (x - 96 * s, ground - 276 * s)], 12 * s, INK)
    c.rect(x - 62 * s, ground - 162 * s, 132 * s, 22 * s, colour, radius=8 * s)
    c.ring(x - 20 * s, ground - 98 * s, 98 * s, 13 * s, INK)
    c.ring(x - 20 * s, ground - 98 * s, 78 * s, 4 * s, METAL)
    c.circle(x + 96 * s, ground - 26 * s, 26 * s, INK)
    c.circle(x + 96 * s, ground - 26 * s, 11 * s, METAL)
