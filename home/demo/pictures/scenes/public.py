"""Rescue, politics, law, work and faith."""

import random

from home.demo.pictures.buildings import bunting, church, outline, row_of_houses
from home.demo.pictures.canvas import Canvas
from home.demo.pictures.nature import birds, river, sky, tree
from home.demo.pictures.palettes import (
    DAY,
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
from home.demo.pictures.rooms import board, room
from home.demo.pictures.scenes.registry import scene
from home.demo.pictures.things import cup, laptop, life_ring, speech, table
from home.demo.pictures.vehicles import wheels

RED = "#d63c34"


@scene(
    "fire_engine", "Vor einem roten Feuerwehrauto stehen zwei Menschen mit Helm.", palettes=OUTDOORS
)
def fire_engine(c: Canvas, p: Palette, rng: random.Random) -> None:
    sky(c, p, rng, until=560)
    outline(c, rng, 640, p.far)
    c.rect(0, 640, 1600, 360, "#b9c0c8")
    c.rect(180, 330, 1240, 380, "#e9e2d6")
    c.rect(150, 290, 1300, 56, "#8e4436")
    c.rect(420, 400, 900, 310, "#7f8893")
    c.rect(260, 440, 900, 340, RED, radius=26)
    c.rect(980, 440, 340, 340, darker(RED, 0.05), radius=40)
    c.rect(1110, 480, 180, 130, "#d8eef5", radius=18)
    c.rect(1010, 480, 80, 130, "#d8eef5", radius=12)
    c.rect(260, 650, 1060, 34, "#ffffff")
    c.rect(300, 400, 620, 26, METAL, radius=8)
    for i in range(11):
        c.line([(320 + i * 56, 400), (320 + i * 56, 426)], 6, darker(METAL, 0.2))
    for i in range(3):
        c.rect(300 + i * 220, 490, 190, 140, "#c7cdd4", radius=8)
        for j in range(4):
            c.line([(310 + i * 220, 518 + j * 30), (480 + i * 220, 518 + j * 30)], 4, "#9aa4b1")
    c.rect(1070, 412, 120, 30, "#3f7fd6", radius=12)
    wheels(c, 850, 76, 450, 1150)
    for x, facing in ((620, 1), (860, -1)):
        look = someone(rng, p, size=540, top="#2b3a55", hair="helmet")
        joints = Figure(c, look, facing=facing).stand(x, 960)
        c.pie(joints.head[0], joints.head[1] - 6, 58, 180, 360, "#f3d34a")
        c.rect(x - 52, 700, 104, 18, "#f3d34a")


@scene(
    "first_aid",
    "Eine Person legt einer anderen am Boden einen Verband an, daneben steht ein Koffer.",
    palettes=OUTDOORS,
)
def first_aid(c: Canvas, p: Palette, rng: random.Random) -> None:
    sky(c, p, rng, until=600)
    outline(c, rng, 640, p.far)
    c.rect(0, 640, 1600, 360, lighter(p.near, 0.1))
    tree(c, 200, 760, 1.5, p.leaf)
    bunting(c, p, 140, sag=30)
    c.ellipse(800, 930, 520, 50, darker(p.near, 0.1))
    Figure(c, someone(rng, p, size=560, top=p.four), facing=1).sit_on_floor(
        640, 930, right=(800, 790)
    )
    helper = Figure(c, someone(rng, p, size=580, top=RED), facing=-1)
    helper.kneel(1010, 940, left=(800, 780), right=(840, 800))
    c.line([(776, 776), (808, 800)], 34, "#ffffff")
    c.rect(1190, 790, 230, 160, RED, radius=18)
    c.arc(1305, 790, 40, 180, 360, 14, INK)
    c.circle(1305, 870, 56, "#ffffff")
    c.rect(1293, 830, 24, 80, RED)
    c.rect(1265, 858, 80, 24, RED)


@scene("water_rescue", "Am Seeufer hängt ein Rettungsring, eine Person schaut über das Wasser.",
       palettes=(DAY, SEA, MEADOW))  # fmt: skip
def water_rescue(c: Canvas, p: Palette, rng: random.Random) -> None:
    sky(c, p, rng, until=540)
    c.hills(500, p.far, height=30, waves=1.5, phase=1)
    river(c, p, y=560, width=260)
    for x, fill in ((520, p.one), (640, p.three), (760, p.one)):
        c.circle(x, 640 + (x % 7) * 6, 18, fill)
    c.hills(820, "#ecd9a8", height=14, waves=0.7, phase=2)
    c.rect(1180, 330, 24, 560, "#b9804f")
    c.rect(1030, 330, 320, 26, "#b9804f", radius=8)
    life_ring(c, 1100, 500, 120)
    guard = Figure(c, someone(rng, p, size=580, top=RED, hair="cap"), facing=-1)
    guard.stand(700, 960, left=(600, 500), right=(790, 700))
    c.line([(1350, 900), (1350, 260)], 12, METAL)
    c.poly([(1356, 270), (1500, 270), (1500, 330), (1356, 330)], RED)
    c.poly([(1356, 330), (1500, 330), (1500, 390), (1356, 390)], "#f3d34a")
    birds(c, 420, 240)


@scene(
    "ballot",
    "Drei junge Menschen diskutieren; über ihnen stehen Sprechblasen, vor ihnen eine Wahlurne.",
)
def ballot(c: Canvas, p: Palette, rng: random.Random) -> None:
    c.gradient(lighter(p.wall, 0.35), p.wall_shade)
    c.circle(800, 700, 560, lighter(p.three, 0.55))
    for x, fill, tail in ((220, p.one, 1), (640, p.two, 1), (1060, p.four, -1)):
        speech(c, x, 110, 330, 150, fill, tail=tail)
    for i in range(2):
        c.rect(270, 150 + i * 40, 220 - i * 70, 16, "#ffffffd8", radius=8)
        c.rect(1110, 150 + i * 40, 220 - i * 90, 16, "#ffffffd8", radius=8)
    c.line([(730, 186), (790, 220), (880, 150)], 20, "#ffffff")
    for i, x in enumerate((430, 800, 1170)):
        Figure(c, someone(rng, p, size=580), facing=1 if i < 2 else -1).stand(
            x,
            1010,
            right=(x + 100, 660) if i == 0 else None,
            left=(x - 100, 660) if i == 2 else None,
        )
    c.rect(640, 780, 320, 230, PAPER, radius=14)
    c.rect(620, 760, 360, 44, p.two, radius=12)
    c.rect(730, 772, 140, 12, INK, radius=6)
    c.poly([(760, 690), (850, 690), (842, 776), (768, 776)], "#ffffff")
    c.line([(784, 720), (804, 740), (830, 706)], 8, p.one)


@scene("meeting", "Vier Menschen planen am Tisch, an der Wand hängt eine Tafel mit Zetteln.")
def meeting(c: Canvas, p: Palette, rng: random.Random) -> None:
    room(c, p, rng, view=False)
    board(c, 480, 130, 640, 320, PAPER)
    for i in range(8):
        x, y = 520 + (i % 4) * 150, 165 + (i // 4) * 140
        c.rect(x, y, 104, 100, (p.one, p.three, p.near, p.four)[(i * 3) % 4], radius=6)
    for i, x in enumerate((350, 650, 950, 1250)):
        age = "old" if i == 1 else "adult"
        Figure(c, someone(rng, p, size=580, age=age), facing=1 if i < 2 else -1).behind(
            x, 710, left=(x - 60, 690), right=(x + 60, 690)
        )
    table(c, 180, 710, 1240, 990)
    cup(c, 520, 712, p.two, steam=False)
    laptop(c, 800, 714, 0.9, lighter(p.three, 0.3))
    c.poly([(1010, 706), (1160, 706), (1184, 728), (990, 728)], PAPER)


@scene(
    "office",
    "Eine Person ordnet am Schreibtisch Unterlagen, hinter ihr steht ein Regal mit Ordnern.",
)
def office(c: Canvas, p: Palette, rng: random.Random) -> None:
    room(c, p, rng, view=False)
    c.rect(180, 170, 560, 400, darker(p.floor, 0.35), radius=8)
    for i in range(2):
        for j in range(9):
            fill = (p.one, p.two, p.three, p.four)[(i + j) % 4]
            c.rect(200 + j * 58, 190 + i * 190, 48, 160, fill, radius=5)
            c.rect(212 + j * 58, 226 + i * 190, 24, 60, PAPER, radius=3)
    Figure(c, someone(rng, p, size=640, top=p.one)).behind(
        840, 710, left=(720, 680), right=(980, 680)
    )
    table(c, 380, 710, 960, 980)
    laptop(c, 1090, 712, 1.0, lighter(p.sky_top, 0.3))
    for i, fill in enumerate((PAPER, p.three, PAPER, p.four)):
        c.rect(520 + i * 5, 692 - i * 20, 190, 18, fill, radius=3)
    c.circle(1250, 260, 84, PAPER)
    c.ring(1250, 260, 84, 12, INK)
    c.line([(1250, 260), (1250, 206)], 8, INK)
    c.line([(1250, 260), (1292, 280)], 8, INK)


@scene(
    "bridge",
    "Zwei Menschen gehen von zwei Seiten auf einer Brücke aufeinander zu.",
    palettes=OUTDOORS,
)
def across_the_bridge(c: Canvas, p: Palette, rng: random.Random) -> None:
    sky(c, p, rng, until=620)
    c.hills(600, p.far, height=40, waves=1.3, phase=2)
    river(c, p, y=740, width=240)
    for side, x in ((-1, 0), (1, 1600)):
        c.smooth(
            [
                (x - side * 20, 640),
                (x - side * 330, 700),
                (x - side * 420, 1040),
                (x + side * 60, 1040),
            ],
            p.near,
        )
    stone = lighter(p.floor, 0.2)
    arch = [(100 + i * 35, 690 - 110 * (1 - ((i - 20) / 20) ** 2)) for i in range(41)]
    c.poly([*arch, *[(x, y + 70) for x, y in reversed(arch)]], stone)
    c.line(arch, 12, darker(stone, 0.15))
    c.line([(x, y - 70) for x, y in arch], 9, darker(stone, 0.3))
    for x, y in arch[::4]:
        c.line([(x, y), (x, y - 70)], 7, darker(stone, 0.3))
    Figure(c, someone(rng, p, size=420, top=p.one)).stand(640, 600, right=(760, 420), step=18)
    Figure(c, someone(rng, p, size=420, top=p.two), facing=-1).stand(
        960, 600, left=(840, 420), step=18
    )


@scene(
    "faith",
    "Vor Kirche, Kuppel und Bäumen stehen Menschen verschiedenen Glaubens zusammen.",
    palettes=OUTDOORS,
)
def faith(c: Canvas, p: Palette, rng: random.Random) -> None:
    sky(c, p, rng, until=600)
    c.hills(640, p.far, height=20, waves=1.2)
    church(c, 190, 720, 1.1, "#e9d6b4", "#8e4436")
    c.rect(960, 540, 330, 180, PAPER)
    c.pie(1125, 545, 130, 180, 360, lighter(p.four, 0.15))
    c.circle(1125, 404, 12, p.three)
    c.rect(1330, 360, 50, 360, PAPER)
    c.poly([(1322, 362), (1355, 280), (1388, 362)], lighter(p.four, 0.15))
    for i in range(4):
        c.rect(990 + i * 76, 600, 40, 80, "#cfe7ee", radius=20, corners=(True, True, False, False))
    tree(c, 760, 730, 1.2, p.leaf)
    c.hills(730, p.near, height=10, waves=0.8, phase=3)
    hairs = ("short", "scarf", "bob", "curls")
    for i, x in enumerate((500, 700, 900, 1100)):
        look = someone(rng, p, size=480, hair=hairs[i])
        Figure(c, look, facing=1 if i < 2 else -1).stand(
            x, 960, left=(x - 90, 720), right=(x + 90, 720)
        )


@scene(
    "job",
    "Eine ältere Person gibt einem jungen Menschen die Hand, auf dem Tisch liegen Unterlagen.",
)
def job(c: Canvas, p: Palette, rng: random.Random) -> None:
    room(c, p, rng)
    table(c, 520, 780, 560, 990)
    Figure(c, someone(rng, p, size=620, age="old", top=p.two)).stand(590, 970, right=(800, 660))
    Figure(c, someone(rng, p, size=600, top=p.one), facing=-1).stand(1010, 970, left=(800, 660))
    c.poly([(700, 776), (860, 776), (884, 798), (680, 798)], PAPER)
    c.rect(920, 752, 90, 30, p.three, radius=6)


@scene("camera", "Eine Person fotografiert auf einem Platz eine kleine Gruppe.", palettes=OUTDOORS)
def camera(c: Canvas, p: Palette, rng: random.Random) -> None:
    sky(c, p, rng, until=540)
    row_of_houses(c, p, rng, 680)
    c.rect(0, 680, 1600, 320, lighter(p.floor, 0.3))
    for i, x in enumerate((880, 1070, 1260)):
        age = ("adult", "child", "adult")[i]
        Figure(c, someone(rng, p, size=500, age=age), facing=-1).stand(
            x, 940, left=(x - 80, 560) if i == 0 else None, right=(x + 80, 560) if i == 2 else None
        )
    joints = Figure(c, someone(rng, p, size=560, top=p.two)).stand(420, 960, left=(500, 500),
                    right=(530, 505))  # fmt: skip
    left, top = joints.hands[1]
    c.rect(left - 50, top - 50, 90, 62, INK, radius=10)
    c.rect(left - 26, top - 64, 40, 18, INK, radius=6)
    c.circle(left + 24, top - 20, 24, METAL)
    c.circle(left + 24, top - 20, 13, INK)


@scene("justice", "Zwei Menschen sitzen sich am Tisch gegenüber, eine dritte Person vermittelt.")
def justice(c: Canvas, p: Palette, rng: random.Random) -> None:
    room(c, p, rng, view=False)
    c.line([(800, 150), (800, 430)], 14, darker(p.floor, 0.3))
    c.line([(620, 200), (980, 200)], 12, darker(p.floor, 0.3))
    for x in (620, 980):
        c.line([(x, 200), (x - 60, 330)], 4, INK)
        c.line([(x, 200), (x + 60, 330)], 4, INK)
        c.pie(x, 326, 74, 0, 180, p.three)
    Figure(c, someone(rng, p, size=600, age="old", top=p.two)).behind(800, 690, left=(680, 660),
           right=(920, 660))  # fmt: skip
    Figure(c, someone(rng, p, size=600, top=p.one)).behind(430, 710, right=(590, 690))
    Figure(c, someone(rng, p, size=600, top=p.four), facing=-1).behind(1170, 710, left=(1010, 690))
    table(c, 260, 710, 1080, 990)
    c.poly([(700, 706), (900, 706), (930, 732), (670, 732)], PAPER)
