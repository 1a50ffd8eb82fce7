"""Days cut short, as in a timetable."""

import re

from opportunities.understanding.line import Line
from opportunities.understanding.meanings import DAY_ORDER

_SHORT_DAYS = {day.capitalize(): day for day in DAY_ORDER} | {day.upper(): day for day in DAY_ORDER}
_RANGE = re.compile(r"\s*(?:-|–|bis)\s*")
_LIST = re.compile(r"\.?\s*(?:[,/+&]|und|oder|u\.)\s*")


def read_days(line: Line, index: int) -> int:
    """`Mo-Fr`, `Di und Do`, `Sa.`: days cut short, which are words as well if written small."""
    start = index
    if line.tokens[index].key in {"am", "von", "jeden"} and index + 1 < len(line.tokens):
        index += 1
    day = _short_day(line, index)
    if day is None:
        return 0
    days, end = [day], index + 1
    while end < len(line.tokens):
        other = _short_day(line, end)
        between = line.between(end - 1)
        if other is None and line.tokens[end].key in {"bis", "und", "oder"}:
            between = f"{between}{line.tokens[end].key} "
            end += 1
            other = _short_day(line, end) if end < len(line.tokens) else None
            if other is None:
                end -= 1
                break
        if other is None:
            break
        if _RANGE.fullmatch(between):
            first, last = DAY_ORDER.index(days[-1]), DAY_ORDER.index(other)
            days += DAY_ORDER[first + 1 : last + 1] if first < last else [other]
        elif _LIST.fullmatch(between):
            days.append(other)
        else:
            break
        end += 1
    # "So" and "Do" alone are words: "So kann ich helfen".
    if len(days) == 1 and day in {"so", "do"} and start == index:
        return 0
    return line.take(start, end, *(("tag", value) for value in days))


def _short_day(line: Line, index: int) -> str | None:
    token = line.tokens[index]
    if token.end - token.start == 2:
        return _SHORT_DAYS.get(line.text[token.start : token.end])
    return None
