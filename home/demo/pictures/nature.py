"""Sky, land, water, plants and animals."""

import math
import random

from home.demo.pictures.canvas import WIDTH, Canvas
from home.demo.pictures.palettes import DARK_WOOD, INK, Palette, darker, lighter, mixed


def sky(c: Canvas, p: Palette, rng: random.Random, *, until: float = 700) -> None:
    """The sky with a sun and a few clouds."""
    c.gradient(p.sky_top, p.sky, until=until)
    x = rng.choice((240, 380, 1240, 1370))
    y = rng.uniform(150, 210)
    c.circle(x, y, 118, p.sun + "40")
    c.circle(x, y, 78, p.sun)
    for _ in range(3):
        cloud(c, rng.uniform(80, WIDTH - 80), rng.uniform(90, 300), rng.uniform(0.6, 1.1))


def cloud(c: Canvas, x: float, y: float, size: float = 1, fill: str = "#ffffffc0") -> None:
    c.rect(x - 110 * size, y, 220 * size, 46 * size, fill[:7], radius=23 * size)
    c.circle(x - 34 * size, y + 4 * size, 44 * size, fill[:7])
    c.circle(x + 32 * size, y - 2 * size, 34 * size, fill[:7])


def land(c: Canvas, p: Palette, rng: random.Random, *, horizon: float = 560) -> None:
    """Three ranges of hills; the nearest begins about 250 units below the horizon."""
    c.hills(horizon, p.far, height=50, waves=1.3, phase=rng.uniform(0, 6))
    for x in _scattered(rng, 9):
        tree(c, x, horizon + 90, rng.uniform(0.35, 0.55), mixed(p.mid, p.leaf, 0.35))
    c.hills(horizon + 110, p.mid, height=36, waves=1.0, phase=rng.uniform(0, 6))
    c.hills(horizon + 240, p.near, height=24, waves=0.8, phase=rng.uniform(0, 6))


def _scattered(rng: random.Random, count: int) -> list[float]:
    """Places from left to right, neither in a row nor on top of each other."""
    step = WIDTH / count
    return [step * (i + rng.uniform(0.15, 0.85)) for i in range(count)]


def tree(c: Canvas, x: float, ground: float, size: float, leaf: str, *, fruit: str = "") -> None:
    """A round tree, about 300 units high at size 1."""
    c.rect(x - 13 * size, ground - 130 * size, 26 * size, 130 * size, DARK_WOOD)
    top = ground - 205 * size
    c.circle(x, top, 96 * size, leaf)
    c.circle(x - 62 * size, top + 42 * size, 62 * size, leaf)
    c.circle(x + 62 * size, top + 40 * size, 64 * size, leaf)
    c.circle(x - 24 * size, top - 26 * size, 48 * size, lighter(leaf, 0.12))
    if fruit:
        for dx, dy in ((-58, 20), (-14, 44), (38, 4), (72, 52), (4, -42), (-84, 62), (30, 74)):
            c.circle(x + dx * size, top + dy * size, 13 * size, fruit)


def poplar(c: Canvas, x: float, ground: float, size: float, leaf: str) -> None:
    c.rect(x - 8 * size, ground - 60 * size, 16 * size, 60 * size, DARK_WOOD)
    c.ellipse(x, ground - 210 * size, 48 * size, 180 * size, leaf)
    c.ellipse(x - 14 * size, ground - 235 * size, 18 * size, 120 * size, lighter(leaf, 0.1))


def pine(c: Canvas, x: float, ground: float, size: float, leaf: str) -> None:
    c.rect(x - 10 * size, ground - 70 * size, 20 * size, 70 * size, DARK_WOOD)
    for level in range(3):
        half, base = (92 - level * 22) * size, ground - (55 + level * 78) * size
        c.poly([(x - half, base), (x + half, base), (x, base - 130 * size)],
               lighter(leaf, level * 0.06))  # fmt: skip


def bush(c: Canvas, x: float, ground: float, size: float, leaf: str) -> None:
    for dx, r in ((-60, 46), (0, 62), (58, 50)):
        c.pie(x + dx * size, ground, r * size, 180, 360, leaf)


def grass(c: Canvas, rng: random.Random, y: float, colour: str, count: int = 26) -> None:
    for x in _scattered(rng, count):
        base = y + rng.uniform(-40, 60)
        for dx in (-9, 0, 9):
            c.line([(x, base), (x + dx, base - rng.uniform(16, 30))], 4, colour)


def flower(c: Canvas, x: float, ground: float, size: float, petal: str, leaf: str) -> None:
    top = ground - 90 * size
    c.line([(x, ground), (x, top)], 6 * size, leaf)
    c.ellipse(x + 16 * size, ground - 34 * size, 18 * size, 8 * size, leaf)
    for step in range(6):
        a = step * math.tau / 6
        c.circle(x + 17 * size * math.cos(a), top + 17 * size * math.sin(a), 14 * size, petal)
    c.circle(x, top, 12 * size, "#ffd469")


def flowers(c: Canvas, p: Palette, rng: random.Random, y: float, count: int = 14) -> None:
    for x in _scattered(rng, count):
        petal = rng.choice((p.one, p.three, p.four, "#ffffff"))
        flower(c, x, y + rng.uniform(-30, 40), rng.uniform(0.6, 1.0), petal, p.leaf)


def reeds(c: Canvas, x: float, ground: float, leaf: str, *, count: int = 7) -> None:
    for i in range(count):
        foot = x + i * 20 - count * 10
        tip = foot + (i - count / 2) * 5
        height = 120 + (i * 37) % 70
        c.line([(foot, ground), (tip, ground - height)], 6, leaf)
        c.ellipse(tip, ground - height + 6, 8, 28, DARK_WOOD)


def river(c: Canvas, p: Palette, *, y: float, width: float = 170) -> None:
    """Water across the picture, with light on it."""
    c.hills(y, p.water, height=10, waves=0.9, phase=1)
    for i in range(9):
        x = 60 + i * 180 + (i % 3) * 30
        c.line([(x, y + 40 + (i * 53) % (width - 40)), (x + 90, y + 40 + (i * 53) % (width - 40))],
               7, lighter(p.water, 0.35))  # fmt: skip


def birds(c: Canvas, x: float, y: float, colour: str = INK) -> None:
    for dx, dy, size in ((0, 0, 1), (90, 36, 0.8), (-70, 52, 0.7)):
        cx, cy = x + dx, y + dy
        c.curve([(cx - 34 * size, cy - 12 * size), (cx - 14 * size, cy - 18 * size), (cx, cy),
                 (cx + 14 * size, cy - 18 * size), (cx + 34 * size, cy - 12 * size)],
                6 * size, colour)  # fmt: skip


def stork(c: Canvas, x: float, ground: float, size: float = 1) -> None:
    s = size
    for dx in (-8, 14):
        c.line([(x + dx * s, ground - 120 * s), (x + dx * s, ground)], 6 * s, "#d9534f")
    c.smooth([(x - 100 * s, ground - 130 * s), (x - 30 * s, ground - 190 * s),
              (x + 50 * s, ground - 180 * s), (x + 60 * s, ground - 140 * s),
              (x - 10 * s, ground - 112 * s)], "#ffffff")  # fmt: skip
    c.smooth([(x - 112 * s, ground - 124 * s), (x - 40 * s, ground - 165 * s),
              (x + 8 * s, ground - 140 * s), (x - 40 * s, ground - 118 * s)], INK)  # fmt: skip
    c.curve([(x + 42 * s, ground - 165 * s), (x + 66 * s, ground - 205 * s),
             (x + 56 * s, ground - 250 * s)], 22 * s, "#ffffff")  # fmt: skip
    c.circle(x + 60 * s, ground - 262 * s, 22 * s, "#ffffff")
    c.poly([(x + 72 * s, ground - 272 * s), (x + 150 * s, ground - 244 * s),
            (x + 72 * s, ground - 252 * s)], "#d9534f")  # fmt: skip
    c.circle(x + 68 * s, ground - 268 * s, 4 * s, INK)


def dog(c: Canvas, x: float, ground: float, size: float, coat: str, *, facing: int = 1) -> None:
    s, f = size, facing
    dark = darker(coat, 0.25)
    for dx in (-62, -40, 44, 64):
        c.line([(x + dx * f * s, ground - 70 * s), (x + dx * f * s, ground - 8 * s)], 20 * s, coat)
    c.rect(x - 84 * s, ground - 122 * s, 168 * s, 66 * s, coat, radius=33 * s)
    c.curve([(x - 78 * f * s, ground - 105 * s), (x - 112 * f * s, ground - 130 * s),
             (x - 118 * f * s, ground - 168 * s)], 14 * s, coat)  # fmt: skip
    c.line([(x + 66 * f * s, ground - 105 * s), (x + 88 * f * s, ground - 150 * s)], 44 * s, coat)
    c.circle(x + 96 * f * s, ground - 164 * s, 40 * s, coat)
    c.ellipse(x + 132 * f * s, ground - 152 * s, 30 * s, 20 * s, lighter(coat, 0.25))
    c.circle(x + 156 * f * s, ground - 160 * s, 9 * s, INK)
    c.circle(x + 106 * f * s, ground - 174 * s, 6 * s, INK)
    c.ellipse(x + 70 * f * s, ground - 158 * s, 17 * s, 36 * s, dark)


def cat(c: Canvas, x: float, ground: float, size: float, coat: str) -> None:
    s = size
    c.curve([(x + 44 * s, ground - 20 * s), (x + 100 * s, ground - 30 * s),
             (x + 108 * s, ground - 90 * s)], 18 * s, coat)  # fmt: skip
    c.smooth([(x - 52 * s, ground), (x - 46 * s, ground - 80 * s), (x, ground - 124 * s),
              (x + 46 * s, ground - 80 * s), (x + 54 * s, ground)], coat)  # fmt: skip
    for side in (-1, 1):
        c.poly([(x + side * 44 * s, ground - 150 * s), (x + side * 40 * s, ground - 208 * s),
                (x + side * 6 * s, ground - 170 * s)], coat)  # fmt: skip
        c.ellipse(x + side * 22 * s, ground - 6 * s, 22 * s, 12 * s, lighter(coat, 0.3))
    c.circle(x, ground - 140 * s, 48 * s, coat)
    for side in (-1, 1):
        c.circle(x + side * 17 * s, ground - 146 * s, 6 * s, INK)
        c.line([(x + side * 18 * s, ground - 126 * s), (x + side * 56 * s, ground - 130 * s)],
               3 * s, darker(coat, 0.4))  # fmt: skip
    c.poly([(x - 8 * s, ground - 132 * s), (x + 8 * s, ground - 132 * s), (x, ground - 122 * s)],
           "#e07a7a")  # fmt: skip


def horse(c: Canvas, x: float, ground: float, size: float, coat: str, *, facing: int = 1) -> None:
    s, f, mane = size, facing, darker(coat, 0.45)
    for dx in (-110, -78, 84, 116):
        c.line(
            [(x + dx * f * s, ground - 150 * s), (x + dx * f * s, ground - 12 * s)], 30 * s, coat
        )
        c.rect(x + dx * f * s - 17 * s, ground - 22 * s, 34 * s, 22 * s, mane, radius=5 * s)
    c.curve([(x - 140 * f * s, ground - 230 * s), (x - 186 * f * s, ground - 190 * s),
             (x - 180 * f * s, ground - 90 * s)], 30 * s, mane)  # fmt: skip
    c.smooth([(x - 150 * f * s, ground - 220 * s), (x - 60 * f * s, ground - 252 * s),
              (x + 90 * f * s, ground - 246 * s), (x + 148 * f * s, ground - 200 * s),
              (x + 110 * f * s, ground - 132 * s), (x - 110 * f * s, ground - 134 * s)],
             coat)  # fmt: skip
    c.line([(x + 112 * f * s, ground - 210 * s), (x + 176 * f * s, ground - 330 * s)], 76 * s, coat)
    c.curve([(x + 70 * f * s, ground - 240 * s), (x + 116 * f * s, ground - 300 * s),
             (x + 152 * f * s, ground - 372 * s)], 34 * s, mane)  # fmt: skip
    c.line([(x + 186 * f * s, ground - 346 * s), (x + 250 * f * s, ground - 290 * s)], 58 * s, coat)
    c.poly([(x + 158 * f * s, ground - 366 * s), (x + 172 * f * s, ground - 408 * s),
            (x + 194 * f * s, ground - 366 * s)], coat)  # fmt: skip
    c.circle(x + 200 * f * s, ground - 346 * s, 7 * s, INK)
    c.circle(x + 262 * f * s, ground - 288 * s, 5 * s, INK)
