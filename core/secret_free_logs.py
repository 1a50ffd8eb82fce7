"""Logs without the secrets of links by mail, whoever writes them (ADR 17), and without what
people say about themselves in addresses (ADR 48).

Nothing is imported here that needs the application: the logging is set up before it.
"""

import logging
import re

# All below /l/, whole or mangled; percent-encoded slashes stand in queries (`?next=%2Fl%2F…`).
_LINKS = re.compile(r"((?:/|%2F)l(?:/|%2F))[^\s/?&%\"'<>]+", re.IGNORECASE)
# What `secrets.token_urlsafe(32)` makes, wherever it stands; addresses of pages have no capitals.
_SECRETS = re.compile(r"(?<![\w-])(?=[a-z0-9_-]*[A-Z])[A-Za-z0-9_-]{43}(?![\w-])")
# The queries of the finder and of the own profile; the sign-in may carry them on, encoded.
_ANSWERS = re.compile(
    r"((?:/|%2F)(?:was-passt-zu-mir|konto(?:/|%2F)profil)(?:/|%2F)[^\s?&\"'<>]*?(?:\?|%3F))[^\s\"'<>]+",
    re.IGNORECASE,
)

BLACKENED = "███"


def blacken(text: str) -> str:
    """`text` with the secret of every link in it made unreadable, and answers to the finder."""
    for pattern in (_LINKS, _ANSWERS):
        text = pattern.sub(rf"\g<1>{BLACKENED}", text)
    return _SECRETS.sub(BLACKENED, text)


class SecretFreeFormatter(logging.Formatter):
    """Blackens the finished line: message, arguments and trace alike."""

    def format(self, record: logging.LogRecord) -> str:
        return blacken(super().format(record))
