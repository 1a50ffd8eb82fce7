"""How people look: all kinds of them."""

import random
from dataclasses import dataclass

from home.demo.pictures.palettes import GREY_HAIRS, HAIRS, INK, SKINS, Palette, darker

Age = str  # "child", "adult" or "old"
Hair = str  # one of the names below, or "bald", "cap", "helmet"
YOUNG_HAIR: tuple[Hair, ...] = ("short", "bob", "long", "bun", "curls", "pony", "scarf")
OLD_HAIR: tuple[Hair, ...] = ("short", "bob", "bun", "bald")


@dataclass(frozen=True)
class Look:
    """How a person looks; `size` is the standing height in units."""

    size: float = 420
    skin: str = SKINS[1]
    hair: Hair = "short"
    hair_colour: str = HAIRS[1]
    top: str = "#0b6b74"
    bottom: str = INK
    shoes: str = "#3a3a44"
    skirt: bool = False
    beard: bool = False
    glasses: bool = False
    child: bool = False


def someone(
    rng: random.Random,
    palette: Palette,
    *,
    size: float = 420,
    age: Age = "adult",
    top: str | None = None,
    hair: Hair | None = None,
) -> Look:
    """A person out of many; the same generator gives the same one."""
    top = top or rng.choice(palette.clothes)
    bottom = rng.choice([c for c in (INK, palette.two, darker(palette.floor, 0.5)) if c != top])
    hair = hair or rng.choice(YOUNG_HAIR if age != "old" else OLD_HAIR)
    dark_skin = rng.random() < 0.34
    skin = rng.choice(SKINS[3:] if dark_skin else SKINS[:3])
    return Look(
        size=size * (0.66 if age == "child" else 1),
        skin=skin,
        hair=hair,
        hair_colour=rng.choice(
            GREY_HAIRS if age == "old" else HAIRS[:2] if dark_skin else HAIRS[:6]
        ),
        top=top,
        bottom=bottom,
        skirt=hair in ("bob", "long", "bun", "pony") and rng.random() < 0.4,
        beard=age == "adult" and hair == "short" and rng.random() < 0.4,
        glasses=rng.random() < (0.5 if age == "old" else 0.2),
        child=age == "child",
    )
