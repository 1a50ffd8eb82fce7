"""Every picture that the project can draw, with what one sees in it."""

import random
from collections.abc import Callable
from dataclasses import dataclass

from home.demo.pictures.canvas import Canvas
from home.demo.pictures.palettes import PALETTES, Palette

Draw = Callable[[Canvas, Palette, random.Random], None]
Focus = tuple[int, int, int, int]  # centre x, centre y, width, height in units

MIDDLE: Focus = (800, 560, 760, 620)


@dataclass(frozen=True)
class Scene:
    """A picture by name; `alt` is its alternative text."""

    name: str
    alt: str
    draw: Draw
    focus: Focus
    palettes: tuple[Palette, ...]


SCENES: dict[str, Scene] = {}


def scene(
    name: str, alt: str, *, focus: Focus = MIDDLE, palettes: tuple[Palette, ...] = PALETTES
) -> Callable[[Draw], Draw]:
    def register(draw: Draw) -> Draw:
        SCENES[name] = Scene(name, alt, draw, focus, palettes)
        return draw

    return register
