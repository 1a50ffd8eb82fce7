"""Curves, rounded corners and bent arms."""

import math
from collections.abc import Sequence

Point = tuple[float, float]


def curve_through(points: Sequence[Point], *, closed: bool = False, steps: int = 10) -> list[Point]:
    """Points on a Catmull-Rom spline that passes through all of `points`."""
    count = len(points)
    if count < 3:
        return list(points)
    found: list[Point] = []
    for i in range(count if closed else count - 1):
        if closed:
            a, b, c, d = (points[(i + k) % count] for k in (-1, 0, 1, 2))
        else:
            a, b = points[max(i - 1, 0)], points[i]
            c, d = points[i + 1], points[min(i + 2, count - 1)]
        for step in range(steps):
            t = step / steps
            found.append((_spline(a[0], b[0], c[0], d[0], t), _spline(a[1], b[1], c[1], d[1], t)))
    if not closed:
        found.append(points[-1])
    return found


def _spline(a: float, b: float, c: float, d: float, t: float) -> float:
    return 0.5 * (
        2 * b
        + (c - a) * t
        + (2 * a - 5 * b + 4 * c - d) * t * t
        + (3 * b - a - 3 * c + d) * t * t * t
    )


def towards(one: Point, other: Point, share: float) -> Point:
    return one[0] + (other[0] - one[0]) * share, one[1] + (other[1] - one[1]) * share


def elbow_and_hand(
    shoulder: Point, target: Point, half: float, outward: int
) -> tuple[Point, Point]:
    """Where elbow and hand of an arm are that reaches for `target` as far as it can.

    Of the two ways to bend, the one with the lower elbow; a hanging arm bends outward.
    """
    dx, dy = target[0] - shoulder[0], target[1] - shoulder[1]
    distance = math.hypot(dx, dy) or 1e-6
    reach = min(distance, half * 1.98)
    ux, uy = dx / distance, dy / distance
    hand = (shoulder[0] + ux * reach, shoulder[1] + uy * reach)
    away = math.sqrt(max(half**2 - (reach / 2) ** 2, 0))
    side = outward if abs(ux) < 0.25 else 1 if ux > 0 else -1
    sign = side if abs(ux) >= 0.25 else outward * (1 if uy > 0 else -1)
    middle = towards(shoulder, hand, 0.5)
    return (middle[0] - uy * away * -sign, middle[1] + ux * away * sign), hand


def rounded(points: list[Point], radius: float) -> list[Point]:
    """The polygon with its corners cut round."""
    found: list[Point] = []
    for i, corner in enumerate(points):
        before, after = points[i - 1], points[(i + 1) % len(points)]
        a = towards(corner, before, min(0.5, radius / (math.dist(corner, before) or 1)))
        b = towards(corner, after, min(0.5, radius / (math.dist(corner, after) or 1)))
        for step in range(7):
            t = step / 6
            found.append(
                (
                    (1 - t) ** 2 * a[0] + 2 * t * (1 - t) * corner[0] + t * t * b[0],
                    (1 - t) ** 2 * a[1] + 2 * t * (1 - t) * corner[1] + t * t * b[1],
                )
            )
    return found
