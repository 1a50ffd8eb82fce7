"""Pictures that the project draws itself: calm scenes of people, towns and landscapes."""

import random

from PIL import Image

from home.demo.pictures.canvas import Canvas
from home.demo.pictures.scenes import SCENES, Scene

__all__ = ["SCENES", "Scene", "paint"]


def paint(name: str, seed: str, *, width: int = 1280) -> Image.Image:
    """The scene called `name`; another seed gives other people and colours.

    `width` is in pixels, the height five eighths of it. The same seed always gives the same
    picture. Raises `KeyError` for a scene that does not exist.
    """
    scene = SCENES[name]
    rng = random.Random(f"{name}/{seed}")  # noqa: S311 - nothing secret about it
    canvas = Canvas(width)
    scene.draw(canvas, rng.choice(scene.palettes), rng)
    return canvas.finish()
