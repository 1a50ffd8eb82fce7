"""Colours that go together; every picture takes one set and stays within it."""

from dataclasses import dataclass

INK = "#1f2f46"
PAPER = "#fffaf1"
WOOD = "#b9804f"
METAL = "#9aa7b3"
DARK_WOOD = "#8a5a36"

# From very light to very dark; people of all kinds live in our towns.
SKINS = ("#f6d3b8", "#eebd98", "#d99f76", "#b57a52", "#8a573a", "#633c29")
HAIRS = ("#2b211d", "#4a3226", "#7a4b2a", "#b5793f", "#e0b469", "#8f2f21", "#d9d5cf", "#a9a6a3")
GREY_HAIRS = ("#e6e2dc", "#c9c6c2", "#b0acaa")


@dataclass(frozen=True)
class Palette:
    sky_top: str
    sky: str
    sun: str
    far: str
    mid: str
    near: str
    leaf: str
    water: str
    one: str  # the strongest colour, used once or twice in a picture
    two: str
    three: str
    four: str
    wall: str
    wall_shade: str
    floor: str

    @property
    def clothes(self) -> tuple[str, ...]:
        return (
            self.one,
            self.two,
            self.three,
            self.four,
            mixed(self.one, "#ffffff", 0.35),
            mixed(self.two, "#ffffff", 0.35),
            self.leaf,
            mixed(self.four, "#ffffff", 0.35),
        )


MORNING = Palette(
    sky_top="#ffe3c7", sky="#fff5e6", sun="#ffb36b", far="#c9d8c5", mid="#9fc0a4", near="#6fa184",
    leaf="#3f7d65", water="#8fc7cf", one="#e2694a", two="#0b6b74", three="#f3b846", four="#7c5c9e",
    wall="#fdebd6", wall_shade="#f6dcbf", floor="#dfb88c",
)  # fmt: skip
DAY = Palette(
    sky_top="#a9dcec", sky="#e9f7f6", sun="#ffd469", far="#b4d7c3", mid="#86bf9b", near="#57a077",
    leaf="#2f7a5b", water="#6bb9cf", one="#ef7f4d", two="#1d5f8a", three="#ffcb57", four="#c7466b",
    wall="#e5f2ef", wall_shade="#cfe5e1", floor="#c9b08c",
)  # fmt: skip
DUSK = Palette(
    sky_top="#8f86bd", sky="#f7c8b4", sun="#ffdf9e", far="#a99cc0", mid="#75799f", near="#4d6482",
    leaf="#2f5566", water="#8fa6c9", one="#f28a6b", two="#33497d", three="#ffc878", four="#b5527f",
    wall="#efe3ee", wall_shade="#dccbe0", floor="#b99a9a",
)  # fmt: skip
MEADOW = Palette(
    sky_top="#cfe8d6", sky="#f7f7e4", sun="#f9d65c", far="#bcd9ab", mid="#98c483", near="#6da75f",
    leaf="#3f8150", water="#8cc9c4", one="#d9534f", two="#2c6e63", three="#f4b63f", four="#4f78b5",
    wall="#f2f0d9", wall_shade="#e2e0bf", floor="#c4a57a",
)  # fmt: skip
SEA = Palette(
    sky_top="#bfe3f5", sky="#f1f8fa", sun="#ffe08a", far="#a8cbd6", mid="#7fb0a8", near="#5a9488",
    leaf="#2e6e6b", water="#4fa3bd", one="#f0605d", two="#123f63", three="#ffc94d", four="#2d9a8c",
    wall="#e4eef3", wall_shade="#cddde6", floor="#b8a48b",
)  # fmt: skip
BERRY = Palette(
    sky_top="#f6cfd6", sky="#fdf1ec", sun="#ffc27a", far="#d6bfcf", mid="#b49ab8", near="#7d7f9f",
    leaf="#4d6f73", water="#9cc3d4", one="#b8326a", two="#24506b", three="#f2b455", four="#2f8f83",
    wall="#fbe6e2", wall_shade="#f1d1cd", floor="#c99f86",
)  # fmt: skip

PALETTES = (MORNING, DAY, DUSK, MEADOW, SEA, BERRY)
OUTDOORS = (MORNING, DAY, DUSK, MEADOW, SEA)
GREEN = (MORNING, DAY, MEADOW, SEA)


def mixed(one: str, other: str, share: float) -> str:
    """`one` with `share` in [0, 1] of `other` stirred in."""
    a, b = (bytes.fromhex(colour[1:7]) for colour in (one, other))
    return "#" + bytes(round(x + (y - x) * share) for x, y in zip(a, b, strict=True)).hex()


def darker(colour: str, share: float = 0.18) -> str:
    return mixed(colour, "#13233a", share)


def lighter(colour: str, share: float = 0.25) -> str:
    return mixed(colour, "#ffffff", share)
