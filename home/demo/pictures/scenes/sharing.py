"""Food, clothes, repair, markets and neighbours."""

import random

from home.demo.pictures.buildings import bunting, row_of_houses, stall
from home.demo.pictures.canvas import Canvas
from home.demo.pictures.nature import bush, sky, tree
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
from home.demo.pictures.rooms import room
from home.demo.pictures.scenes.registry import scene
from home.demo.pictures.things import bench, cake, crate, cup, table
from home.demo.pictures.vehicles import bicycle


@scene("food", "Hinter Kisten mit Gemüse, Brot und Äpfeln stehen zwei Menschen an einer Ausgabe.")
def food(c: Canvas, p: Palette, rng: random.Random) -> None:
    room(c, p, rng, view=False)
    for i in range(2):
        c.rect(140, 230 + i * 190, 1320, 22, DARK_WOOD, radius=6)
        for j in range(13):
            x = 170 + j * 100
            h = 60 + (i * 31 + j * 47) % 60
            c.rect(x, 230 + i * 190 - h, 62, h, (p.one, p.three, p.four, p.two, PAPER)[(i + j) % 5],
                   radius=10)  # fmt: skip
    Figure(c, someone(rng, p, size=620, top=p.two)).behind(
        540, 720, left=(430, 650), right=(680, 650)
    )
    Figure(c, someone(rng, p, size=620, top=p.one), facing=-1).behind(1060, 720, left=(900, 640))
    for x, wares in ((160, "carrots"), (500, "bread"), (840, "greens"), (1180, "apples")):
        crate(c, x, 830, 280, wares)
    c.rect(60, 826, 1480, 36, DARK_WOOD, radius=10)
    c.rect(90, 860, 1420, 140, darker(p.floor, 0.1))


@scene("cooking", "Zwei Menschen kochen zusammen; auf dem Tisch stehen ein Topf und Gemüse.")
def cooking(c: Canvas, p: Palette, rng: random.Random) -> None:
    room(c, p, rng)
    Figure(c, someone(rng, p, size=620, top="#ffffff")).behind(
        520, 700, left=(430, 690), right=(690, 590)
    )
    Figure(c, someone(rng, p, size=620, top=p.one), facing=-1).behind(1080, 700, left=(980, 680))
    table(c, 280, 700, 1040, 970)
    c.rect(660, 590, 250, 116, p.two, radius=22)
    c.rect(636, 612, 298, 22, darker(p.two), radius=10)
    c.ellipse(785, 592, 122, 18, "#f0b45a")
    c.line([(690, 590), (760, 500)], 12, DARK_WOOD)
    for dx in (-50, 0, 50):
        c.curve(
            [(785 + dx, 560), (800 + dx, 520), (775 + dx, 490), (795 + dx, 450)], 8, "#ffffffb0"
        )
    c.rect(950, 688, 150, 14, "#e0b078", radius=6)
    for i in range(4):
        c.line([(970 + i * 30, 680), (990 + i * 30, 676)], 18, "#ef8a3c")
    c.circle(400, 668, 34, "#5faa62")
    c.circle(1210, 672, 30, "#d9534f")


@scene("cafe", "Drei Menschen sitzen bei Kaffee und Kuchen zusammen und lachen.")
def cafe(c: Canvas, p: Palette, rng: random.Random) -> None:
    room(c, p, rng)
    Figure(c, someone(rng, p, size=600, age="old")).behind(440, 690, right=(560, 660))
    Figure(c, someone(rng, p, size=620)).behind(800, 680, left=(690, 660), right=(900, 660))
    Figure(c, someone(rng, p, size=600, age="old"), facing=-1).behind(1150, 690, left=(1030, 640))
    table(c, 280, 700, 1040, 970, PAPER)
    c.poly([(280, 716), (1320, 716), (1290, 820), (310, 820)], lighter(p.one, 0.35))
    cup(c, 540, 702, p.two)
    cake(c, 800, 706, PAPER)
    cup(c, 1040, 702, p.four)
    c.circle(670, 694, 12, p.three)


@scene("clothes", "An einer Kleiderstange sortiert eine Person bunte Kleidung.")
def clothes(c: Canvas, p: Palette, rng: random.Random) -> None:
    room(c, p, rng, view=False)
    c.line([(260, 930), (260, 300), (1080, 300), (1080, 930)], 16, METAL)
    for i in range(9):
        x, fill = 320 + i * 86, p.clothes[i % 5]
        c.arc(x, 292, 16, 180, 380, 5, INK)
        c.poly(
            [
                (x - 34, 322),
                (x + 34, 322),
                (x + 48, 380),
                (x + 32, 396),
                (x + 32, 560 + (i % 3) * 50),
                (x - 32, 560 + (i % 3) * 50),
                (x - 32, 396),
                (x - 48, 380),
            ],
            fill,
        )
        c.line([(x - 30, 322), (x + 30, 322)], 6, darker(fill))
    Figure(c, someone(rng, p, size=640, top=p.one), facing=-1).stand(1240, 960, left=(1030, 460),
           right=(1330, 660))  # fmt: skip
    for i, fill in enumerate((p.two, p.three, p.four, PAPER)):
        c.rect(420 + i * 6, 890 - i * 34, 300 - i * 12, 32, fill, radius=12)


@scene("repair", "An einer Werkbank reparieren zwei Menschen gemeinsam eine Lampe.")
def repair(c: Canvas, p: Palette, rng: random.Random) -> None:
    room(c, p, rng, view=False)
    c.rect(330, 150, 940, 270, lighter(p.floor, 0.25), radius=10)
    for i in range(8):
        x = 400 + i * 112
        if i % 3 == 0:
            c.line([(x, 200), (x, 350)], 14, DARK_WOOD)
            c.rect(x - 34, 190, 68, 36, METAL, radius=6)
        elif i % 3 == 1:
            c.line([(x, 260), (x, 360)], 22, p.one)
            c.line([(x, 190), (x, 260)], 9, METAL)
        else:
            c.ring(x, 220, 28, 14, METAL)
            c.line([(x, 246), (x, 360)], 18, METAL)
    Figure(c, someone(rng, p, size=620, age="old")).behind(
        540, 710, left=(450, 690), right=(720, 610)
    )
    Figure(c, someone(rng, p, size=620), facing=-1).behind(
        1060, 710, left=(880, 640), right=(1150, 690)
    )
    c.rect(220, 710, 1160, 44, DARK_WOOD, radius=10)
    c.rect(270, 754, 1060, 246, "#b9804f")
    c.line([(800, 706), (800, 600), (740, 520)], 16, INK)
    c.poly([(700, 560), (640, 500), (720, 450), (770, 500)], p.three)
    c.rect(742, 694, 116, 18, INK, radius=8)
    c.circle(690, 540, 20, "#fff3c9")
    c.rect(940, 640, 120, 70, p.two, radius=16)
    c.rect(964, 632, 72, 10, INK)


@scene("bikes", "Eine Person schraubt an einem Fahrrad, das in der Werkstatt steht.")
def bikes(c: Canvas, p: Palette, rng: random.Random) -> None:
    room(c, p, rng, view=False)
    for x in (260, 480):
        c.ring(x, 270, 96, 14, INK)
        c.ring(x, 270, 78, 3, METAL)
    c.rect(1010, 180, 420, 20, DARK_WOOD)
    for i, fill in enumerate((p.one, p.two, p.three, p.four)):
        c.rect(1040 + i * 96, 110, 60, 70, fill, radius=8)
    bicycle(c, 620, 930, 1.55, p.one)
    mechanic = Figure(c, someone(rng, p, size=620, top=p.two), facing=-1)
    mechanic.kneel(1090, 950, left=(840, 760), right=(850, 800))
    c.line([(836, 756), (800, 800)], 14, METAL)
    c.rect(1220, 880, 190, 74, "#d9534f", radius=8)
    c.rect(1290, 852, 50, 30, INK, radius=8)


@scene(
    "market",
    "Auf einem Fest stehen Menschen an zwei bunten Ständen unter Wimpeln.",
    palettes=OUTDOORS,
)
def market(c: Canvas, p: Palette, rng: random.Random) -> None:
    sky(c, p, rng, until=600)
    row_of_houses(c, p, rng, 640)
    c.rect(0, 640, 1600, 360, lighter(p.floor, 0.25))
    bunting(c, p, 180)
    for x, colour, wares in ((130, p.one, "apples"), (960, p.two, "bread")):
        Figure(c, someone(rng, p, size=520)).behind(x + 250, 740, left=(x + 170, 720))
        stall(c, x, 870, 500, colour)
        crate(c, x + 40, 734, 190, wares)
    Figure(c, someone(rng, p, size=520), facing=-1).stand(740, 960, left=(640, 740))
    Figure(c, someone(rng, p, age="child", size=500)).stand(880, 970, right=(960, 780))


@scene(
    "neighbours",
    "Nachbarinnen und Nachbarn stehen vor bunten Häusern und unterhalten sich.",
    palettes=OUTDOORS,
)
def neighbours(c: Canvas, p: Palette, rng: random.Random) -> None:
    sky(c, p, rng, until=520)
    row_of_houses(c, p, rng, 720)
    c.rect(0, 720, 1600, 280, lighter(p.floor, 0.3))
    c.rect(0, 720, 1600, 26, darker(p.floor, 0.08))
    tree(c, 1450, 760, 1.2, p.leaf)
    bush(c, 130, 752, 1.1, p.leaf)
    Figure(c, someone(rng, p, size=480)).stand(500, 950, right=(620, 690))
    Figure(c, someone(rng, p, size=470, age="old"), facing=-1).stand(720, 955, left=(620, 740))
    Figure(c, someone(rng, p, size=480)).stand(1000, 950, right=(1090, 720))
    Figure(c, someone(rng, p, age="child", size=480), facing=-1).stand(1160, 955, left=(1080, 770))


@scene(
    "park_cafe",
    "Zwei Menschen sitzen mit Kaffee auf einer Bank unter einem Baum.",
    palettes=OUTDOORS,
)
def park_cafe(c: Canvas, p: Palette, rng: random.Random) -> None:
    sky(c, p, rng)
    c.hills(620, p.far, height=50, waves=1.2, phase=2)
    c.hills(740, p.near, height=20, waves=0.7, phase=4)
    tree(c, 330, 800, 1.9, p.leaf)
    bench(c, 560, 760, 930, 620)
    Figure(c, someone(rng, p, size=560, age="old")).sit(740, 760, ground=940, right=(840, 650),
           left=(820, 660))  # fmt: skip
    Figure(c, someone(rng, p, size=560), facing=-1).sit(1050, 760, ground=940, left=(950, 650))
    cup(c, 850, 640, PAPER)
    cup(c, 940, 640, p.three)
