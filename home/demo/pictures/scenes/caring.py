"""Visits, company, health, counselling."""

import random

from home.demo.pictures.buildings import LIT
from home.demo.pictures.canvas import Canvas
from home.demo.pictures.nature import birds, bush, flower, land, sky, tree
from home.demo.pictures.palettes import (
    DARK_WOOD,
    INK,
    METAL,
    OUTDOORS,
    PAPER,
    Palette,
    darker,
    lighter,
)
from home.demo.pictures.people import Figure, someone
from home.demo.pictures.rooms import FLOOR, picture_window, room
from home.demo.pictures.scenes.registry import scene
from home.demo.pictures.things import armchair, bench, cup, plant, speech, table
from home.demo.pictures.vehicles import wheelchair


@scene("visit", "Zwei Menschen sitzen sich in Sesseln gegenüber und trinken Kaffee.")
def visit(c: Canvas, p: Palette, rng: random.Random) -> None:
    room(c, p, rng)
    c.ellipse(800, 910, 640, 64, lighter(p.four, 0.5))
    armchair(c, 450, 720, 900, p.two)
    armchair(c, 1150, 720, 900, p.three)
    Figure(c, someone(rng, p, size=600, age="old", top=p.four)).sit(450, 720, ground=900,
           right=(640, 650), left=(590, 670))  # fmt: skip
    Figure(c, someone(rng, p, size=600, top=p.one), facing=-1).sit(1150, 720, ground=900,
           left=(970, 640), right=(1010, 660))  # fmt: skip
    table(c, 690, 760, 220, 900)
    cup(c, 750, 762, PAPER)
    cup(c, 850, 762, PAPER)


@scene(
    "walk", "Ein junger und ein alter Mensch gehen Arm in Arm durch einen Park.", palettes=OUTDOORS
)
def walk(c: Canvas, p: Palette, rng: random.Random) -> None:
    sky(c, p, rng)
    land(c, p, rng, horizon=500)
    c.smooth([(600, 720), (980, 720), (1300, 1010), (260, 1010)], lighter(p.floor, 0.3))
    tree(c, 250, 830, 1.7, p.leaf)
    tree(c, 1400, 850, 1.5, lighter(p.leaf, 0.1))
    old = Figure(c, someone(rng, p, size=520, age="old", top=p.four))
    old.stand(740, 950, left=(640, 770), right=(850, 700), step=16)
    c.line([(640, 770), (622, 950)], 12, DARK_WOOD)
    Figure(c, someone(rng, p, size=560, top=p.one), facing=-1).stand(
        900, 955, left=(830, 720), step=16
    )
    birds(c, 1060, 230)


@scene(
    "wheelchair",
    "Eine Person im Rollstuhl und eine Begleitung sind zusammen im Grünen unterwegs.",
    palettes=OUTDOORS,
)
def in_a_wheelchair(c: Canvas, p: Palette, rng: random.Random) -> None:
    sky(c, p, rng)
    land(c, p, rng, horizon=520)
    c.rect(0, 900, 1600, 100, lighter(p.floor, 0.3))
    tree(c, 1330, 900, 1.7, p.leaf)
    bush(c, 220, 902, 1.4, p.leaf)
    rider = Figure(c, someone(rng, p, size=540, top=p.three))
    wheelchair(c, 840, 960, 1.25, p.one)
    rider.sit(835, 765, ground=925, right=(960, 690), left=(930, 710))
    pusher = Figure(c, someone(rng, p, size=580, top=p.two))
    pusher.stand(600, 960, right=(728, 620), left=(716, 624), lean=16, step=30)


@scene("hospital", "Eine Person sitzt am Bett eines Menschen, auf dem Tisch stehen Blumen.")
def hospital(c: Canvas, p: Palette, rng: random.Random) -> None:
    room(c, p, rng, lamp=False)
    c.rect(560, 560, 36, 380, METAL, radius=12)
    c.rect(1330, 660, 30, 280, METAL, radius=12)
    c.rect(590, 760, 750, 90, PAPER, radius=20)
    patient = Figure(c, someone(rng, p, size=560, age="old", top="#dfeaf2"))
    c.rect(596, 620, 150, 140, "#ffffff", radius=34)
    patient.behind(720, 760, right=(860, 720))
    c.rect(740, 730, 600, 110, lighter(p.two, 0.35), radius=34)
    c.rect(740, 730, 90, 110, "#ffffff", radius=30)
    Figure(c, someone(rng, p, size=580, top=p.one), facing=1).sit(330, 800, ground=950,
           right=(600, 740), left=(560, 750))  # fmt: skip
    table(c, 1390, 690, 170, 940)
    for dx in (-26, 0, 26):
        flower(c, 1474 + dx, 650, 1, (p.one, p.three, p.four)[dx // 26 + 1], p.leaf)
    c.rect(1444, 622, 60, 70, "#bcd9e4", radius=10)


@scene("candle", "Vor einem Nachtfenster mit Sternen und Mond brennt eine Kerze neben Blumen.")
def candle(c: Canvas, p: Palette, rng: random.Random) -> None:
    c.gradient("#39466f", "#6b6a96")
    c.rect(0, FLOOR, 1600, 240, "#56506f")
    picture_window(c, p, 480, 90, 640, 520, night=True)
    c.rect(300, 640, 1000, 40, "#e9d8c3", radius=12)
    c.circle(800, 500, 170, "#ffdf9e30")
    c.circle(800, 500, 100, "#ffdf9e48")
    c.rect(764, 520, 72, 124, "#fff4e0", radius=10)
    c.smooth([(800, 444), (822, 490), (800, 516), (778, 490)], "#ffb84f")
    c.smooth([(800, 470), (810, 494), (800, 510), (790, 494)], LIT)
    c.rect(1010, 560, 84, 84, p.one, radius=16)
    for dx in (-24, 4, 30):
        flower(c, 1052 + dx, 572, 1.1, (p.three, PAPER, "#f2a0a8")[(dx + 24) // 27], "#6fae8a")
    c.smooth([(470, 640), (500, 596), (570, 596), (600, 640)], "#8b7fb5")
    c.smooth([(500, 606), (520, 570), (556, 576), (570, 606)], "#a397c8")


@scene("phone", "Eine Person mit Kopfhörer sitzt am Schreibtisch und hört am Telefon zu.")
def phone(c: Canvas, p: Palette, rng: random.Random) -> None:
    room(c, p, rng)
    speech(c, 1010, 240, 330, 170, lighter(p.three, 0.2), tail=-1)
    for i in range(3):
        c.circle(1095 + i * 80, 325, 20, p.two)
    listener = Figure(c, someone(rng, p, size=680, top=p.two, hair="short"))
    joints = listener.behind(700, 730, left=(560, 700), right=(860, 700))
    x, y = joints.head
    c.arc(x, y - 6, 66, 190, 350, 12, INK)
    c.rect(x - 78, y - 30, 28, 62, p.one, radius=12)
    c.curve([(x - 60, y + 30), (x - 30, y + 62), (x + 22, y + 52)], 7, INK)
    table(c, 360, 730, 880, 980)
    cup(c, 1090, 732, p.four)
    c.poly([(660, 728), (860, 728), (890, 752), (640, 752)], PAPER)
    plant(c, 450, 732, 0.55, p.leaf, p.three)


@scene("talk", "Drei Menschen sitzen im Kreis auf Stühlen und sprechen miteinander.")
def talk(c: Canvas, p: Palette, rng: random.Random) -> None:
    room(c, p, rng)
    c.ellipse(800, 910, 600, 70, lighter(p.two, 0.6))
    for x, fill, back in ((420, p.three, -1), (800, p.four, 0), (1180, p.three, 1)):
        c.rect(x - 80 + back * 14, 520, 160, 210, darker(fill, 0.1), radius=30)
        c.rect(x - 90, 720, 180, 34, fill, radius=14)
        for dx in (-70, 54):
            c.rect(x + dx, 750, 16, 160, darker(fill, 0.3))
    Figure(c, someone(rng, p, size=580)).sit(420, 726, ground=910, right=(590, 620))
    Figure(c, someone(rng, p, size=600)).behind(800, 730, left=(730, 700), right=(870, 700))
    c.rect(704, 724, 192, 34, p.four, radius=14)
    Figure(c, someone(rng, p, size=580), facing=-1).sit(1180, 726, ground=910, left=(1020, 650))


@scene("games", "Vier Menschen verschiedenen Alters spielen ein Brettspiel.")
def games(c: Canvas, p: Palette, rng: random.Random) -> None:
    room(c, p, rng)
    Figure(c, someone(rng, p, size=580, age="old")).behind(400, 690, right=(540, 670))
    Figure(c, someone(rng, p, age="child", size=650)).behind(680, 690, right=(760, 670))
    Figure(c, someone(rng, p, size=600), facing=-1).behind(930, 690, left=(860, 670))
    Figure(c, someone(rng, p, size=580), facing=-1).behind(1200, 690, left=(1060, 660))
    table(c, 240, 700, 1120, 980)
    c.poly([(560, 704), (1040, 704), (1090, 748), (510, 748)], p.three)
    for i in range(7):
        fill = (p.one, PAPER, p.two)[i % 3]
        c.ellipse(580 + i * 73, 726, 24, 10, fill)
    for x, fill in ((660, p.one), (800, p.two), (930, p.four)):
        c.circle(x, 684, 13, fill)
        c.poly([(x - 16, 722), (x + 16, 722), (x, 686)], fill)
    c.rect(1130, 668, 40, 40, "#ffffff", radius=9)
    for dx, dy in ((11, 11), (29, 29), (20, 20)):
        c.circle(1130 + dx, 668 + dy, 4, INK)


@scene("hands", "Drei Hände in verschiedenen Farben liegen zusammen; darüber schwebt ein Herz.")
def hands(c: Canvas, p: Palette, rng: random.Random) -> None:
    c.gradient(lighter(p.sky_top, 0.35), p.sky)
    c.circle(800, 520, 420, lighter(p.three, 0.45))
    c.circle(800, 520, 320, lighter(p.three, 0.25))
    for x in (-1, 1):
        c.circle(800 + x * 62, 300, 76, p.one)
    c.poly([(666, 324), (934, 324), (800, 470)], p.one)
    arms = (
        ((-60, 940), (700, 620), p.two, "#eebd98"),
        ((1660, 940), (900, 620), p.four, "#8a573a"),
        ((800, 1060), (800, 690), p.near, "#d99f76"),
    )
    for start, end, sleeve, skin in arms:
        wrist = (start[0] + (end[0] - start[0]) * 0.72, start[1] + (end[1] - start[1]) * 0.72)
        c.line([start, wrist], 140, sleeve)
        c.line([wrist, end], 92, skin)
        c.circle(end[0], end[1], 74, skin)
        for i in range(4):
            dx = (end[0] - start[0]) * 0.07 + (i - 1.5) * 30
            c.line([end, (end[0] + dx, end[1] - 66 + abs(i - 1.5) * 12)], 30, skin)


@scene(
    "garden_bench",
    "Zwei Menschen sitzen auf einer Bank und schauen auf einen See.",
    palettes=OUTDOORS,
)
def garden_bench(c: Canvas, p: Palette, rng: random.Random) -> None:
    sky(c, p, rng, until=560)
    c.hills(500, p.far, height=40, waves=1.4, phase=1)
    c.hills(570, p.water, height=4, waves=0.6)
    for i in range(7):
        c.line([(120 + i * 220, 620 + (i % 3) * 26), (240 + i * 220, 620 + (i % 3) * 26)], 7,
               lighter(p.water, 0.35))  # fmt: skip
    c.hills(760, p.near, height=16, waves=0.8, phase=3)
    tree(c, 1360, 860, 1.9, p.leaf)
    Figure(c, someone(rng, p, size=560)).behind(680, 800)
    Figure(c, someone(rng, p, size=540, age="old"), facing=-1).behind(890, 800)
    bench(c, 520, 830, 970, 560)
