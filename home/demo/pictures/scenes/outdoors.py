"""Nature, gardens and animals."""

import random

from home.demo.pictures.buildings import boat, bridge, outline, tent
from home.demo.pictures.canvas import Canvas
from home.demo.pictures.nature import (
    birds,
    bush,
    cat,
    cloud,
    dog,
    flower,
    flowers,
    grass,
    land,
    pine,
    poplar,
    reeds,
    river,
    sky,
    stork,
    tree,
)
from home.demo.pictures.palettes import (
    DARK_WOOD,
    DAY,
    DUSK,
    GREEN,
    INK,
    MEADOW,
    METAL,
    MORNING,
    OUTDOORS,
    PAPER,
    SEA,
    WOOD,
    Palette,
    darker,
    lighter,
    mixed,
)
from home.demo.pictures.people import Figure, someone
from home.demo.pictures.rooms import room
from home.demo.pictures.scenes.registry import scene
from home.demo.pictures.things import crate


@scene("wetland", "Ein Storch steht in einer Flussaue zwischen Schilf und blühenden Wiesen.",
       palettes=GREEN)  # fmt: skip
def wetland(c: Canvas, p: Palette, rng: random.Random) -> None:
    sky(c, p, rng)
    land(c, p, rng, horizon=480)
    for x in (180, 300, 1380, 1470):
        poplar(c, x, 690, rng.uniform(0.8, 1.1), p.leaf)
    river(c, p, y=720, width=150)
    c.hills(880, lighter(p.near, 0.12), height=14, waves=1.2, phase=3)
    stork(c, 760, 900, 1.35)
    reeds(c, 300, 930, p.leaf)
    reeds(c, 1260, 940, p.leaf, count=8)
    flowers(c, p, rng, 975, 15)
    birds(c, 560, 220)


@scene(
    "orchard",
    "Auf einer Streuobstwiese pflücken zwei Menschen Äpfel von den Bäumen.",
    palettes=GREEN,
)
def orchard(c: Canvas, p: Palette, rng: random.Random) -> None:
    sky(c, p, rng)
    c.hills(600, p.far, height=44, waves=1.2, phase=1)
    c.hills(720, p.near, height=22, waves=0.9, phase=4)
    for x, y, s in ((180, 740, 1.2), (820, 720, 1.0), (1450, 760, 1.3)):
        tree(c, x, y, s, lighter(p.leaf, 0.12), fruit="#d9534f")
    tree(c, 560, 930, 2.0, p.leaf, fruit="#d9534f")
    c.line([(760, 950), (690, 470)], 14, WOOD)
    c.line([(830, 950), (750, 470)], 14, WOOD)
    for i in range(7):
        c.line([(766 - i * 9, 900 - i * 64), (826 - i * 10, 900 - i * 64)], 11, WOOD)
    Figure(c, someone(rng, p, size=520, top=p.one), facing=-1).stand(900, 950, left=(740, 560))
    Figure(c, someone(rng, p, size=520, top=p.two), facing=1).stand(320, 950, right=(410, 600))
    crate(c, 1040, 960, 260, "apples")
    grass(c, rng, 960, darker(p.near, 0.15), 18)


@scene("bees", "Eine Person mit Imkerhut schaut nach bunten Bienenkästen auf einer Blumenwiese.",
       palettes=GREEN)  # fmt: skip
def bees(c: Canvas, p: Palette, rng: random.Random) -> None:
    sky(c, p, rng)
    land(c, p, rng, horizon=500)
    tree(c, 1430, 800, 1.5, p.leaf)
    for i, fill in enumerate((p.three, p.four, p.one)):
        x = 300 + i * 230
        for level in range(2):
            c.rect(x, 720 - level * 110, 180, 106, lighter(fill, level * 0.2), radius=6)
        c.rect(x + 50, 792, 80, 14, INK, radius=6)
        c.rect(x - 14, 590, 208, 26, METAL, radius=6)
        for dx in (16, 146):
            c.rect(x + dx, 826, 18, 60, DARK_WOOD)
    keeper = Figure(c, someone(rng, p, size=560, top="#f4f1e8", hair="cap"), facing=-1)
    joints = keeper.stand(1120, 940, left=(960, 640), right=(1200, 690))
    c.ellipse(joints.head[0], joints.head[1] - 36, 104, 20, "#e3cf9f")
    for i in range(9):
        x, y = 330 + (i * 173) % 760, 390 + (i * 89) % 190
        c.ellipse(x, y - 9, 10, 7, "#ffffffd0")
        c.ellipse(x, y, 13, 9, "#f3b323")
        c.line([(x, y - 7), (x, y + 7)], 4, INK)
    flowers(c, p, rng, 975, 18)


@scene(
    "forest",
    "Ein Weg führt durch einen Wald, zwei Menschen wandern mit Rucksack.",
    palettes=(*GREEN, DUSK),
)
def forest(c: Canvas, p: Palette, rng: random.Random) -> None:
    c.gradient(p.sky_top, p.sky, until=760)
    c.circle(830, 330, 150, p.sun + "60")
    for layer, (shade, ground) in enumerate(((0.15, 640), (0.45, 740), (0.8, 850))):
        for i in range(10):
            x = i * 175 + layer * 60 - 40
            if 560 < x < 1040:
                continue
            pine(c, x, ground, rng.uniform(1.1, 1.6), mixed(p.far, p.leaf, shade))
    c.hills(800, p.near, height=18, waves=0.7, phase=2)
    c.smooth([(740, 770), (860, 770), (1240, 1010), (360, 1010)], lighter(p.floor, 0.25))
    for x, look in ((720, someone(rng, p, size=480)), (910, someone(rng, p, size=460))):
        c.rect(x - 82, 610, 76, 130, p.three, radius=24)
        Figure(c, look).stand(x, 920, right=(x + 90, 760), step=22)
        c.line([(x + 90, 760), (x + 110, 920)], 9, DARK_WOOD)


@scene("dog", "Eine Person führt einen Hund über eine Wiese spazieren.", palettes=OUTDOORS)
def dog_walk(c: Canvas, p: Palette, rng: random.Random) -> None:
    sky(c, p, rng)
    land(c, p, rng, horizon=520)
    tree(c, 260, 830, 1.6, p.leaf)
    c.hills(870, lighter(p.floor, 0.3), height=8, waves=0.6)
    c.curve([(690, 700), (800, 760), (930, 770)], 7, INK)
    Figure(c, someone(rng, p, size=560, top=p.one)).stand(600, 950, right=(690, 700), step=30)
    dog(c, 960, 950, 1.25, rng.choice(("#b5793f", "#6b4a35", "#e0c49a")))
    birds(c, 1180, 240)


@scene("cats", "Zwei Katzen sitzen neben einem Napf, ein Mensch kniet davor und füttert sie.")
def cats(c: Canvas, p: Palette, rng: random.Random) -> None:
    room(c, p, rng)
    c.ellipse(820, 920, 560, 58, lighter(p.one, 0.5))
    Figure(c, someone(rng, p, size=600, top=p.two)).kneel(
        440, 940, right=(640, 830), left=(560, 840)
    )
    cat(c, 880, 930, 1.35, "#e0a05a")
    cat(c, 1130, 930, 1.25, "#6f7480")
    c.poly([(620, 880), (780, 880), (760, 936), (640, 936)], p.four)
    c.ellipse(700, 880, 80, 14, "#8a5a36")


@scene(
    "garden", "In einem Gemeinschaftsgarten pflegen drei Menschen bunte Hochbeete.", palettes=GREEN
)
def garden(c: Canvas, p: Palette, rng: random.Random) -> None:
    sky(c, p, rng)
    outline(c, rng, 610, p.far)
    c.hills(630, p.near, height=12, waves=0.8, phase=1)
    tree(c, 1460, 720, 1.3, p.leaf)
    Figure(c, someone(rng, p, size=540, age="old")).stand(
        520, 860, right=(640, 680), left=(420, 690)
    )
    Figure(c, someone(rng, p, size=540), facing=-1).stand(1060, 860, left=(940, 680))
    for x, width in ((180, 560), (860, 560)):
        for i in range(8):
            left = x + 40 + i * (width - 80) / 7
            if i % 3 == 0:
                flower(c, left, 790, 1.1, (p.one, p.three, p.four)[i % 2], p.leaf)
            elif i % 3 == 1:
                c.circle(left, 764, 34, "#79bf6a")
                c.circle(left, 758, 18, "#a5d68c")
            else:
                c.line([(left, 790), (left, 680)], 6, p.leaf)
                c.circle(left - 12, 720, 14, "#d9534f")
                c.circle(left + 12, 750, 14, "#d9534f")
        c.rect(x, 780, width, 130, WOOD, radius=6)
        c.rect(x, 820, width, 8, DARK_WOOD)
        c.rect(x, 866, width, 8, DARK_WOOD)
    Figure(c, someone(rng, p, age="child", size=520)).stand(800, 950, right=(880, 780))


@scene(
    "cleanup", "Drei Menschen sammeln mit Greifzangen und Säcken Müll am Flussufer.", palettes=GREEN
)
def cleanup(c: Canvas, p: Palette, rng: random.Random) -> None:
    sky(c, p, rng, until=520)
    land(c, p, rng, horizon=420)
    river(c, p, y=640, width=140)
    c.hills(790, p.near, height=14, waves=0.9, phase=5)
    for x, age in ((380, "adult"), (800, "old"), (1210, "adult")):
        look = someone(rng, p, size=520, age=age)
        Figure(c, look).stand(x, 940, right=(x + 120, 740), left=(x - 90, 730))
        c.line([(x + 116, 736), (x + 170, 900)], 9, METAL)
        c.smooth(
            [(x - 90, 720), (x - 40, 800), (x - 60, 920), (x - 150, 920), (x - 160, 800)], p.two
        )
    for x, y in ((560, 950), (985, 960), (1400, 945)):
        c.rect(x, y - 26, 40, 26, p.one, radius=6)
        c.line([(x + 70, y - 4), (x + 100, y - 10)], 14, "#e8e3d8")


@scene("canal", "Ein Segelboot fährt auf dem Kanal, dahinter liegen eine Brücke und die Stadt.",
       palettes=(DAY, SEA, DUSK, MORNING))  # fmt: skip
def canal(c: Canvas, p: Palette, rng: random.Random) -> None:
    sky(c, p, rng, until=560)
    outline(c, rng, 570, p.far)
    bridge(c, 470, mixed(p.two, "#ffffff", 0.45))
    river(c, p, y=600, width=340)
    boat(c, 760, 800, 1.35, p.one, p.three)
    boat(c, 1330, 700, 0.7, p.two, PAPER)
    c.poly([(0, 860), (420, 1000), (0, 1000)], p.near)
    reeds(c, 120, 960, p.leaf)


@scene(
    "campfire",
    "Vier Jugendliche und eine erwachsene Person sind abends am Lagerfeuer.",
    palettes=(DUSK,),
)
def campfire(c: Canvas, p: Palette, rng: random.Random) -> None:
    c.gradient("#34406f", "#d98f8a", until=640)
    for i in range(22):
        c.circle((i * 181) % 1600, 40 + (i * 71) % 330, 3 + i % 3, "#fff3cf")
    c.hills(600, "#4a5480", height=50, waves=1.3, phase=2)
    for x in (90, 240, 1370, 1510):
        pine(c, x, 720, 1.4, "#31466a")
    c.hills(710, "#3f5a63", height=16, waves=0.8)
    tent(c, 420, 760, 1.1, p.one)
    tent(c, 1190, 760, 1.0, p.three)
    c.circle(800, 850, 280, "#ffb84f24")
    c.circle(800, 850, 180, "#ffb84f34")
    for x, facing in ((330, 1), (550, 1), (1050, -1), (1270, -1)):
        Figure(c, someone(rng, p, size=450), facing=facing).sit_on_floor(x, 930)
    Figure(c, someone(rng, p, size=520, top=p.four)).stand(800, 800)
    c.line([(700, 930), (900, 890)], 26, DARK_WOOD)
    c.line([(900, 930), (700, 890)], 26, darker(DARK_WOOD, 0.2))
    for half, height, fill in ((70, 190, "#f0743f"), (48, 140, "#ffae45"), (26, 84, "#ffe08a")):
        c.smooth([(800, 900 - height), (800 + half, 900 - height * 0.4), (800 + half * 0.5, 906),
                  (800 - half * 0.5, 906), (800 - half, 900 - height * 0.4)], fill)  # fmt: skip


@scene("planting", "Zwei Menschen pflanzen einen jungen Baum in einem Park.", palettes=GREEN)
def planting(c: Canvas, p: Palette, rng: random.Random) -> None:
    sky(c, p, rng)
    land(c, p, rng, horizon=520)
    for x in (150, 1440):
        bush(c, x, 830, 1.4, p.leaf)
    c.ellipse(800, 920, 220, 40, "#7a5a41")
    c.line([(860, 930), (860, 560)], 12, WOOD)
    tree(c, 800, 925, 1.2, lighter(p.leaf, 0.15))
    Figure(c, someone(rng, p, size=560, top=p.one)).stand(
        520, 950, right=(610, 720), left=(560, 740)
    )
    c.line([(590, 660), (650, 930)], 12, WOOD)
    c.rect(634, 880, 46, 70, METAL, radius=10)
    Figure(c, someone(rng, p, size=540, top=p.two), facing=-1).kneel(1060, 950, left=(890, 850),
           right=(920, 860))  # fmt: skip


@scene("heap", "Auf einer grünen Halde stehen Menschen und schauen weit über das Land.",
       palettes=(MORNING, DAY, MEADOW, DUSK))  # fmt: skip
def heap(c: Canvas, p: Palette, rng: random.Random) -> None:
    sky(c, p, rng)
    outline(c, rng, 640, p.far, tall=True)
    c.hills(640, p.far, height=20, waves=1.4)
    c.smooth([(-200, 1040), (240, 720), (620, 560), (1000, 560), (1400, 760), (1800, 1040)], p.near)
    c.curve(
        [(120, 1000), (520, 850), (980, 830), (700, 690), (800, 600)], 26, lighter(p.floor, 0.3)
    )
    c.line([(1000, 580), (1000, 250)], 22, "#6d7683")
    c.line([(960, 300), (1040, 300)], 12, "#6d7683")
    c.circle(1000, 240, 24, p.three)
    for x, age in ((690, "adult"), (800, "old"), (880, "child")):
        Figure(c, someone(rng, p, size=270, age=age)).stand(x, 600, right=(x + 70, 420))
    cloud(c, 330, 260, 0.9)
