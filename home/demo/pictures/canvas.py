"""A sheet to draw on in units of a 1600 x 1000 picture, smooth at every size."""

import math
from collections.abc import Iterable, Sequence

from PIL import Image, ImageColor, ImageDraw

from home.demo.pictures.geometry import Point, curve_through

WIDTH, HEIGHT = 1600, 1000  # units
OVERSAMPLING = 2

Colour = str  # `#rrggbb` or `#rrggbbaa`


class Canvas:
    """Flat shapes on a gradient. Everything is drawn larger and scaled down once, so that
    edges are smooth."""

    def __init__(self, width: int = 1280) -> None:
        """`width` of the finished picture in pixels; the height follows."""
        self.scale = width / WIDTH * OVERSAMPLING
        size = round(WIDTH * self.scale), round(HEIGHT * self.scale)
        self.image = Image.new("RGB", size)
        self._draw = ImageDraw.Draw(self.image, "RGBA")

    def finish(self) -> Image.Image:
        return self.image.reduce(OVERSAMPLING)

    # --- Surfaces ---

    def gradient(self, top: Colour, bottom: Colour, *, until: float = HEIGHT) -> None:
        """Fill the picture, running from `top` to `bottom`, which is reached at y = `until`."""
        ends = Image.new("RGB", (1, 2), top)
        ends.putpixel((0, 1), ImageColor.getrgb(bottom))
        width, height = self.image.width, round(until * self.scale)
        ramp = ends.resize((1, height), Image.Resampling.BILINEAR)
        self.image.paste(bottom, (0, 0, *self.image.size))
        self.image.paste(ramp.resize((width, height), Image.Resampling.NEAREST), (0, 0))

    def rect(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        fill: Colour,
        *,
        radius: float = 0,
        corners: tuple[bool, bool, bool, bool] | None = None,
    ) -> None:
        box = (*self._point((x, y)), *self._point((x + width, y + height)))
        if radius:
            radius = min(radius, width / 2, height / 2) * self.scale
            self._draw.rounded_rectangle(box, radius, fill=fill, corners=corners)
        else:
            self._draw.rectangle(box, fill=fill)

    def ellipse(self, x: float, y: float, rx: float, ry: float, fill: Colour) -> None:
        box = (*self._point((x - rx, y - ry)), *self._point((x + rx, y + ry)))
        self._draw.ellipse(box, fill=fill)

    def circle(self, x: float, y: float, radius: float, fill: Colour) -> None:
        self.ellipse(x, y, radius, radius, fill)

    def ring(self, x: float, y: float, radius: float, width: float, fill: Colour) -> None:
        box = (
            *self._point((x - radius, y - radius)),
            *self._point((x + radius, y + radius)),
        )
        self._draw.ellipse(box, outline=fill, width=max(1, round(width * self.scale)))

    def pie(
        self, x: float, y: float, radius: float, start: float, end: float, fill: Colour
    ) -> None:
        """A slice; angles in degrees, clockwise from three o'clock."""
        box = (
            *self._point((x - radius, y - radius)),
            *self._point((x + radius, y + radius)),
        )
        self._draw.pieslice(box, start, end, fill=fill)

    def arc(
        self,
        x: float,
        y: float,
        radius: float,
        start: float,
        end: float,
        width: float,
        fill: Colour,
    ) -> None:
        steps = max(8, round(abs(end - start) / 4))
        angles = [math.radians(start + (end - start) * i / steps) for i in range(steps + 1)]
        self.line(
            [(x + radius * math.cos(a), y + radius * math.sin(a)) for a in angles], width, fill
        )

    def poly(self, points: Iterable[Point], fill: Colour) -> None:
        self._draw.polygon([self._point(point) for point in points], fill=fill)

    def smooth(self, points: Sequence[Point], fill: Colour) -> None:
        """A closed shape through `points` without corners (Catmull-Rom)."""
        self.poly(curve_through(points, closed=True), fill)

    def hills(
        self, y: float, fill: Colour, *, height: float, waves: float = 1.5, phase: float = 0.0
    ) -> None:
        """Ground from y down, its upper edge waving by `height` units."""
        top = [
            (
                x,
                y
                - height * 0.65 * math.sin(phase + x / WIDTH * waves * math.tau)
                - height * 0.35 * math.sin(phase * 1.7 + x / WIDTH * waves * 2.3 * math.tau),
            )
            for x in range(-10, WIDTH + 20, 10)
        ]
        self.poly([*top, (WIDTH + 10, HEIGHT), (-10, HEIGHT)], fill)

    # --- Lines ---

    def line(self, points: Sequence[Point], width: float, fill: Colour) -> None:
        """A line with round ends and joints."""
        pixels = [self._point(point) for point in points]
        thick = max(1, round(width * self.scale))
        self._draw.line(pixels, fill=fill, width=thick, joint="curve")
        if len(fill) == 7:  # round ends would show through a translucent line
            for x, y in (pixels[0], pixels[-1]):
                r = thick / 2
                self._draw.ellipse((x - r, y - r, x + r, y + r), fill=fill)

    def curve(self, points: Sequence[Point], width: float, fill: Colour) -> None:
        """A line through `points` without corners."""
        self.line(curve_through(points), width, fill)

    def _point(self, point: Point) -> Point:
        return point[0] * self.scale, point[1] * self.scale
