"""Houses, towers and what a town's outline is made of."""

import random

from home.demo.pictures.canvas import Canvas
from home.demo.pictures.palettes import DARK_WOOD, INK, PAPER, Palette, darker, lighter, mixed

GLASS = "#cfe7ee"
LIT = "#ffe3a1"


def house(
    c: Canvas,
    x: float,
    ground: float,
    width: float,
    height: float,
    wall: str,
    roof: str,
    *,
    glass: str = GLASS,
    gable: float = 0.55,
) -> None:
    """A house with its gable to the street; `height` is that of the walls."""
    top = ground - height
    c.rect(x, top, width, height, wall)
    c.poly([(x - width * 0.07, top + 2), (x + width / 2, top - width * gable),
            (x + width * 1.07, top + 2)], roof)  # fmt: skip
    c.circle(x + width / 2, top - width * gable * 0.4, width * 0.08, glass)
    columns = max(2, round(width / 90))
    rows = max(1, round(height / 110))
    w, h = width / columns, height / rows
    for row in range(rows):
        for column in range(columns):
            wx, wy = x + column * w + w * 0.26, top + row * h + h * 0.2
            if row == rows - 1 and column == columns // 2:
                c.rect(wx, wy, w * 0.48, h * 0.8, darker(roof, 0.25), radius=4)
            else:
                window(c, wx, wy, w * 0.48, h * 0.52, glass)


def window(c: Canvas, x: float, y: float, width: float, height: float, glass: str = GLASS) -> None:
    c.rect(x, y, width, height, PAPER, radius=4)
    bar = max(4, width * 0.08)
    half_w, half_h = (width - 3 * bar) / 2, (height - 3 * bar) / 2
    for i in range(2):
        for j in range(2):
            c.rect(
                x + bar + i * (half_w + bar), y + bar + j * (half_h + bar), half_w, half_h, glass
            )


def row_of_houses(
    c: Canvas,
    p: Palette,
    rng: random.Random,
    ground: float,
    *,
    start: float = -40,
    end: float = 1640,
) -> None:
    x = start
    walls = [lighter(colour, 0.35) for colour in (p.one, p.three, p.four, p.two)] + [PAPER]
    before = ""
    while x < end:
        width, height = rng.uniform(150, 230), rng.uniform(170, 300)
        wall = rng.choice([w for w in walls if w != before])
        before = wall
        roof = rng.choice(("#b4533f", "#8e4436", "#6b5a63", p.two))
        house(c, x, ground, width, height, wall, roof, gable=rng.uniform(0.4, 0.65))
        x += width + rng.uniform(6, 14)


def outline(
    c: Canvas, rng: random.Random, ground: float, colour: str, *, tall: bool = False
) -> None:
    """A far town as one flat shape: roofs, a steeple, and, if `tall`, high-rise blocks."""
    x = -20.0
    while x < 1620:
        width = rng.uniform(60, 130)
        height = rng.uniform(60, 130)
        if tall and rng.random() < 0.22:
            c.rect(x, ground - height * 2.3, width * 0.8, height * 2.3, colour)
        else:
            c.rect(x, ground - height, width, height, colour)
            c.poly([(x - 6, ground - height), (x + width / 2, ground - height - width * 0.45),
                    (x + width + 6, ground - height)], colour)  # fmt: skip
        x += width + rng.uniform(0, 30)


def church(c: Canvas, x: float, ground: float, size: float, wall: str, roof: str) -> None:
    """A church with its steeple on the left; about 420 units high at size 1."""
    s = size
    c.rect(x + 90 * s, ground - 170 * s, 230 * s, 170 * s, wall)
    c.poly([(x + 80 * s, ground - 168 * s), (x + 120 * s, ground - 260 * s),
            (x + 300 * s, ground - 260 * s), (x + 334 * s, ground - 168 * s)], roof)  # fmt: skip
    c.rect(x, ground - 260 * s, 96 * s, 260 * s, lighter(wall, 0.15))
    c.poly([(x - 8 * s, ground - 258 * s), (x + 48 * s, ground - 430 * s),
            (x + 104 * s, ground - 258 * s)], roof)  # fmt: skip
    for dx in (130, 200, 270):
        c.rect(x + dx * s, ground - 130 * s, 30 * s, 80 * s, GLASS, radius=15 * s)
    c.rect(x + 33 * s, ground - 215 * s, 30 * s, 60 * s, GLASS, radius=15 * s)
    c.rect(x + 26 * s, ground - 70 * s, 44 * s, 70 * s, darker(roof, 0.3), radius=20 * s)


def headframe(c: Canvas, x: float, ground: float, size: float, colour: str, wheel: str) -> None:
    """The winding tower of a mine."""
    s = size
    c.line([(x - 70 * s, ground), (x - 34 * s, ground - 330 * s)], 16 * s, colour)
    c.line([(x + 70 * s, ground), (x + 34 * s, ground - 330 * s)], 16 * s, colour)
    c.line([(x + 34 * s, ground - 320 * s), (x + 230 * s, ground)], 18 * s, colour)
    for i in range(4):
        y = ground - (40 + i * 75) * s
        half = (66 - i * 8) * s
        c.line([(x - half, y), (x + half, y)], 9 * s, colour)
        c.line([(x - half, y), (x + half - 8 * s, y - 75 * s)], 7 * s, colour)
    c.rect(x - 62 * s, ground - 348 * s, 124 * s, 18 * s, colour)
    for dx in (-26, 26):
        c.ring(x + dx * s, ground - 376 * s, 44 * s, 9 * s, wheel)
        for a, b in (((-40, 0), (40, 0)), ((0, -40), (0, 40))):
            c.line([(x + (dx + a[0]) * s, ground + (a[1] - 376) * s),
                    (x + (dx + b[0]) * s, ground + (b[1] - 376) * s)], 4 * s, wheel)  # fmt: skip


def half_timbered(c: Canvas, x: float, ground: float, size: float, roof: str) -> None:
    """An old town hall: arcade below, timber above, a stepped roof."""
    s, beam = size, "#5b4032"
    c.rect(x, ground - 150 * s, 420 * s, 150 * s, "#d9c5a5")
    for i in range(4):
        c.rect(x + (22 + i * 100) * s, ground - 118 * s, 76 * s, 118 * s, "#6d5748", radius=38 * s,
               corners=(True, True, False, False))  # fmt: skip
    c.rect(x - 14 * s, ground - 310 * s, 448 * s, 164 * s, PAPER)
    for i in range(8):
        c.rect(x + (-14 + i * 62.3) * s, ground - 310 * s, 12 * s, 164 * s, beam)
    for y in (310, 236, 158):
        c.rect(x - 14 * s, ground - y * s, 448 * s, 12 * s, beam)
    for i in (1, 3, 5):
        c.rect(x + (6 + i * 62.3) * s, ground - 292 * s, 36 * s, 50 * s, GLASS)
        left = x + (-2 + (i - 1) * 62.3) * s
        c.line([(left, ground - 160 * s), (left + 50 * s, ground - 228 * s)], 8 * s, beam)
    c.poly([(x - 40 * s, ground - 306 * s), (x + 40 * s, ground - 430 * s),
            (x + 380 * s, ground - 430 * s), (x + 460 * s, ground - 306 * s)], roof)  # fmt: skip
    c.rect(x + 190 * s, ground - 500 * s, 40 * s, 76 * s, PAPER)
    c.poly([(x + 176 * s, ground - 498 * s), (x + 210 * s, ground - 570 * s),
            (x + 244 * s, ground - 498 * s)], darker(roof, 0.2))  # fmt: skip


def castle(c: Canvas, x: float, ground: float, size: float, wall: str, roof: str) -> None:
    """A long baroque house with wings, as noble families left it on a hill."""
    s = size
    c.rect(x, ground - 190 * s, 620 * s, 190 * s, wall)
    c.poly([(x - 14 * s, ground - 188 * s), (x + 30 * s, ground - 260 * s),
            (x + 590 * s, ground - 260 * s), (x + 634 * s, ground - 188 * s)], roof)  # fmt: skip
    for dx in (0, 470):
        c.rect(x + dx * s, ground - 220 * s, 150 * s, 220 * s, lighter(wall, 0.2))
        c.poly([(x + (dx - 12) * s, ground - 218 * s), (x + (dx + 75) * s, ground - 310 * s),
                (x + (dx + 162) * s, ground - 218 * s)], darker(roof, 0.12))  # fmt: skip
    for i in range(10):
        for y in (170, 90):
            c.rect(x + (22 + i * 60) * s, ground - y * s, 28 * s, 52 * s, GLASS)
    c.rect(x + 280 * s, ground - 96 * s, 60 * s, 96 * s, "#6d5748", radius=30 * s,
           corners=(True, True, False, False))  # fmt: skip
    c.rect(x + 290 * s, ground - 340 * s, 40 * s, 90 * s, lighter(wall, 0.2))
    c.poly([(x + 280 * s, ground - 338 * s), (x + 310 * s, ground - 410 * s),
            (x + 340 * s, ground - 338 * s)], darker(roof, 0.12))  # fmt: skip


def boat(c: Canvas, x: float, water: float, size: float, hull: str, sail: str) -> None:
    s = size
    c.line([(x, water - 40 * s), (x, water - 330 * s)], 10 * s, DARK_WOOD)
    c.poly([(x + 12 * s, water - 320 * s), (x + 150 * s, water - 80 * s),
            (x + 12 * s, water - 70 * s)], sail)  # fmt: skip
    c.poly([(x - 10 * s, water - 280 * s), (x - 110 * s, water - 80 * s),
            (x - 10 * s, water - 72 * s)], lighter(sail, 0.4))  # fmt: skip
    c.poly(
        [
            (x - 150 * s, water - 44 * s),
            (x + 170 * s, water - 44 * s),
            (x + 120 * s, water + 24 * s),
            (x - 110 * s, water + 24 * s),
        ],
        hull,
    )
    c.rect(x - 146 * s, water - 44 * s, 312 * s, 12 * s, PAPER)


def bridge(c: Canvas, y: float, colour: str, *, start: float = -20, end: float = 1620) -> None:
    """A road bridge with flat arches; y is that of the roadway."""
    c.rect(start, y, end - start, 34, colour)
    span = (end - start) / 4
    for i in range(5):
        c.rect(start + i * span - 26, y, 52, 210, darker(colour, 0.08))
    for i in range(4):
        middle = start + (i + 0.5) * span
        c.arc(middle, y + span * 0.72, span * 0.62, 222, 318, 22, darker(colour, 0.12))
    for x in range(round(start), round(end), 46):
        c.line([(x, y), (x, y - 44)], 5, darker(colour, 0.2))
    c.line([(start, y - 44), (end, y - 44)], 7, darker(colour, 0.2))


def bunting(c: Canvas, p: Palette, y: float, *, sag: float = 46) -> None:
    """Two strings of little flags across the picture."""
    colours = (p.one, p.three, p.four, p.two)
    for left, right in ((-20, 800), (800, 1620)):
        count = 11
        points = []
        for i in range(count + 1):
            t = i / count
            points.append((left + (right - left) * t, y + sag * 4 * t * (1 - t)))
        c.line(points, 5, INK)
        for i, (x, top) in enumerate(points[:-1]):
            x += (right - left) / count / 2
            c.poly([(x - 24, top + 6), (x + 24, top + 6), (x, top + 58)], colours[i % 4])


def tent(c: Canvas, x: float, ground: float, size: float, colour: str) -> None:
    s = size
    c.poly([(x - 170 * s, ground), (x, ground - 220 * s), (x + 170 * s, ground)], colour)
    c.poly(
        [(x - 56 * s, ground), (x, ground - 220 * s), (x + 56 * s, ground)],
        mixed(colour, INK, 0.45),
    )


def stall(c: Canvas, x: float, ground: float, width: float, colour: str) -> None:
    """A market stall with a striped roof; its counter stands 130 units above the ground."""
    top = ground - 400
    for dx in (16, width - 28):
        c.rect(x + dx, top + 40, 14, 360, DARK_WOOD)
    c.rect(x, ground - 130, width, 130, "#c99a6b")
    c.rect(x - 14, ground - 142, width + 28, 22, DARK_WOOD, radius=6)
    stripes = max(4, round(width / 60))
    w = (width + 60) / stripes
    for i in range(stripes):
        fill = colour if i % 2 == 0 else PAPER
        left = x - 30 + i * w
        c.poly([(left + 16, top - 40), (left + w + 2, top - 40), (left + w + 2, top + 50),
                (left, top + 50)], fill)  # fmt: skip
        c.pie(left + w / 2, top + 48, w / 2 + 1, 0, 180, fill)
