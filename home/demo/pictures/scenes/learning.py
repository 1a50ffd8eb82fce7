"""Reading, learning, school and kindergarten."""

import random

from home.demo.pictures.canvas import Canvas
from home.demo.pictures.nature import flowers, grass, land, sky
from home.demo.pictures.palettes import (
    GREEN,
    INK,
    METAL,
    PAPER,
    Palette,
    darker,
    lighter,
)
from home.demo.pictures.people import Figure, someone
from home.demo.pictures.rooms import board, picture_window, room
from home.demo.pictures.scenes.registry import scene
from home.demo.pictures.things import (
    armchair,
    blocks,
    bookshelf,
    laptop,
    open_book,
    plant,
    speech,
    table,
)


@scene("reading", "Eine Person sitzt im Sessel und liest zwei Kindern aus einem Buch vor.")
def reading(c: Canvas, p: Palette, rng: random.Random) -> None:
    room(c, p, rng, view=False)
    bookshelf(c, p, rng, 90, 170, 420, 4)
    picture_window(c, p, 1140, 130, 330, 320)
    c.ellipse(820, 900, 560, 66, lighter(p.four, 0.45))
    armchair(c, 720, 700, 890, p.two)
    reader = Figure(c, someone(rng, p, size=560, top=p.one))
    reader.sit(700, 700, ground=890, left=(845, 600), right=(860, 610))
    open_book(c, 850, 575, 0.85, p.three)
    Figure(c, someone(rng, p, age="child", size=540), facing=-1).sit_on_floor(1090, 920)
    Figure(c, someone(rng, p, age="child", size=520), facing=-1).sit_on_floor(1320, 940,
           left=(1240, 800))  # fmt: skip


@scene(
    "story_circle",
    "Drei Kinder sitzen im Kreis auf einer Wiese, eine Person liest ihnen vor.",
    palettes=GREEN,
)
def story_circle(c: Canvas, p: Palette, rng: random.Random) -> None:
    sky(c, p, rng)
    land(c, p, rng, horizon=480)
    grass(c, rng, 760, darker(p.near, 0.12))
    c.ellipse(800, 880, 640, 80, lighter(p.one, 0.4))
    reader = Figure(c, someone(rng, p, size=560, top=p.two))
    reader.sit_on_floor(480, 890, left=(590, 740), right=(600, 745))
    open_book(c, 590, 720, 0.8, p.three)
    for x, y in ((820, 860), (1030, 900), (1230, 870)):
        Figure(c, someone(rng, p, age="child", size=560), facing=-1).sit_on_floor(x, y)
    flowers(c, p, rng, 985, 16)


@scene("homework", "Ein Kind und eine erwachsene Person sitzen am Tisch über einem Schulheft.")
def homework(c: Canvas, p: Palette, rng: random.Random) -> None:
    room(c, p, rng)
    Figure(c, someone(rng, p, size=620)).behind(620, 690, left=(520, 680), right=(760, 680))
    child = Figure(c, someone(rng, p, age="child", size=640), facing=-1)
    child.behind(960, 690, left=(840, 680), right=(1060, 680))
    table(c, 330, 690, 940, 960)
    c.poly([(700, 684), (960, 684), (1000, 712), (670, 712)], PAPER)
    c.line([(842, 640), (812, 694)], 10, p.one)
    for i, fill in enumerate((p.two, p.three, p.four)):
        c.rect(400, 668 - i * 26, 150 - i * 14, 24, fill, radius=4)
    c.circle(1180, 664, 28, "#d9534f")
    c.line([(1180, 640), (1190, 618)], 7, "#4d7a45")


@scene("tutoring", "Vor einer Tafel erklärt eine Person zwei Jugendlichen eine Aufgabe.")
def tutoring(c: Canvas, p: Palette, rng: random.Random) -> None:
    room(c, p, rng, view=False, lamp=False)
    board(c, 430, 130, 740, 400)
    for i, y in enumerate((210, 290, 370)):
        c.line([(500, y), (620 + i * 60, y)], 9, "#ffffffc8")
    c.ring(960, 300, 86, 8, "#f3e9c6")
    c.line([(960, 300), (1034, 256)], 8, "#f3e9c6")
    Figure(c, someone(rng, p, size=600, top=p.one), facing=-1).stand(1290, 950, left=(1110, 420))
    for x in (360, 690):
        learner = Figure(c, someone(rng, p, size=500))
        learner.behind(x, 780, left=(x - 60, 770), right=(x + 90, 770))
        table(c, x - 180, 780, 360, 980)
        c.poly([(x - 30, 776), (x + 110, 776), (x + 130, 796), (x - 50, 796)], PAPER)


@scene("languages", "Zwei Menschen unterhalten sich; über ihnen schweben Sprechblasen.")
def languages(c: Canvas, p: Palette, rng: random.Random) -> None:
    c.gradient(lighter(p.wall, 0.3), p.wall_shade)
    c.circle(800, 620, 460, lighter(p.three, 0.55))
    speech(c, 250, 130, 420, 190, p.two, tail=1)
    speech(c, 930, 90, 420, 190, p.one, tail=-1)
    for i in range(3):
        c.rect(320, 176 + i * 42, 280 - i * 70, 16, "#ffffffd8", radius=8)
        c.circle(1060 + i * 80, 185, 22, "#ffffffe8")
    table(c, 420, 760, 760, 1020)
    Figure(c, someone(rng, p, size=640)).behind(520, 770, left=(600, 745), right=(690, 735))
    Figure(c, someone(rng, p, size=640), facing=-1).behind(1080, 770, left=(930, 700),
           right=(1010, 745))  # fmt: skip
    c.rect(420, 760, 760, 30, "#b9804f", radius=10)


@scene("computer", "Eine jüngere Person zeigt einem älteren Menschen etwas am Laptop.")
def computer(c: Canvas, p: Palette, rng: random.Random) -> None:
    room(c, p, rng)
    Figure(c, someone(rng, p, size=620, age="old", top=p.four)).behind(560, 700, right=(740, 670))
    Figure(c, someone(rng, p, size=640, top=p.two), facing=-1).behind(1010, 700, left=(890, 600))
    table(c, 320, 700, 960, 970)
    laptop(c, 800, 702, 1.15, lighter(p.three, 0.4))
    for i in range(3):
        c.rect(726, 566 + i * 34, 150 - i * 34, 14, (p.one, p.two, p.four)[i], radius=7)
    c.rect(1120, 670, 44, 30, p.one, radius=6)


@scene("online", "Auf einem Bildschirm lächeln vier Menschen in einer Videokonferenz.")
def online(c: Canvas, p: Palette, rng: random.Random) -> None:
    c.gradient(lighter(p.wall, 0.25), p.wall_shade)
    c.rect(0, 850, 1600, 150, p.floor)
    c.rect(340, 110, 920, 620, INK, radius=30)
    for row in range(2):
        y = 136 + row * 290
        for column, fill in enumerate(((p.three, p.near), (p.sky_top, lighter(p.one, 0.3)))[row]):
            c.rect(366 + column * 440, y, 428, 278, fill)
            look = someone(rng, p, size=620, age="old" if (row, column) == (1, 0) else "adult")
            Figure(c, look, facing=1 - 2 * column).behind(580 + column * 440, y + 330)
        # What hangs out of a window is covered again.
        c.rect(340, y + 278, 920, 12 if row == 0 else 38, INK)
        c.rect(340, y + 290, 920, 210, INK if row == 0 else p.wall_shade)
    c.rect(0, 850, 1600, 150, p.floor)
    c.rect(340, 690, 920, 50, INK, radius=24)
    c.rect(740, 730, 120, 90, METAL)
    c.rect(600, 812, 400, 30, METAL, radius=15)
    plant(c, 190, 880, 1.2, p.leaf, p.one)
    c.rect(1330, 800, 90, 70, p.two, radius=14)


@scene("kindergarten", "Zwei kleine Kinder und eine erwachsene Person bauen mit bunten Klötzen.")
def kindergarten(c: Canvas, p: Palette, rng: random.Random) -> None:
    room(c, p, rng)
    c.ellipse(800, 910, 640, 72, lighter(p.three, 0.4))
    blocks(c, p, 690, 900, 92)
    Figure(c, someone(rng, p, size=620)).kneel(440, 930, right=(690, 760), left=(520, 800))
    Figure(c, someone(rng, p, age="child", size=500), facing=-1).stand(1050, 920, left=(930, 690))
    Figure(c, someone(rng, p, age="child", size=520), facing=-1).sit_on_floor(1290, 930,
           left=(1200, 850))  # fmt: skip
    c.circle(320, 900, 44, p.one)
    c.arc(320, 900, 44, 200, 340, 10, "#ffffff")


@scene("library", "Eine Person nimmt ein Buch aus einem großen Bücherregal.")
def library(c: Canvas, p: Palette, rng: random.Random) -> None:
    c.gradient(lighter(p.wall, 0.2), p.wall)
    c.rect(0, 860, 1600, 140, p.floor)
    bookshelf(c, p, rng, 60, 130, 640, 6)
    bookshelf(c, p, rng, 900, 130, 640, 6)
    c.rect(700, 116, 200, 744, lighter(p.wall, 0.45))
    reader = Figure(c, someone(rng, p, size=640, top=p.one), facing=-1)
    reader.stand(800, 960, left=(640, 500), right=(920, 620))
    c.rect(604, 430, 34, 108, p.three, radius=4)
    c.rect(890, 560, 90, 120, p.two, radius=6)


@scene("crafting", "An einem Tisch basteln zwei Kinder und eine erwachsene Person mit Papier.")
def crafting(c: Canvas, p: Palette, rng: random.Random) -> None:
    room(c, p, rng)
    Figure(c, someone(rng, p, age="child", size=660)).behind(450, 690, right=(560, 680))
    Figure(c, someone(rng, p, size=620)).behind(790, 690, left=(680, 670), right=(900, 670))
    Figure(c, someone(rng, p, age="child", size=660), facing=-1).behind(1120, 690, left=(1010, 680))
    table(c, 270, 690, 1060, 970)
    for i, x in enumerate((560, 690, 900, 1010)):
        fill = (p.one, p.three, p.four, p.two)[i]
        c.poly([(x - 52, 688), (x + 40, 688), (x + 62, 714), (x - 70, 714)], fill)
    c.rect(1190, 610, 66, 82, p.two, radius=10)
    for dx, fill in ((12, p.one), (32, p.three), (52, p.four)):
        c.line([(1190 + dx, 616), (1180 + dx * 1.3, 560)], 10, fill)
