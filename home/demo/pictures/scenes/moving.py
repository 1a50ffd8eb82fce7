"""Sport, and whatever has wheels."""

import math
import random

from home.demo.pictures.buildings import outline, row_of_houses
from home.demo.pictures.canvas import Canvas
from home.demo.pictures.nature import bush, horse, land, sky, tree
from home.demo.pictures.palettes import (
    DARK_WOOD,
    DAY,
    GREEN,
    INK,
    MEADOW,
    METAL,
    OUTDOORS,
    PAPER,
    SEA,
    Palette,
    darker,
    lighter,
)
from home.demo.pictures.people import Figure, someone
from home.demo.pictures.rooms import FLOOR, room
from home.demo.pictures.scenes.registry import scene
from home.demo.pictures.things import ball, note
from home.demo.pictures.vehicles import bicycle, bus, car


@scene(
    "football",
    "Zwei Kinder spielen Fußball vor einem Tor, eine erwachsene Person schaut zu.",
    palettes=GREEN,
)
def football(c: Canvas, p: Palette, rng: random.Random) -> None:
    sky(c, p, rng, until=560)
    outline(c, rng, 560, p.far)
    for i in range(6):
        y = 560 + i * 75
        c.rect(0, y, 1600, 76, p.near if i % 2 else lighter(p.near, 0.1))
    for x in range(950, 1450, 36):
        c.line([(x, 360), (x, 690)], 3, "#ffffff90")
    for y in range(360, 690, 36):
        c.line([(950, y), (1440, y)], 3, "#ffffff90")
    c.line([(950, 700), (950, 350), (1440, 350), (1440, 700)], 18, "#ffffff")
    Figure(c, someone(rng, p, size=540, top=p.two)).stand(300, 900, right=(390, 560))
    Figure(c, someone(rng, p, age="child", size=560, top=p.one)).stand(640, 930, left=(560, 700),
           right=(730, 700), step=34, lean=14)  # fmt: skip
    Figure(c, someone(rng, p, age="child", size=560, top=p.three), facing=-1).stand(1190, 850,
           left=(1070, 560), right=(1310, 560), step=24)  # fmt: skip
    ball(c, 800, 900, 48)


@scene("gymnastics", "Vier Menschen strecken in einer Turnhalle die Arme in die Höhe.")
def gymnastics(c: Canvas, p: Palette, rng: random.Random) -> None:
    c.gradient(lighter(p.wall, 0.3), p.wall)
    c.rect(0, 740, 1600, 260, "#dca86a")
    c.rect(0, 730, 1600, 14, darker(p.wall_shade, 0.15))
    for i in range(3):
        c.rect(120 + i * 490, 110, 380, 190, "#d9eef2", radius=8)
        c.line([(310 + i * 490, 110), (310 + i * 490, 300)], 8, PAPER)
    for i, x in enumerate((330, 640, 960, 1270)):
        c.ellipse(x, 950, 150, 26, (p.one, p.four, p.two, p.three)[i])
        look = someone(rng, p, size=560, age="old" if i % 2 else "adult")
        Figure(c, look, facing=1 if i < 2 else -1).stand(
            x, 950, left=(x - 95, 300), right=(x + 95, 300)
        )


@scene(
    "swimming", "In einem Schwimmbecken mit Bahnen schwimmen zwei Menschen.", palettes=(DAY, SEA)
)
def swimming(c: Canvas, p: Palette, rng: random.Random) -> None:
    c.gradient(lighter(p.wall, 0.35), p.wall)
    for i in range(4):
        c.rect(90 + i * 380, 90, 300, 230, "#d8f0f6", radius=10)
    c.rect(0, 400, 1600, 70, PAPER)
    for x in range(0, 1600, 80):
        c.line([(x, 400), (x, 470)], 3, "#c9d6da")
    c.rect(0, 470, 1600, 530, p.water)
    for row, y in enumerate((600, 800)):
        for i in range(22):
            c.circle(30 + i * 76, y, 18, (p.one, "#ffffff")[(i + row) % 2])
    for i in range(12):
        x, y = 70 + (i * 263) % 1480, 520 + (i * 97) % 460
        c.curve(
            [(x, y), (x + 40, y - 12), (x + 80, y), (x + 120, y - 12)], 6, lighter(p.water, 0.4)
        )
    for x, y, cap in ((520, 720, p.one), (1080, 900, p.three)):
        look = someone(rng, p, size=520, top=p.two)
        c.line([(x - 30, y), (x + 130, y - 66), (x + 230, y + 6)], 40, look.skin)
        c.ellipse(x - 70, y + 6, 120, 26, darker(look.skin, 0.06))
        c.circle(x + 40, y - 26, 52, look.skin)
        c.pie(x + 40, y - 32, 54, 180, 360, cap)
        c.circle(x + 66, y - 18, 10, INK)
        c.curve(
            [
                (x - 220, y + 26),
                (x - 120, y + 10),
                (x, y + 30),
                (x + 140, y + 14),
                (x + 260, y + 30),
            ],
            20,
            "#ffffff",
        )
    c.line([(1390, 470), (1390, 300), (1470, 300), (1470, 470)], 12, METAL)


@scene(
    "running",
    "Drei Menschen laufen an einem sonnigen Tag gemeinsam am Wasser entlang.",
    palettes=OUTDOORS,
)
def running(c: Canvas, p: Palette, rng: random.Random) -> None:
    sky(c, p, rng, until=560)
    land(c, p, rng, horizon=470)
    c.rect(0, 690, 1600, 90, p.water)
    c.rect(0, 780, 1600, 220, lighter(p.floor, 0.3))
    c.rect(0, 780, 1600, 16, p.near)
    for x in (420, 780, 1140):
        Figure(c, someone(rng, p, size=520)).run(x, 930)


@scene(
    "riding",
    "Ein Kind streichelt ein Pferd auf der Weide, eine Person hält den Führstrick.",
    palettes=GREEN,
)
def riding(c: Canvas, p: Palette, rng: random.Random) -> None:
    sky(c, p, rng)
    land(c, p, rng, horizon=520)
    for x in range(-20, 1640, 190):
        c.rect(x, 640, 22, 190, DARK_WOOD)
    for y in (670, 750):
        c.rect(-20, y, 1660, 20, DARK_WOOD)
    horse(c, 640, 940, 1.25, rng.choice(("#a9683c", "#7a4b2a", "#d8b98a")))
    c.line([(950, 590), (1160, 660)], 8, INK)
    Figure(c, someone(rng, p, size=540, top=p.two), facing=-1).stand(1220, 950, left=(1150, 660))
    Figure(c, someone(rng, p, age="child", size=560, top=p.one), facing=-1).stand(1020, 960,
           left=(960, 620))  # fmt: skip


@scene("dance", "Ein Paar tanzt, neben ihm klatschen zwei Menschen; Noten schweben im Raum.")
def dance(c: Canvas, p: Palette, rng: random.Random) -> None:
    room(c, p, rng, view=False)
    for i, (x, y) in enumerate(((420, 260), (560, 190), (1060, 220), (1210, 290), (960, 320))):
        note(c, x, y, 1.1, (p.one, p.two, p.four)[i % 3])
    c.ellipse(800, 930, 640, 60, lighter(p.floor, 0.25))
    Figure(c, someone(rng, p, size=580, top=p.one)).stand(
        700, 940, right=(880, 560), left=(820, 690), step=20
    )
    Figure(c, someone(rng, p, size=560, age="old", top=p.two), facing=-1).stand(910, 940,
           left=(860, 560), right=(830, 660), step=16)  # fmt: skip
    Figure(c, someone(rng, p, size=540)).stand(360, 930, left=(400, 690), right=(420, 690))
    Figure(c, someone(rng, p, size=540), facing=-1).stand(
        1250, 930, left=(1190, 690), right=(1210, 690)
    )


@scene(
    "bus",
    "Ein kleiner Bürgerbus hält an einer Haltestelle, zwei Fahrgäste warten.",
    palettes=OUTDOORS,
)
def citizens_bus(c: Canvas, p: Palette, rng: random.Random) -> None:
    sky(c, p, rng, until=560)
    outline(c, rng, 640, p.far)
    c.hills(660, p.mid, height=20, waves=1.1, phase=2)
    tree(c, 120, 800, 1.3, p.leaf)
    c.rect(0, 800, 1600, 40, lighter(p.floor, 0.35))
    c.rect(0, 840, 1600, 160, "#6d7683")
    for x in range(40, 1600, 220):
        c.rect(x, 930, 120, 14, "#ffffffc0", radius=4)
    bus(c, 260, 900, p.three, p.two)
    c.rect(1080, 420, 16, 400, METAL)
    c.circle(1088, 410, 66, "#f7d14a")
    c.ring(1088, 410, 66, 12, "#2f7d4f")
    for dx in (-18, 18):
        c.line([(1088 + dx, 378), (1088 + dx, 442)], 12, "#2f7d4f")
    c.line([(1070, 410), (1106, 410)], 12, "#2f7d4f")
    Figure(c, someone(rng, p, size=480, age="old"), facing=-1).stand(1230, 850)
    Figure(c, someone(rng, p, size=500), facing=-1).stand(1380, 852, left=(1310, 660))


@scene(
    "driving",
    "Eine Person begleitet einen älteren Menschen vom Auto zu einem Haus.",
    palettes=OUTDOORS,
)
def driving(c: Canvas, p: Palette, rng: random.Random) -> None:
    sky(c, p, rng, until=520)
    row_of_houses(c, p, rng, 700)
    c.rect(0, 700, 1600, 120, lighter(p.floor, 0.35))
    c.rect(0, 820, 1600, 180, "#6d7683")
    bush(c, 1480, 704, 1.1, p.leaf)
    car(c, 560, 920, p.one)
    Figure(c, someone(rng, p, size=500, top=p.two)).stand(890, 900, right=(990, 680))
    Figure(c, someone(rng, p, size=470, age="old"), facing=-1).stand(1080, 905, left=(980, 690))


@scene(
    "cargo_bike",
    "Eine Person steht mit einem bepackten Fahrrad auf einer Straße in der Stadt.",
    palettes=OUTDOORS,
)
def cargo_bike(c: Canvas, p: Palette, rng: random.Random) -> None:
    sky(c, p, rng, until=520)
    row_of_houses(c, p, rng, 690)
    c.rect(0, 690, 1600, 310, lighter(p.floor, 0.3))
    bicycle(c, 760, 940, 1.5, p.two)
    c.rect(880, 560, 210, 130, "#c99a6b", radius=10)
    c.rect(880, 600, 210, 12, DARK_WOOD)
    for i in range(3):
        c.circle(920 + i * 62, 548, 32, (p.one, "#5faa62", p.three)[i])
    Figure(c, someone(rng, p, size=560, top=p.one)).stand(520, 950, right=(640, 620))


@scene(
    "skating",
    "Zwei Jugendliche üben an einer Rampe Skateboard und BMX.",
    palettes=(DAY, MEADOW, SEA),
)
def skating(c: Canvas, p: Palette, rng: random.Random) -> None:
    sky(c, p, rng, until=600)
    outline(c, rng, 640, p.far, tall=True)
    c.rect(0, 640, 1600, 360, "#c9ced6")
    ramp = [(900, 900), (1600, 900), (1600, 480)]
    bend = [
        (1600 - 620 + 620 * math.sin(math.radians(a)), 480 + 420 * math.cos(math.radians(a)))
        for a in range(90, -1, -6)
    ]
    c.poly([*ramp, *bend], "#9aa4b1")
    Figure(c, someone(rng, p, size=500, hair="cap", top=p.one)).stand(480, 890, left=(370, 640),
           right=(600, 620), step=34, lean=12)  # fmt: skip
    c.rect(380, 892, 210, 16, p.two, radius=8)
    for x in (420, 550):
        c.circle(x, 918, 16, INK)
    bicycle(c, 900, 930, 0.8, p.four)
    Figure(c, someone(rng, p, size=490, hair="helmet", top=p.three), facing=-1).stand(1060, 930,
           left=(975, 720))  # fmt: skip
    c.rect(0, FLOOR + 170, 1600, 2, "#b8bec8")
