"""The sweep of λ as a small picture: what coverage brings, and what it costs."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from measures import Estimate

WIDTH, HEIGHT = 640, 360
LEFT, RIGHT, TOP, BOTTOM = 64, 150, 24, 56
LINES: tuple[tuple[str, str, str, Callable[["Point"], Estimate]], ...] = (
    ("covered offers", "#0b5d7a", "", lambda point: point.covered),
    ("connections", "#8a3b12", "6 4", lambda point: point.connections),
    ("Gini", "#4a4a4a", "2 4", lambda point: point.gini),
)


class Point(NamedTuple):
    """For one λ, relative to λ = 0."""

    lift: float
    connections: Estimate
    covered: Estimate
    gini: Estimate


def drawn(points: Sequence[Point]) -> str:
    """An SVG that needs no script and no style sheet."""
    lows = [line(point).least for point in points for *_, line in LINES]
    highs = [line(point).most for point in points for *_, line in LINES]
    low, high = min(0.9, _step_below(min(lows))), _step_below(max(highs)) + 0.05

    def across(place: int) -> float:
        # λ evenly by its place: the small ones are the interesting ones.
        return LEFT + place * (WIDTH - LEFT - RIGHT) / (len(points) - 1)

    def up(value: float) -> float:
        return HEIGHT - BOTTOM - (value - low) / (high - low) * (HEIGHT - TOP - BOTTOM)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img"'
        ' font-family="sans-serif" font-size="13">',
        "<title>What the coverage term brings and costs, by λ</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
    ]
    value = low
    while value < high + 0.001:
        y = up(value)
        grid = "#888" if abs(value - 1) < 0.001 else "#ddd"
        parts += [
            f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}" stroke="{grid}"/>',
            f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{value:.0%}</text>',
        ]
        value += 0.05
    for place, point in enumerate(points):
        parts.append(
            f'<text x="{across(place):.1f}" y="{HEIGHT - BOTTOM + 20}" text-anchor="middle">'
            f"{point.lift:g}</text>"
        )
    middle = (LEFT + WIDTH - RIGHT) / 2
    parts.append(
        f'<text x="{middle}" y="{HEIGHT - 12}" text-anchor="middle">λ (λ = 0 is 100 %)</text>'
    )
    for name, colour, dashes, line in LINES:
        spots = [(across(place), up(line(point).mean)) for place, point in enumerate(points)]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in spots)
        dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
        parts.append(
            f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"{dashed}/>'
        )
        for place, point in enumerate(points[1:], 1):
            found, x = line(point), across(place)
            parts.append(
                f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{up(found.least):.1f}"'
                f' y2="{up(found.most):.1f}" stroke="{colour}"/>'
            )
        x, y = spots[-1]
        parts.append(f'<text x="{x + 10:.1f}" y="{y + 4:.1f}" fill="{colour}">{name}</text>')
    return "\n".join([*parts, "</svg>", ""])


def _step_below(value: float) -> float:
    return int(value / 0.05) * 0.05
