import pytest

from tests.core.mail.smtp_sink import Sink


@pytest.fixture
def sink(settings):
    """A mail server to which the outbox is sent."""
    with Sink() as server:
        settings.EMAIL_HOST = "127.0.0.1"
        settings.EMAIL_PORT = server.port
        settings.EMAIL_TIMEOUT = 5
        settings.POST_OFFICE = {
            **settings.POST_OFFICE,
            "BACKENDS": {"default": "core.mail.smtp.EmailBackend"},
        }
        yield server
