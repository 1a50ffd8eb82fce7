"""Heads with all sorts of hair."""

import math
from dataclasses import dataclass

from home.demo.pictures.canvas import Canvas
from home.demo.pictures.geometry import Point
from home.demo.pictures.looks import Look
from home.demo.pictures.palettes import INK, darker


@dataclass(frozen=True)
class Head:
    """One head being drawn; `facing` is 1 to the right, -1 to the left."""

    canvas: Canvas
    look: Look
    centre: Point
    radius: float
    facing: int

    def draw_behind(self) -> None:
        """The neck, and hair that the body covers."""
        look, r, c = self.look, self.radius, self.canvas
        x, y = self.centre
        if look.hair == "long":
            c.rect(x - r * 1.12, y - r * 0.7, r * 2.24, r * 2.6, look.hair_colour, radius=r * 0.9)
        elif look.hair == "bob":
            c.rect(x - r * 1.18, y - r * 0.9, r * 2.36, r * 2.05, look.hair_colour, radius=r * 0.8)
        elif look.hair == "curls":
            for angle in range(0, 360, 40):
                a = math.radians(angle)
                c.circle(x + r * 0.92 * math.cos(a), y - r * 0.25 + r * 0.85 * math.sin(a),
                         r * 0.5, look.hair_colour)  # fmt: skip
        elif look.hair == "scarf":
            c.rect(x - r * 1.16, y - r * 1.1, r * 2.32, r * 2.7, look.hair_colour, radius=r * 1.1)
        elif look.hair == "pony":
            back = -self.facing
            c.ellipse(x + back * r * 1.25, y + r * 0.15, r * 0.45, r * 0.95, look.hair_colour)
        c.rect(
            x - r * 0.36, y + r * 0.5, r * 0.72, r * 1.1, darker(look.skin, 0.12), radius=r * 0.2
        )

    def draw(self) -> None:
        look, r, c, f = self.look, self.radius, self.canvas, self.facing
        x, y = self.centre
        if look.hair not in ("scarf", "long", "bob"):
            c.circle(x - f * r * 0.86, y + r * 0.12, r * 0.22, darker(look.skin, 0.1))
        c.ellipse(x, y, r * 0.9, r, look.skin)
        if look.beard:
            c.pie(x, y + r * 0.2, r * 0.82, 0, 180, look.hair_colour)
        self._face()
        self._hair()

    def _face(self) -> None:
        r, c, f, look = self.radius, self.canvas, self.facing, self.look
        x, y = self.centre
        mid = x + f * r * 0.22
        for side in (-1, 1):
            c.circle(mid + side * r * 0.34, y + r * 0.02, r * 0.085, INK)
            c.circle(mid + side * r * 0.5, y + r * 0.32, r * 0.17, "#e8636330")
            if look.glasses:
                c.ring(mid + side * r * 0.36, y + r * 0.02, r * 0.27, r * 0.08, INK)
        colour = look.skin if look.beard else darker(look.skin, 0.5)
        c.arc(mid, y + r * 0.28, r * 0.28, 25, 155, r * 0.09, colour)

    def _hair(self) -> None:
        look, r, c, f = self.look, self.radius, self.canvas, self.facing
        x, y = self.centre
        colour = look.hair_colour
        if look.hair == "bald":
            for side in (-1, 1):
                c.ellipse(x + side * r * 0.86, y + r * 0.02, r * 0.2, r * 0.4, colour)
            return
        if look.hair == "scarf":
            c.pie(x, y - r * 0.02, r * 1.12, 180, 360, colour)
            c.ellipse(x + f * r * 0.12, y + r * 0.05, r * 0.78, r * 0.86, look.skin)
            self._face()
            return
        if look.hair in ("cap", "helmet"):
            c.pie(x, y - r * 0.12, r * 1.06, 180, 360, colour)
            c.rect(
                x - (r * 0.2 if f > 0 else r * 1.6),
                y - r * 0.28,
                r * 1.8,
                r * 0.22,
                darker(colour),
                radius=r * 0.1,
            )
            return
        c.pie(x, y - r * 0.1, r * 1.02, 178, 362, colour)
        fringe = [
            (x - r * 1.0, y - r * 0.12),
            (x - f * r * 0.1, y - r * 0.5),
            (x + r * 1.0, y - r * 0.12),
            (x + r * 0.7, y - r * 0.75),
            (x - r * 0.7, y - r * 0.75),
        ]
        c.poly(fringe, colour)
        if look.hair == "bun":
            c.circle(x - f * r * 0.25, y - r * 1.2, r * 0.42, colour)
        elif look.hair == "curls":
            for side in (-1, 0, 1):
                c.circle(x + side * r * 0.6, y - r * 0.82, r * 0.42, colour)
        elif look.hair in ("long", "bob"):
            for side in (-1, 1):
                c.ellipse(x + side * r * 0.95, y + r * 0.2, r * 0.22, r * 0.7, colour)
