"""What tests of organisations' desks share."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from post_office.models import Email

from tests.factories import UserFactory

LINK = re.compile(r"https?://[^/\s]+(/\S+)")


class Mails:
    """The mails in the outbox, by recipient."""

    def to(self, address: str) -> list[Email]:
        return [mail for mail in Email.objects.order_by("pk") if address in mail.to]

    def link_to(self, address: str) -> str:
        """The address, without its host, in the newest mail to somebody."""
        newest = self.to(address)[-1]
        return LINK.search(newest.message)[1]


@pytest.fixture
def mails(db: None) -> Mails:
    return Mails()


@pytest.fixture
def signed_in() -> Callable[..., Client]:
    """A browser of somebody who is signed in."""

    def make(user=None, **facts) -> Client:
        client = Client()
        client.force_login(
            user or UserFactory(**facts), backend="django.contrib.auth.backends.ModelBackend"
        )
        return client

    return make
