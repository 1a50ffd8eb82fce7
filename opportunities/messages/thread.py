"""What has been written, as one of the two sides sees it."""

from collections.abc import Callable
from dataclasses import dataclass

from opportunities.enums import Party
from opportunities.models import Application, ApplicationMessage


@dataclass(frozen=True)
class Line:
    """One message; `file_url` is where its file can be fetched, empty if it has none."""

    message: ApplicationMessage
    is_own: bool
    is_new: bool
    file_url: str


def thread_of(
    application: Application, *, reader: Party, file_url: Callable[[ApplicationMessage], str]
) -> list[Line]:
    """All messages as `reader` sees them, the oldest first."""
    messages = application.messages.select_related("by").order_by("created_at", "pk")
    return [
        Line(
            message,
            is_own=message.party == reader,
            is_new=message.party != reader and message.read_at is None,
            file_url=file_url(message) if message.attachment else "",
        )
        for message in messages
    ]
