"""Whole lists in one file: JSON Lines, written batch by batch."""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from django.http import StreamingHttpResponse
from pydantic import BaseModel

from core.listing import Found

LINES_TYPE = "application/jsonl"
BATCH = 500


def json_lines(
    found: Found, read: Callable[[Sequence[int]], Sequence[BaseModel]], *, filename: str
) -> StreamingHttpResponse:
    """One JSON object a line for all that was found, in its order, as `read` reads it by its keys.

    Only one batch is held in memory, and each costs the same few queries; what has gone since it
    was found is left out.
    """
    return StreamingHttpResponse(
        _lines(found.keys(0, found.count), read),
        content_type=f"{LINES_TYPE}; charset=utf-8",
        headers={"Content-Disposition": f'inline; filename="{filename}"'},
    )


def _lines(
    keys: Sequence[int], read: Callable[[Sequence[int]], Sequence[BaseModel]]
) -> Iterator[str]:
    remaining = iter(keys)
    while batch := list(islice(remaining, BATCH)):
        yield "".join(f"{one.model_dump_json()}\n" for one in read(batch))
