"""SMTP, with the one thing known that matters after a failure: could the mail be out already?"""

import smtplib
from typing import Any

from django.core.mail.backends.smtp import EmailBackend as DjangoEmailBackend


class EmailBackend(DjangoEmailBackend):
    """Django's backend with a connection that knows how far it has come."""

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return _WatchedSMTPOverTLS if self.use_ssl else _WatchedSMTP

    @property
    def is_handing_over(self) -> bool:
        """Whether a mail's text is with the server, and its answer is not here."""
        return getattr(self.connection, "is_handing_over", False)


class _Watched:
    is_handing_over = False

    def data(self, msg: Any) -> tuple[int, bytes]:
        self.is_handing_over = True
        reply: tuple[int, bytes] = super().data(msg)  # type: ignore[misc]  # a mixin
        self.is_handing_over = False
        return reply


class _WatchedSMTP(_Watched, smtplib.SMTP):
    pass


class _WatchedSMTPOverTLS(_Watched, smtplib.SMTP_SSL):
    pass
