"""The four towns and the picture of all of them."""

import random

from home.demo.pictures.buildings import (
    boat,
    bridge,
    castle,
    church,
    half_timbered,
    headframe,
    house,
    outline,
    row_of_houses,
)
from home.demo.pictures.canvas import Canvas
from home.demo.pictures.nature import (
    birds,
    bush,
    flowers,
    land,
    poplar,
    reeds,
    river,
    sky,
    stork,
    tree,
)
from home.demo.pictures.palettes import (
    DAY,
    INK,
    MEADOW,
    MORNING,
    PAPER,
    SEA,
    Palette,
    lighter,
    mixed,
)
from home.demo.pictures.people import Figure, someone
from home.demo.pictures.scenes.registry import scene


@scene(
    "association",
    "Menschen stehen zusammen auf einer Wiese am Fluss; dahinter liegen ein "
    "Förderturm, ein Schloss, eine Kirche und bunte Häuser.",
    palettes=(MORNING,),
    focus=(800, 560, 1300, 700),
)
def association(c: Canvas, p: Palette, rng: random.Random) -> None:
    sky(c, p, rng, until=620)
    c.hills(520, p.far, height=60, waves=1.2, phase=2)
    outline(c, rng, 560, mixed(p.far, p.two, 0.2))
    headframe(c, 190, 610, 0.9, mixed(p.two, INK, 0.3), p.one)
    castle(c, 920, 530, 0.55, "#e9d6b4", "#a05240")
    c.hills(590, p.mid, height=26, waves=1.0, phase=1)
    row_of_houses(c, p, rng, 660, start=400, end=860)
    church(c, 1270, 670, 0.8, "#e9d6b4", "#8e4436")
    for x in (330, 1210, 1560):
        poplar(c, x, 680, 0.7, p.leaf)
    river(c, p, y=670, width=110)
    boat(c, 1050, 730, 0.5, p.one, PAPER)
    c.hills(790, p.near, height=16, waves=0.9, phase=4)
    tree(c, 90, 880, 1.4, p.leaf)
    people: list[tuple[int, str, int]] = [
        (330, "adult", 1),
        (470, "child", 1),
        (620, "old", 1),
        (770, "adult", 1),
        (920, "adult", -1),
        (1050, "child", -1),
        (1180, "old", -1),
        (1330, "adult", -1),
    ]
    for x, age, facing in people:
        look = someone(rng, p, size=430, age=age)
        waves = x in (330, 1330)
        Figure(c, look, facing=facing).stand(
            x, 950 + (x % 3) * 8,
            left=(x - 80, 480) if waves and facing > 0 else (x - 74, 760),
            right=(x + 80, 480) if waves and facing < 0 else (x + 74, 760),
        )  # fmt: skip
    flowers(c, p, rng, 995, 18)
    birds(c, 620, 190)


@scene("luenen", "Blick über den Kanal auf eine Stadt mit Kirche, Hochhäusern und einer Brücke.",
       palettes=(DAY,))  # fmt: skip
def luenen(c: Canvas, p: Palette, rng: random.Random) -> None:
    sky(c, p, rng, until=600)
    outline(c, rng, 600, p.far, tall=True)
    church(c, 470, 620, 0.95, "#d9a58a", "#6b4a3a")
    c.rect(980, 300, 130, 320, mixed(p.two, "#ffffff", 0.55))
    for i in range(6):
        for j in range(3):
            c.rect(996 + j * 36, 322 + i * 46, 24, 28, "#ffe3a1")
    c.smooth([(950, 300), (1045, 236), (1140, 300), (1045, 330)], p.one)
    row_of_houses(c, p, rng, 650, start=-60, end=420)
    row_of_houses(c, p, rng, 650, start=1180, end=1640)
    c.rect(0, 646, 1600, 20, lighter(p.floor, 0.2))
    river(c, p, y=668, width=300)
    bridge(c, 600, mixed(p.two, "#ffffff", 0.35), start=420, end=1180)
    boat(c, 330, 840, 0.9, p.one, PAPER)
    c.poly([(1600, 820), (1600, 1000), (1050, 1000)], p.near)
    reeds(c, 1450, 980, p.leaf)
    birds(c, 760, 150)


@scene(
    "bergkamen",
    "Boote liegen in einem Hafen, dahinter sind eine grüne Halde und ein Förderturm.",
    palettes=(SEA,),
)
def bergkamen(c: Canvas, p: Palette, rng: random.Random) -> None:
    sky(c, p, rng, until=600)
    c.smooth([(-100, 700), (280, 480), (620, 380), (900, 390), (1250, 540), (1500, 700)], p.mid)
    c.curve([(160, 640), (520, 540), (860, 520), (640, 450), (740, 396)], 14, lighter(p.floor, 0.3))
    for x in (560, 700, 840):
        c.line([(x, 410), (x, 250)], 12, "#6d7683")
        c.circle(x, 240, 16, p.three)
    outline(c, rng, 690, p.far)
    headframe(c, 1330, 690, 1.0, mixed(p.two, INK, 0.2), p.one)
    c.rect(0, 680, 1600, 22, lighter(p.floor, 0.2))
    river(c, p, y=700, width=280)
    for x, y, s, hull in (
        (260, 830, 0.8, p.one),
        (640, 880, 1.1, p.two),
        (1080, 840, 0.85, p.four),
    ):
        boat(c, x, y, s, hull, PAPER)
    for x in (450, 850, 1290):
        c.rect(x, 690, 26, 250, "#8a5a36", radius=6)
    c.rect(1200, 880, 420, 34, "#b9804f", radius=6)


@scene("selm", "Ein Schloss thront über Wald und Feldern, davor blüht eine Wiese mit einem Storch.",
       palettes=(MEADOW,))  # fmt: skip
def selm(c: Canvas, p: Palette, rng: random.Random) -> None:
    sky(c, p, rng)
    c.hills(600, p.far, height=40, waves=1.3, phase=2)
    c.smooth([(500, 760), (760, 600), (1050, 540), (1400, 560), (1750, 760)], p.mid)
    castle(c, 900, 570, 0.85, "#efe0c2", "#a05240")
    for i in range(9):
        tree(c, 640 + i * 115, 690 + (i % 3) * 22, 0.75, mixed(p.leaf, p.mid, 0.15 * (i % 3)))
    land(c, p, rng, horizon=640)
    house(c, 150, 770, 170, 120, PAPER, "#a05240")
    house(c, 360, 790, 200, 130, lighter(p.one, 0.5), "#8e4436")
    tree(c, 90, 800, 0.9, p.leaf)
    stork(c, 820, 950, 1.0)
    flowers(c, p, rng, 975, 24)
    birds(c, 520, 200)


@scene("werne", "Ein Marktplatz mit Fachwerk-Rathaus, Kirche und Menschen unter Bäumen.",
       palettes=(MORNING,))  # fmt: skip
def werne(c: Canvas, p: Palette, rng: random.Random) -> None:
    sky(c, p, rng, until=600)
    church(c, 150, 690, 1.2, "#e3c9a2", "#5d7f86")
    row_of_houses(c, p, rng, 700, start=1140, end=1640)
    house(c, 500, 700, 190, 260, lighter(p.four, 0.5), "#8e4436")
    half_timbered(c, 700, 710, 1.1, "#a05240")
    c.rect(0, 700, 1600, 300, lighter(p.floor, 0.35))
    for i in range(40):
        x, y = (i * 131) % 1600, 740 + (i * 57) % 250
        c.ellipse(x, y, 36, 9, lighter(p.floor, 0.22))
    tree(c, 90, 800, 1.3, p.leaf)
    tree(c, 1500, 830, 1.5, p.leaf)
    bush(c, 1340, 820, 0.8, p.leaf)
    for x, age, facing in (
        (430, "adult", 1),
        (560, "old", -1),
        (960, "adult", 1),
        (1090, "child", -1),
    ):
        look = someone(rng, p, size=370, age=age)
        Figure(c, look, facing=facing).stand(x, 930, right=(x + 60, 740) if facing > 0 else None)
