"""Music, theatre, history and festivals."""

import random

from home.demo.pictures.buildings import castle, half_timbered, headframe, outline, row_of_houses
from home.demo.pictures.canvas import Canvas
from home.demo.pictures.nature import birds, flowers, land, poplar, sky, tree
from home.demo.pictures.palettes import (
    DARK_WOOD,
    INK,
    METAL,
    OUTDOORS,
    PAPER,
    Palette,
    darker,
    lighter,
    mixed,
)
from home.demo.pictures.people import Figure, someone
from home.demo.pictures.rooms import room
from home.demo.pictures.scenes.registry import scene
from home.demo.pictures.things import guitar, note, table


@scene("choir", "Fünf Menschen singen im Chor, über ihnen schweben Noten.")
def choir(c: Canvas, p: Palette, rng: random.Random) -> None:
    c.gradient(lighter(p.four, 0.55), lighter(p.one, 0.7))
    c.circle(800, 560, 560, "#ffffff40")
    for i in range(9):
        x, y = 200 + i * 150, 150 + (i * 83) % 150
        note(c, x, y, 1.2 + (i % 3) * 0.2, (p.one, p.two, p.four)[i % 3])
    c.rect(0, 880, 1600, 120, p.floor)
    for i, x in enumerate((300, 550, 800, 1050, 1300)):
        look = someone(rng, p, size=560, age="old" if i in (1, 3) else "adult")
        joints = Figure(c, look, facing=1 if i < 3 else -1).stand(x, 960, left=(x - 30, 640),
                        right=(x + 30, 640))  # fmt: skip
        f = 1 if i < 3 else -1
        c.ellipse(joints.head[0] + f * 10, joints.head[1] + 18, 9, 12, "#7b2f34")
        c.rect(x - 52, 590, 104, 70, (p.two, p.three)[i % 2], radius=5)
        c.line([(x, 594), (x, 656)], 4, "#ffffffa0")


@scene(
    "theatre",
    "Auf einer Bühne mit rotem Vorhang spielen drei Menschen eine Szene im Scheinwerferlicht.",
)
def theatre(c: Canvas, p: Palette, rng: random.Random) -> None:
    c.gradient("#2a2440", "#4a3a5c")
    c.poly([(620, 0), (980, 0), (1260, 880), (340, 880)], "#ffe9b82e")
    c.rect(0, 860, 1600, 140, "#8a5a36")
    for i in range(14):
        c.line([(i * 124, 862), (i * 124 - 40, 1000)], 3, "#6d452a")
    Figure(c, someone(rng, p, size=580, top=p.three)).stand(
        560, 930, right=(700, 560), left=(470, 640)
    )
    Figure(c, someone(rng, p, size=560, top=p.four, hair="long"), facing=-1).stand(840, 930,
           left=(720, 620), right=(930, 560))  # fmt: skip
    joints = Figure(c, someone(rng, p, size=560, age="old", top=p.two), facing=-1).stand(1080, 930,
                    left=(980, 600))  # fmt: skip
    x, y = joints.head
    c.poly([(x - 50, y - 40), (x - 56, y - 100), (x - 24, y - 66), (x, y - 110), (x + 24, y - 66),
            (x + 56, y - 100), (x + 50, y - 40)], "#f3c546")  # fmt: skip
    red = "#b3303f"
    for side in (0, 1):
        for i in range(5):
            left = i * 66 if side == 0 else 1600 - (i + 1) * 66
            c.rect(left, 0, 68, 900, red if i % 2 else darker(red, 0.2))
    for i in range(8):
        c.pie(100 + i * 200, 60, 110, 0, 180, red if i % 2 else darker(red, 0.15))
    c.rect(0, 0, 1600, 66, darker(red, 0.1))


@scene("band", "Drei Menschen musizieren mit Gitarre, Trommel und Gesang.")
def band(c: Canvas, p: Palette, rng: random.Random) -> None:
    room(c, p, rng, view=False)
    for i, (x, y) in enumerate(((330, 230), (520, 170), (1080, 190), (1280, 260))):
        note(c, x, y, 1.3, (p.one, p.two, p.four)[i % 3])
    c.ellipse(800, 930, 680, 60, lighter(p.two, 0.5))
    Figure(c, someone(rng, p, size=570, top=p.one)).stand(
        440, 930, left=(410, 720), right=(600, 610)
    )
    guitar(c, 440, 690, 0.9, "#c97b3c")
    singer = Figure(c, someone(rng, p, size=560, top=p.three)).stand(800, 920, right=(860, 500))
    c.line([(860, 510), (870, 920)], 9, METAL)
    c.circle(862, 480, 22, INK)
    c.ellipse(singer.head[0] + 14, singer.head[1] + 18, 10, 13, "#7b2f34")
    Figure(c, someone(rng, p, size=560, top=p.four), facing=-1).stand(1180, 930, left=(1080, 690),
           right=(1220, 690))  # fmt: skip
    c.rect(1040, 720, 240, 170, p.one, radius=20)
    c.ellipse(1160, 722, 120, 26, PAPER)
    for dx in (20, 220):
        c.line([(1040 + dx, 880), (1030 + dx * 1.1, 950)], 10, METAL)


@scene(
    "mine", "Vor einem alten Förderturm erzählt eine Person einer Gruppe etwas.", palettes=OUTDOORS
)
def mine(c: Canvas, p: Palette, rng: random.Random) -> None:
    sky(c, p, rng)
    outline(c, rng, 660, p.far)
    c.hills(680, p.near, height=14, waves=0.9, phase=2)
    headframe(c, 470, 720, 1.35, mixed(p.two, INK, 0.35), p.one)
    c.rect(720, 560, 340, 160, "#a8604a")
    c.poly([(710, 562), (760, 500), (1020, 500), (1070, 562)], "#6b5a63")
    for i in range(5):
        c.rect(746 + i * 62, 600, 36, 70, "#ffe3a1", radius=18, corners=(True, True, False, False))
    c.rect(0, 720, 1600, 280, lighter(p.floor, 0.3))
    Figure(c, someone(rng, p, size=480, age="old", top=p.two)).stand(760, 950, left=(640, 640))
    for i, x in enumerate((1010, 1160, 1310)):
        Figure(c, someone(rng, p, size=460, age=("adult", "child", "adult")[i]), facing=-1).stand(
            x, 950
        )


@scene("tour", "Eine Person führt zwei Gäste durch die Altstadt mit Fachwerk.", palettes=OUTDOORS)
def tour(c: Canvas, p: Palette, rng: random.Random) -> None:
    sky(c, p, rng, until=560)
    row_of_houses(c, p, rng, 690)
    half_timbered(c, 560, 720, 1.15, "#8e4436")
    c.rect(0, 712, 1600, 288, lighter(p.floor, 0.3))
    for i in range(24):
        x, y = (i * 137) % 1600, 770 + (i * 61) % 210
        c.ellipse(x, y, 34, 9, lighter(p.floor, 0.18))
    Figure(c, someone(rng, p, size=500, top=p.one)).stand(560, 950, right=(690, 560))
    Figure(c, someone(rng, p, size=490), facing=-1).stand(930, 950)
    Figure(c, someone(rng, p, size=480, age="old"), facing=-1).stand(1110, 955, right=(1190, 720))


@scene(
    "castle",
    "Ein Schloss liegt auf einem bewaldeten Hügel, davor führt eine Allee hinauf.",
    palettes=OUTDOORS,
)
def castle_on_a_hill(c: Canvas, p: Palette, rng: random.Random) -> None:
    sky(c, p, rng)
    c.hills(620, p.far, height=40, waves=1.2, phase=2)
    c.smooth([(-200, 1000), (200, 700), (560, 590), (1050, 590), (1400, 700), (1800, 1000)], p.mid)
    castle(c, 490, 620, 1.0, "#e9d6b4", "#8e4436")
    for i in range(4):
        for side in (-1, 1):
            poplar(c, 800 + side * (130 + i * 120), 720 + i * 78, 0.6 + i * 0.2, p.leaf)
    c.smooth([(750, 640), (850, 640), (1080, 1020), (520, 1020)], lighter(p.floor, 0.3))
    Figure(c, someone(rng, p, size=260)).stand(740, 900)
    Figure(c, someone(rng, p, size=260), facing=-1).stand(850, 910)
    birds(c, 1180, 240)


@scene("exhibition", "In einer Ausstellung betrachten zwei Menschen gerahmte Bilder.")
def exhibition(c: Canvas, p: Palette, rng: random.Random) -> None:
    c.gradient(lighter(p.wall, 0.45), lighter(p.wall, 0.2))
    c.rect(0, 800, 1600, 200, p.floor)
    c.rect(0, 786, 1600, 14, darker(p.wall_shade, 0.1))
    for i, x in enumerate((170, 640, 1110)):
        c.poly([(x + 80, 0), (x + 220, 0), (x + 330, 560), (x - 30, 560)], "#ffffff50")
        c.rect(x - 18, 172, 336, 296, DARK_WOOD, radius=4)
        c.rect(x, 190, 300, 260, (p.sky_top, PAPER, lighter(p.four, 0.4))[i])
        if i == 0:
            c.circle(x + 210, 270, 40, p.sun)
            c.poly([(x, 450), (x + 110, 300), (x + 200, 450)], p.near)
            c.poly([(x + 120, 450), (x + 220, 340), (x + 300, 450)], p.leaf)
        elif i == 1:
            for j in range(5):
                c.circle(
                    x + 60 + j * 46, 330 - (j % 2) * 60, 46, (p.one, p.three, p.two, p.four)[j % 4]
                )
        else:
            headframe(c, x + 110, 450, 0.55, INK, p.one)
    Figure(c, someone(rng, p, size=560), facing=-1).stand(480, 950)
    Figure(c, someone(rng, p, size=540, age="old")).stand(960, 950, right=(1070, 640))


@scene("writing", "An einem Schreibtisch mit Lampe und Zettelwand schreibt eine Person einen Text.")
def writing(c: Canvas, p: Palette, rng: random.Random) -> None:
    room(c, p, rng, view=False, lamp=False)
    c.rect(950, 140, 480, 340, "#d8b184", radius=8)
    for i in range(6):
        x, y = 985 + (i % 3) * 148, 175 + (i // 3) * 150
        c.rect(x, y, 116, 110, (p.three, PAPER, p.one, p.four, PAPER, p.near)[i], radius=4)
        for j in range(3):
            c.line([(x + 18, y + 30 + j * 24), (x + 90 - j * 16, y + 30 + j * 24)], 5, "#1f2f4666")
    Figure(c, someone(rng, p, size=650, top=p.two)).behind(
        700, 720, left=(620, 700), right=(790, 690)
    )
    table(c, 320, 720, 960, 980)
    c.poly([(720, 716), (930, 716), (965, 744), (690, 744)], PAPER)
    c.line([(800, 660), (780, 712)], 9, p.one)
    c.line([(400, 718), (380, 560), (430, 470)], 14, INK)
    c.poly([(396, 500), (440, 420), (510, 470), (470, 540)], p.three)
    c.circle(500, 540, 90, "#fff3c92e")


@scene(
    "farm",
    "Eine alte Scheune aus Backstein steht neben einem großen Baum, davor blüht eine Wiese.",
    palettes=OUTDOORS,
)
def old_farm(c: Canvas, p: Palette, rng: random.Random) -> None:
    sky(c, p, rng)
    land(c, p, rng, horizon=500)
    c.rect(560, 520, 620, 330, "#a8604a")
    c.poly([(520, 524), (700, 320), (1040, 320), (1220, 524)], "#6b4a3a")
    for i in range(5):
        c.rect(560 + i * 148, 520, 16, 330, "#4b382d")
    c.rect(560, 640, 620, 14, "#4b382d")
    c.rect(780, 640, 180, 210, "#5d7f59", radius=90, corners=(True, True, False, False))
    c.line([(870, 660), (870, 850)], 6, "#42603f")
    for x in (600, 700, 1000, 1100):
        c.rect(x, 560, 60, 60, "#ffe3a1")
    tree(c, 330, 870, 2.0, p.leaf)
    c.hills(860, p.near, height=10, waves=0.8)
    flowers(c, p, rng, 960, 20)
