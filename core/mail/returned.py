"""What a mail server says in a mail of its own: a delivery status notification (RFC 3464).

Its parts: words for people, `message/delivery-status` for programs, and the mail that was returned
or its headers. Read is the second, and from the third which mail it was. RFC 6533 has the same
with `global` in the names.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from email.parser import BytesParser, Parser
from typing import Final

STATUS_TYPES: Final = ("message/delivery-status", "message/global-delivery-status")
HEADER_TYPES: Final = ("text/rfc822-headers", "message/rfc822-headers", "message/global-headers")
MAIL_TYPES: Final = ("message/rfc822", "message/global")
_MESSAGE_ID: Final = re.compile(r"<[^<>\s]{3,250}>")
_STATUS: Final = re.compile(r"[245]\.\d{1,3}\.\d{1,3}")


@dataclass(frozen=True)
class Report:
    """What became of one of our mails; `statuses` are those that failed for good."""

    message_ids: tuple[str, ...]  # of which it may be, the surest first
    statuses: tuple[str, ...]  # `5.1.1`, or empty where the server gives none

    @property
    def has_failed(self) -> bool:
        return bool(self.statuses)


def read_report(content: bytes) -> Report | None:
    """The report that a mail is; None for everything else, however broken it may be.

    A report that only says that it takes longer has no `statuses`.
    """
    message = BytesParser().parsebytes(content)
    if message.get_content_type() != "multipart/report":
        return None
    # Only the parts themselves: what was returned may be a report, too.
    parts = _parts(message)
    status = next((part for part in parts if part.get_content_type() in STATUS_TYPES), None)
    if status is None:
        return None
    failed = [
        block
        for block in _blocks(status)
        if str(block.get("Action", "")).strip().lower() == "failed"
    ]
    return Report(
        message_ids=tuple(dict.fromkeys(_message_ids(message, parts))),
        statuses=tuple(_status_of(block) for block in failed),
    )


def _parts(message: Message) -> list[Message]:
    """What a mail is made of; of a plain text, nothing."""
    payload = message.get_payload()
    parts = payload if isinstance(payload, list) else []
    return [part for part in parts if isinstance(part, Message)]


def _blocks(status: Message) -> Iterator[Message]:
    """The groups of fields: one about the mail, one about each recipient."""
    for block in _parts(status):
        yield block
        # The parser knows the groups of the older type only; of the newer one the first.
        rest = block.get_payload()
        if isinstance(rest, str):
            for text in re.split(r"\r?\n\s*\r?\n", rest):
                yield Parser().parsestr(text.lstrip(), headersonly=True)


def _status_of(block: Message) -> str:
    found = _STATUS.search(str(block.get("Status", "")))
    return found[0] if found else ""


def _message_ids(report: Message, parts: list[Message]) -> Iterator[str]:
    for part in parts:
        kind = part.get_content_type()
        inner = _parts(part)
        if kind in MAIL_TYPES + HEADER_TYPES and inner:
            yield from _ids_in(inner[0], "Message-ID")
        elif kind in HEADER_TYPES:
            headers = part.get_payload(decode=True)
            if isinstance(headers, bytes):
                yield from _ids_in(
                    BytesParser().parsebytes(headers, headersonly=True), "Message-ID"
                )
    # Whoever returns nothing of the mail still answers it.
    yield from _ids_in(report, "In-Reply-To")
    yield from _ids_in(report, "References")


def _ids_in(message: Message, name: str) -> list[str]:
    return _MESSAGE_ID.findall(str(message.get(name, "")))
