"""People of simple shapes, who can stand, sit, run and reach for things."""

import math
from dataclasses import dataclass

from home.demo.pictures.canvas import Canvas
from home.demo.pictures.geometry import Point, elbow_and_hand, rounded, towards
from home.demo.pictures.heads import Head
from home.demo.pictures.looks import Look, someone
from home.demo.pictures.palettes import darker

__all__ = ["Figure", "Joints", "Look", "someone"]


@dataclass(frozen=True)
class Joints:
    """Where the joints are that scenes need to place things."""

    head: Point
    neck: Point
    hip: Point
    hands: tuple[Point, Point]


class Figure:
    """One person being drawn; `facing` is 1 to the right, -1 to the left."""

    def __init__(self, canvas: Canvas, look: Look, *, facing: int = 1) -> None:
        self.canvas, self.look, self.facing = canvas, look, facing
        size = look.size
        self.head = size * (0.115 if look.child else 0.088)
        self.torso = size * (0.31 if look.child else 0.32)
        self.leg = size * (0.40 if look.child else 0.47)
        self.arm = size * (0.30 if look.child else 0.35)
        self.shoulder = size * (0.10 if look.child else 0.105)
        self.thick = size * (0.068 if look.child else 0.07)

    # --- Poses ---

    def stand(
        self,
        x: float,
        ground: float,
        *,
        left: Point | None = None,
        right: Point | None = None,
        lean: float = 0,
        step: float = 0,
    ) -> Joints:
        """On `ground`; `left`/`right` are where the hands reach (None: hanging down).

        `lean` moves the shoulders sideways, `step` spreads the feet, both in units.
        """
        hip = (x, ground - self.leg)
        neck = (x + lean, hip[1] - self.torso)
        spread = self.look.size * 0.045
        for side in (-1, 1):
            foot = (x + side * (spread + step), ground - self.thick * 0.3)
            self._leg((x + side * spread * 0.7, hip[1]), foot, bend=self.facing)
        return self._body(neck, hip, left, right, skirt=self.look.skirt)

    def run(self, x: float, ground: float) -> Joints:
        """In full stride."""
        f, leg = self.facing, self.leg
        hip = (x, ground - leg * 1.02)
        neck = (x + f * self.torso * 0.16, hip[1] - self.torso)
        back_knee = (hip[0] - f * leg * 0.16, hip[1] + leg * 0.5)
        back_foot = (hip[0] - f * leg * 0.62, hip[1] + leg * 0.6)
        self._limb([hip, back_knee, back_foot], self.thick, self.look.bottom)
        self._shoe(back_foot)
        front_knee = (hip[0] + f * leg * 0.42, hip[1] + leg * 0.36)
        front_foot = (hip[0] + f * leg * 0.4, ground - self.thick * 0.3)
        self._limb([hip, front_knee, front_foot], self.thick, self.look.bottom)
        self._shoe(front_foot)
        hands = [
            (neck[0] + f * side * self.arm * 0.75, neck[1] + self.arm * 0.55) for side in (-1, 1)
        ]
        return self._body(neck, hip, hands[0 if f > 0 else 1], hands[1 if f > 0 else 0])

    def sit(
        self,
        x: float,
        seat: float,
        *,
        left: Point | None = None,
        right: Point | None = None,
        lean: float = 0,
        ground: float | None = None,
    ) -> Joints:
        """On something whose surface is at y = `seat`, thighs forward, feet on `ground`."""
        hip = (x, seat - self.thick * 0.5)
        neck = (x + lean, hip[1] - self.torso)
        thigh = self.leg * 0.5
        floor = ground if ground is not None else seat + self.leg * 0.55
        for side in (-1, 1):
            start = (hip[0] + side * self.thick * 0.25, hip[1])
            knee = (hip[0] + self.facing * thigh + side * self.thick * 0.3, hip[1] + 2)
            foot = (knee[0] + side * 4, floor - self.thick * 0.3)
            self._limb([start, knee, foot], self.thick, self.look.bottom)
            self._shoe(foot)
        return self._body(neck, hip, left, right)

    def sit_on_floor(
        self, x: float, ground: float, *, left: Point | None = None, right: Point | None = None
    ) -> Joints:
        """With crossed legs."""
        hip = (x, ground - self.thick * 0.9)
        neck = (x, hip[1] - self.torso)
        reach = self.leg * 0.48
        for side in (-1, 1):
            knee = (x + side * reach, ground - self.thick * 0.9)
            foot = (x - side * reach * 0.25, ground - self.thick * 0.45)
            self._limb([hip, knee, foot], self.thick, self.look.bottom)
            self._shoe(foot)
        return self._body(neck, hip, left, right)

    def kneel(
        self,
        x: float,
        ground: float,
        *,
        left: Point | None = None,
        right: Point | None = None,
        lean: float = 0,
    ) -> Joints:
        hip = (x, ground - self.leg * 0.52)
        neck = (x + lean, hip[1] - self.torso)
        back = (x - self.facing * self.leg * 0.42, ground - self.thick * 0.5)
        knee = (x + self.facing * self.thick * 0.2, ground - self.thick * 0.5)
        self._limb([hip, knee, back], self.thick, self.look.bottom)
        self._shoe(back)
        front = (x + self.facing * self.leg * 0.42, hip[1] + 4)
        foot = (front[0], ground - self.thick * 0.3)
        self._limb([hip, front, foot], self.thick, self.look.bottom)
        self._shoe(foot)
        return self._body(neck, hip, left, right)

    def behind(
        self, x: float, edge: float, *, left: Point | None = None, right: Point | None = None
    ) -> Joints:
        """The upper body of somebody behind a table or a wall whose edge is at y = `edge`."""
        hip = (x, edge + 4)
        return self._body((x, hip[1] - self.torso * 0.9), hip, left, right)

    # --- Parts ---

    def _body(
        self,
        neck: Point,
        hip: Point,
        left: Point | None,
        right: Point | None,
        *,
        skirt: bool = False,
    ) -> Joints:
        look = self.look
        shoulders = [
            (neck[0] + side * self.shoulder, neck[1] + self.thick * 0.45) for side in (-1, 1)
        ]
        reach = self.arm * 0.97
        targets = [
            target or (shoulder[0] + side * self.thick * 0.55, shoulder[1] + reach)
            for target, shoulder, side in zip((left, right), shoulders, (-1, 1), strict=True)
        ]
        far, near = (0, 1) if self.facing < 0 else (1, 0)
        hands = [(0.0, 0.0), (0.0, 0.0)]
        hands[far] = self._arm(shoulders[far], targets[far], far, darker(look.top, 0.10))
        head = Head(self.canvas, look, self._head_centre(neck), self.head, self.facing)
        head.draw_behind()
        self._torso(neck, hip, skirt)
        hands[near] = self._arm(shoulders[near], targets[near], near, darker(look.top, 0.05))
        head.draw()
        return Joints(head=head.centre, neck=neck, hip=hip, hands=(hands[0], hands[1]))

    def _head_centre(self, neck: Point) -> Point:
        return neck[0] + self.facing * self.head * 0.12, neck[1] - self.head * 1.22

    def _torso(self, neck: Point, hip: Point, skirt: bool) -> None:
        look, s, t = self.look, self.shoulder, self.thick
        waist = s * 0.86
        self.canvas.poly(
            rounded(
                [
                    (neck[0] - s * 0.55, neck[1] - t * 0.12),
                    (neck[0] + s * 0.55, neck[1] - t * 0.12),
                    (neck[0] + s * 1.22, neck[1] + t * 0.45),
                    (hip[0] + waist, hip[1] + t * 0.35),
                    (hip[0] - waist, hip[1] + t * 0.35),
                    (neck[0] - s * 1.22, neck[1] + t * 0.45),
                ],
                t * 0.42,
            ),
            look.top,
        )
        if skirt:
            hem = hip[1] + self.leg * 0.42
            self.canvas.poly(
                rounded(
                    [
                        (hip[0] - waist, hip[1] - t * 0.4),
                        (hip[0] + waist, hip[1] - t * 0.4),
                        (hip[0] + s * 1.5, hem),
                        (hip[0] - s * 1.5, hem),
                    ],
                    t * 0.25,
                ),
                darker(look.top, 0.16),
            )

    def _arm(self, shoulder: Point, target: Point, side: int, sleeve: str) -> Point:
        outward = -1 if side == 0 else 1
        # A hand close to the body: the arm points at us and looks shorter.
        half = min(self.arm * 0.5, max(math.dist(shoulder, target) * 0.56, self.arm * 0.3))
        elbow, hand = elbow_and_hand(shoulder, target, half, outward)
        width = self.thick * 0.78
        self.canvas.circle(hand[0], hand[1], width * 0.56, self.look.skin)
        stop = towards(elbow, hand, 0.82)
        self._limb([shoulder, elbow, stop], width, sleeve)
        return hand

    def _leg(self, hip: Point, foot: Point, bend: int) -> None:
        knee = towards(hip, foot, 0.5)
        knee = (knee[0] + bend * self.thick * 0.12, knee[1])
        self._limb([hip, knee, foot], self.thick, self.look.bottom)
        self._shoe(foot)

    def _shoe(self, foot: Point) -> None:
        t = self.thick
        self.canvas.rect(
            foot[0] - t * (0.45 if self.facing > 0 else 0.95),
            foot[1] - t * 0.2,
            t * 1.4,
            t * 0.5,
            self.look.shoes,
            radius=t * 0.25,
        )

    def _limb(self, points: list[Point], width: float, fill: str) -> None:
        self.canvas.line(points, width, fill)
        for x, y in points[1:-1]:
            self.canvas.circle(x, y, width / 2, fill)
