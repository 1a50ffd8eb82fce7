"""The inside of a house, to put people and things into."""

import random

from home.demo.pictures.buildings import GLASS, LIT
from home.demo.pictures.canvas import Canvas
from home.demo.pictures.nature import tree
from home.demo.pictures.palettes import DARK_WOOD, PAPER, Palette, darker, lighter
from home.demo.pictures.things import hanging_lamp, plant

FLOOR = 760  # y of the edge between wall and floor


def room(
    c: Canvas, p: Palette, rng: random.Random, *, view: bool = True, lamp: bool = True
) -> None:
    """Wall, floor, a window into the green, a lamp, a plant."""
    c.gradient(lighter(p.wall, 0.3), p.wall)
    c.rect(0, FLOOR, 1600, 240, p.floor)
    c.rect(0, FLOOR - 16, 1600, 16, darker(p.wall_shade, 0.12))
    if view:
        x = rng.choice((110, 1130))
        picture_window(c, p, x, 120, 350, 330)
        pictures_on_wall(c, p, 1180 if x < 800 else 150, 190)
    if lamp:
        hanging_lamp(c, 800, 150, p.one)
    plant(c, rng.choice((90, 1520)), FLOOR + 60, 1.1, p.leaf, p.three)


def picture_window(
    c: Canvas, p: Palette, x: float, y: float, width: float, height: float, *, night: bool = False
) -> None:
    c.rect(x - 20, y - 20, width + 40, height + 40, PAPER, radius=10)
    c.rect(x, y, width, height, "#2b3a63" if night else GLASS)
    if night:
        for i in range(9):
            c.circle(x + 24 + (i * 97) % (width - 40), y + 22 + (i * 61) % (height * 0.6), 4, LIT)
        c.circle(x + width * 0.72, y + height * 0.28, 34, "#f7ecc4")
    else:
        c.circle(x + width * 0.75, y + height * 0.28, 34, p.sun)
        c.rect(x, y + height * 0.74, width, height * 0.26, p.mid)
        tree(c, x + width * 0.3, y + height * 0.84, 0.55, p.leaf)
    c.rect(x + width / 2 - 7, y, 14, height, PAPER)
    c.rect(x, y + height * 0.42, width, 12, PAPER)
    c.rect(x - 36, y + height + 14, width + 72, 22, PAPER, radius=8)


def pictures_on_wall(c: Canvas, p: Palette, x: float, y: float) -> None:
    for dx, dy, w, h, fill in (
        (0, 0, 110, 140, p.three), (140, 40, 130, 100, p.four), (140, -78, 90, 92, p.near),
    ):  # fmt: skip
        c.rect(x + dx - 9, y + dy - 9, w + 18, h + 18, DARK_WOOD, radius=4)
        c.rect(x + dx, y + dy, w, h, PAPER)
        c.circle(x + dx + w * 0.5, y + dy + h * 0.5, min(w, h) * 0.26, fill)


def board(
    c: Canvas, x: float, y: float, width: float, height: float, fill: str = "#2f5d50"
) -> None:
    c.rect(x - 14, y - 14, width + 28, height + 28, DARK_WOOD, radius=8)
    c.rect(x, y, width, height, fill)
