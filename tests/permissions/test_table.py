from collections.abc import Callable, Sequence
from copy import copy
from types import SimpleNamespace
from unittest import mock

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.core.signals import request_finished
from django.db import close_old_connections, transaction
from django.http import HttpResponse
from django.test import Client, TestCase
from django.test.utils import override_settings
from django.urls import reverse

from accounts.models import User
from home.services import found_association
from municipalities.services import found_municipality
from tests.permissions import table
from tests.permissions.addresses import every_address, forms_without_token
from tests.permissions.world import ROLES, build_world


# Who it is stands in the cookie: asking the database each time takes a sixteenth of a visit.
@override_settings(SESSION_ENGINE="django.contrib.sessions.backends.signed_cookies")
class TestWhoGetsWhere(TestCase):
    """One method for each group of rows; the world is built once and each visit rolled back."""

    world: SimpleNamespace
    sessions: dict[str, str]

    @classmethod
    def setUpTestData(cls) -> None:
        home = found_association(name="Ehrenamtsverbund Test", hostname="testserver")
        cls.world = build_world(
            home, found_municipality(ags="05978024"), found_municipality(ags="05978032")
        )
        # Signing in, and reading who it is and what they may, takes two fifths of a visit's time.
        people = {role: user for role, user in cls.world.users.items() if user}
        cls.sessions = {role: session_of(user) for role, user in people.items()}
        known = {user.pk: with_permissions(user.pk) for user in people.values()}
        read = mock.patch.object(ModelBackend, "get_user", lambda self, key: copy(known[key]))
        read.start()
        cls.addClassCleanup(read.stop)

    def assert_rows(self, rows: Sequence[table.Row]) -> None:
        for row in rows:
            sides = {"own": row.own, "foreign": row.foreign if row.arguments else None}
            for side, expected in sides.items():
                if expected is None:
                    continue
                with self.subTest(address=row.name, side=side):
                    assert self.let_in(row, getattr(self.world, side)) == set(expected)

    def let_in(self, row: table.Row, side: SimpleNamespace) -> set[str]:
        return {role for role in ROLES if self.visit(row, side, role)}

    def visit(self, row: table.Row, side: SimpleNamespace, role: str) -> bool:
        savepoint = transaction.savepoint()
        try:
            client = self.client
            client.cookies.clear()
            if session := self.sessions.get(role):
                client.cookies[settings.SESSION_COOKIE_NAME] = session
            arguments = row.arguments(side) if row.arguments else {}
            positional = arguments if isinstance(arguments, list) else None
            address = reverse(row.name, args=positional, kwargs=None if positional else arguments)
            response = getattr(client, row.method)(
                address + row.query.format(side=side),
                row.data if row.method == "post" else None,
            )
            assert forms_without_token(response) == []
            close(response)
            return row.check(response)
        finally:
            transaction.savepoint_rollback(savepoint)


def with_permissions(key: int) -> User:
    """Somebody as each request reads them, with what is asked of the database only once."""
    user = User.objects.get(pk=key)
    user.get_all_permissions()
    return user


def session_of(user: User) -> str:
    """The cookie of somebody who has signed in."""
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def close(response: HttpResponse) -> None:
    """Close the files of a response, but not the connection that the test's transaction is on."""
    request_finished.disconnect(close_old_connections)
    response.close()
    request_finished.connect(close_old_connections)


def _rows_hold(rows: Sequence[table.Row]) -> Callable[[TestWhoGetsWhere], None]:
    return lambda self: self.assert_rows(rows)


for _group, _rows in table.GROUPS.items():
    setattr(TestWhoGetsWhere, f"test_{_group}", _rows_hold(_rows))


def test_every_address_is_in_the_table():
    known = {row.name for rows in table.GROUPS.values() for row in rows} | set(table.ELSEWHERE)
    assert set(every_address()) == known
