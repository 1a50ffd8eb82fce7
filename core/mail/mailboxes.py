"""The mailbox into which mail servers write: a Maildir on this machine, or one asked by IMAP.

    BOUNCE_MAILBOX=maildir:///var/mail/verbund
    BOUNCE_MAILBOX=imaps://verbund%40example.org:password@mail.example.org/INBOX

People may read the same mailbox: what is no report stays unread, and nothing is ever deleted.
"""

import imaplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Protocol
from urllib.parse import SplitResult, unquote, urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error

MOST_BYTES: Final = 256 * 1024  # of a mail: what counts stands before what was returned
AT_ONCE: Final = 200  # mails
TIMEOUT: Final = 20  # seconds
PORT: Final = 993
SCHEMES: Final = ("imaps", "maildir")


class MailboxError(Exception):
    """The mailbox can't be read; the text never says its password."""


class Mailbox(Protocol):
    """Where reports are looked for."""

    def unread(self) -> Iterator[tuple[str, bytes]]:
        """Mails that nobody has read, each with a key and as far as it is looked at."""

    def mark_read(self, key: str) -> None:
        """Do not give this one again."""


class Maildir:
    """A folder with `new` and `cur` in it (https://cr.yp.to/proto/maildir.html)."""

    def __init__(self, folder: Path) -> None:
        if not (folder / "new").is_dir() or not (folder / "cur").is_dir():
            raise MailboxError(f"{folder} is no Maildir.")
        self.folder = folder

    def unread(self) -> Iterator[tuple[str, bytes]]:
        files = [
            file
            for name in ("new", "cur")
            for file in sorted((self.folder / name).iterdir())
            if "S" not in _flags(file.name)
        ]
        for file in files:
            try:
                with file.open("rb") as opened:
                    content = opened.read(MOST_BYTES)
            except OSError:  # somebody has moved it meanwhile
                continue
            yield str(file.relative_to(self.folder)), content

    def mark_read(self, key: str) -> None:
        name = Path(key).name
        flags = "".join(sorted({*_flags(name), "S"}))
        target = self.folder / "cur" / f"{name.partition(':2,')[0]}:2,{flags}"
        try:
            (self.folder / key).rename(target)
        except OSError as error:
            raise MailboxError(f"{self.folder}: {error.strerror}") from error


class Imap:
    """A folder on a mail server; only reports are asked for, so that people keep what is theirs."""

    def __init__(self, connection: imaplib.IMAP4) -> None:
        self.connection = connection

    def unread(self) -> Iterator[tuple[str, bytes]]:
        wanted = ("UNSEEN", "HEADER", "Content-Type", "delivery-status")
        _answer, found = self.connection.uid("SEARCH", *wanted)
        for key in (found[0] or b"").split()[:AT_ONCE]:
            uid = key.decode("ascii")
            _answer, parts = self.connection.uid("FETCH", uid, f"(BODY.PEEK[]<0.{MOST_BYTES}>)")
            for part in parts:
                if isinstance(part, tuple):
                    yield uid, part[1]

    def mark_read(self, key: str) -> None:
        self.connection.uid("STORE", key, "+FLAGS.SILENT", "(\\Seen)")


@contextmanager
def open_mailbox(address: str) -> Iterator[Mailbox]:
    """The mailbox of `BOUNCE_MAILBOX`. Raises MailboxError where it can't be read."""
    parts = urlsplit(address)
    if parts.scheme == "maildir":
        yield Maildir(Path(unquote(parts.path)))
    elif parts.scheme == "imaps":
        with _connected(parts) as connection:
            yield Imap(connection)
    else:
        raise MailboxError(f"A mailbox begins with one of: {', '.join(SCHEMES)}.")


@contextmanager
def _connected(parts: SplitResult) -> Iterator[imaplib.IMAP4]:
    folder = unquote(parts.path.strip("/")) or "INBOX"
    quoted = folder.replace("\\", "\\\\").replace('"', '\\"')
    try:
        with imaplib.IMAP4_SSL(
            parts.hostname or "",
            parts.port or PORT,
            ssl_context=ssl.create_default_context(),
            timeout=TIMEOUT,
        ) as connection:
            connection.login(unquote(parts.username or ""), unquote(parts.password or ""))
            answer, _words = connection.select(f'"{quoted}"')
            if answer != "OK":
                raise MailboxError(f"{parts.hostname} has no folder {folder}.")
            yield connection
    except (imaplib.IMAP4.error, OSError, UnicodeError) as error:
        # The server's words may repeat what it was told. UnicodeError: IMAP speaks ASCII, and other
        # letters in names of folders are written in its own way (RFC 3501, 5.1.3).
        raise MailboxError(f"{parts.hostname}: {type(error).__name__}") from None


def _flags(name: str) -> str:
    return name.partition(":2,")[2]


def check_bounce_mailbox(**kwargs: object) -> list[CheckMessage]:
    """A mailbox that can't be understood would only show as mails that never come back."""
    if not settings.BOUNCE_MAILBOX:
        return []
    parts = urlsplit(settings.BOUNCE_MAILBOX)
    is_whole = parts.scheme == "maildir" and parts.path
    if is_whole or (parts.scheme == "imaps" and parts.hostname and parts.username):
        return []
    return [
        Error(
            "BOUNCE_MAILBOX is neither a Maildir nor an IMAP mailbox.",
            hint="maildir:///var/mail/verbund or imaps://user:password@mail.example.org/INBOX",
            id="core.E003",
        )
    ]
