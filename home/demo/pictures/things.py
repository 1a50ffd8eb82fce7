"""Furniture, tools and toys."""

import math
import random

from home.demo.pictures.canvas import Canvas
from home.demo.pictures.palettes import (
    DARK_WOOD,
    INK,
    METAL,
    PAPER,
    WOOD,
    Palette,
    darker,
    lighter,
)


def table(c: Canvas, x: float, y: float, width: float, ground: float, top: str = WOOD) -> None:
    """Its plate lies at y."""
    for dx in (30, width - 56):
        c.rect(x + dx, y + 10, 26, ground - y - 10, darker(top, 0.2))
    c.rect(x, y, width, 30, top, radius=10)


def armchair(c: Canvas, x: float, seat: float, ground: float, colour: str) -> None:
    c.rect(x - 120, seat - 220, 240, 300, darker(colour, 0.1), radius=60)
    c.rect(x - 100, seat, 200, ground - seat - 20, colour, radius=24)
    for side in (-1, 1):
        c.rect(
            x + side * 122 - 34, seat - 60, 68, ground - seat + 40, lighter(colour, 0.08), radius=32
        )
        c.rect(x + side * 100 - 10, ground - 24, 20, 24, DARK_WOOD)


def bookshelf(
    c: Canvas, p: Palette, rng: random.Random, x: float, y: float, width: float, rows: int
) -> None:
    row = 120
    c.rect(x - 14, y - 14, width + 28, rows * row + 28, DARK_WOOD, radius=8)
    for i in range(rows):
        top = y + i * row
        c.rect(x, top, width, row - 12, darker(DARK_WOOD, 0.35))
        left = x + 6
        while left < x + width - 30:
            w, h = rng.uniform(16, 34), rng.uniform(66, 100)
            if rng.random() < 0.88:
                c.rect(left, top + row - 12 - h, w, h, rng.choice(p.clothes[:5]), radius=3)
                c.rect(left + 4, top + row - 12 - h * 0.75, w - 8, 5, "#ffffff90")
            left += w + 3


def open_book(c: Canvas, x: float, y: float, size: float, cover: str) -> None:
    s = size
    for side in (-1, 1):
        c.poly([(x, y), (x + side * 92 * s, y - 30 * s), (x + side * 92 * s, y + 48 * s),
                (x, y + 74 * s)], cover)  # fmt: skip
        c.poly([(x, y + 2 * s), (x + side * 84 * s, y - 26 * s), (x + side * 84 * s, y + 40 * s),
                (x, y + 64 * s)], PAPER)  # fmt: skip
        for i in range(3):
            c.line(
                [
                    (x + side * 14 * s, y + (16 + i * 14) * s),
                    (x + side * 70 * s, y + (-4 + i * 14) * s),
                ],
                3 * s,
                "#c9c2b4",
            )


def plant(c: Canvas, x: float, ground: float, size: float, leaf: str, pot: str) -> None:
    s = size
    for angle in (-62, -38, -14, 12, 36, 60):
        a = math.radians(angle)
        tip = (x + 150 * s * math.sin(a), ground - (70 + 170 * math.cos(a)) * s)
        middle = (x + 62 * s * math.sin(a) - 14 * s, ground - (90 + 80 * math.cos(a)) * s)
        other = (x + 82 * s * math.sin(a) + 18 * s, ground - (70 + 88 * math.cos(a)) * s)
        c.smooth(
            [(x, ground - 60 * s), middle, tip, other], leaf if angle % 4 else lighter(leaf, 0.12)
        )
    c.poly([(x - 56 * s, ground - 86 * s), (x + 56 * s, ground - 86 * s), (x + 42 * s, ground),
            (x - 42 * s, ground)], pot)  # fmt: skip
    c.rect(x - 62 * s, ground - 96 * s, 124 * s, 24 * s, darker(pot, 0.08), radius=6 * s)


def hanging_lamp(c: Canvas, x: float, y: float, colour: str) -> None:
    c.line([(x, -10), (x, y - 70)], 5, INK)
    c.circle(x, y + 10, 150, "#fff3c92e")
    c.pie(x, y, 78, 180, 360, colour)
    c.circle(x, y + 4, 22, "#fff3c9")


def cup(c: Canvas, x: float, y: float, colour: str, *, steam: bool = True) -> None:
    """Stands on y."""
    c.ring(x + 32, y - 30, 18, 8, colour)
    c.rect(x - 32, y - 58, 64, 58, colour, radius=16, corners=(False, False, True, True))
    c.ellipse(x, y - 58, 32, 7, darker(colour, 0.35))
    if steam:
        for dx in (-12, 12):
            c.curve([(x + dx, y - 74), (x + dx + 8, y - 92), (x + dx - 6, y - 108),
                     (x + dx + 4, y - 126)], 5, "#ffffffb0")  # fmt: skip


def cake(c: Canvas, x: float, y: float, colour: str) -> None:
    c.rect(x - 100, y - 10, 200, 12, "#ffffff", radius=6)
    c.rect(x - 78, y - 76, 156, 68, "#e8b982", radius=10)
    c.rect(x - 78, y - 84, 156, 34, colour, radius=14)
    for dx in (-50, -14, 22, 56):
        c.rect(x + dx - 8, y - 62, 16, 34, colour, radius=8)
        c.circle(x + dx, y - 92, 10, "#d9534f")


def crate(c: Canvas, x: float, ground: float, width: float, wares: str) -> None:
    """A crate of vegetables or fruit; `wares`: apples, carrots, greens, bread."""
    top = ground - 110
    if wares == "apples":
        for i in range(round(width / 40)):
            c.circle(x + 26 + i * 38, top - 4 - (i % 2) * 14, 26, ("#d9534f", "#e8953f")[i % 2])
    elif wares == "carrots":
        for i in range(round(width / 30)):
            left = x + 20 + i * 28
            c.line([(left, top + 20), (left + 6, top - 36)], 20, "#ef8a3c")
            c.line([(left + 6, top - 40), (left - 4, top - 80)], 9, "#4f9a54")
            c.line([(left + 6, top - 40), (left + 18, top - 76)], 9, "#5faa62")
    elif wares == "bread":
        for i in range(round(width / 70)):
            left = x + 50 + i * 64
            c.ellipse(left, top - 6, 46, 28, "#d39a58")
            for dx in (-18, 0, 18):
                c.line([(left + dx - 6, top - 16), (left + dx + 6, top - 2)], 5, "#f3d3a0")
    else:
        for i in range(round(width / 46)):
            c.circle(x + 32 + i * 44, top, 34, ("#5faa62", "#79bf6a")[i % 2])
            c.circle(x + 32 + i * 44, top - 4, 17, "#a5d68c")
    for i in range(3):
        c.rect(x, top + i * 38, width, 32, WOOD if i % 2 == 0 else lighter(WOOD, 0.12), radius=4)
    for post in (x + 8, x + width - 20):
        c.rect(post, top - 6, 20, 116, DARK_WOOD, radius=4)


def laptop(c: Canvas, x: float, y: float, size: float, screen: str) -> None:
    """Seen from the front; stands on y."""
    s = size
    c.rect(x - 110 * s, y - 150 * s, 220 * s, 140 * s, INK, radius=12 * s)
    c.rect(x - 98 * s, y - 138 * s, 196 * s, 116 * s, screen)
    c.poly(
        [(x - 116 * s, y - 14 * s), (x + 116 * s, y - 14 * s), (x + 138 * s, y), (x - 138 * s, y)],
        METAL,
    )


def ball(c: Canvas, x: float, y: float, r: float) -> None:
    c.circle(x, y, r, "#ffffff")
    for step in range(5):
        a = math.radians(step * 72 - 90)
        c.circle(x + r * 0.72 * math.cos(a), y + r * 0.72 * math.sin(a), r * 0.22, INK)
    c.circle(x, y, r * 0.3, INK)
    c.ring(x, y, r, max(3, r * 0.06), "#1f2f4680")


def guitar(c: Canvas, x: float, y: float, size: float, body: str) -> None:
    s = size
    c.line([(x + 60 * s, y - 30 * s), (x + 250 * s, y - 130 * s)], 20 * s, DARK_WOOD)
    c.circle(x, y, 66 * s, body)
    c.circle(x + 62 * s, y - 34 * s, 48 * s, body)
    c.circle(x + 36 * s, y - 18 * s, 22 * s, INK)
    c.line([(x - 20 * s, y + 10 * s), (x + 240 * s, y - 124 * s)], 3 * s, PAPER)


def note(c: Canvas, x: float, y: float, size: float, colour: str) -> None:
    s = size
    c.ellipse(x, y, 20 * s, 15 * s, colour)
    c.line([(x + 17 * s, y), (x + 17 * s, y - 82 * s)], 6 * s, colour)
    c.curve(
        [(x + 17 * s, y - 82 * s), (x + 40 * s, y - 62 * s), (x + 42 * s, y - 36 * s)],
        8 * s,
        colour,
    )


def speech(
    c: Canvas, x: float, y: float, width: float, height: float, fill: str, *, tail: int = 1
) -> None:
    """A speech bubble; its tail points down to the left (-1) or to the right (1)."""
    c.rect(x, y, width, height, fill, radius=44)
    foot = x + width * (0.72 if tail > 0 else 0.28)
    c.poly([(foot - 30, y + height - 10), (foot + 30, y + height - 10),
            (foot + tail * 40, y + height + 56)], fill)  # fmt: skip


def bench(c: Canvas, x: float, seat: float, ground: float, width: float) -> None:
    for dx in (40, width - 56):
        c.rect(x + dx, seat - 130, 16, ground - seat + 130, INK)
    for i in range(3):
        c.rect(x, seat - 130 + i * 38, width, 26, WOOD, radius=8)
    c.rect(x - 6, seat, width + 12, 26, lighter(WOOD, 0.1), radius=8)


def blocks(c: Canvas, p: Palette, x: float, ground: float, size: float = 70) -> None:
    """Building bricks of a child."""
    s = size
    for i, (dx, level) in enumerate(
        ((0, 0), (1.06, 0), (2.12, 0), (0.53, 1), (1.59, 1), (1.06, 2))
    ):
        fill = (p.one, p.three, p.four, p.two)[i % 4]
        c.rect(x + dx * s, ground - (level + 1) * s, s, s - 3, fill, radius=8)
    c.poly(
        [
            (x + 1.0 * s, ground - 3 * s),
            (x + 2.12 * s, ground - 3 * s),
            (x + 1.56 * s, ground - 3.8 * s),
        ],
        p.one,
    )


def life_ring(c: Canvas, x: float, y: float, r: float) -> None:
    c.ring(x, y, r, r * 0.42, "#ffffff")
    for start in (20, 110, 200, 290):
        c.arc(x, y, r * 0.79, start, start + 42, r * 0.42, "#e2523f")
