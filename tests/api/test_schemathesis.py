"""The API keeps what its own description promises, whatever one sends it."""

import json

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import settings as chosen

from tests.partners.public.rows import shop

EXAMPLES = 12  # of each address, besides the systematic ones


@pytest.fixture
def description(client, luenen, open_data, settings, request):
    settings.API_LIMITS = {"usual": (10**9, 60), "bulk": (10**9, 60)}
    # Schemathesis names its subtests by an attribute that pytest 9.2 no longer has.
    request.node._nodeid = request.node.nodeid
    described = json.loads(client.get("/api/v1/openapi.json").content)
    things = {
        "opportunities/{key}": open_data.everything.pk,
        "organisations/{key}": open_data.organisation.pk,
        "partners/{key}": shop(luenen, "Bäckerei Kornblume", {"title": "10 % auf Brot"}).pk,
        "towns/{slug}": "luenen",
        "lists/{name}": "fields",
    }
    # Otherwise it would hardly ever meet something that is there.
    for path, operations in described["paths"].items():
        for parameter in operations["get"]["parameters"]:
            if parameter["in"] == "path":
                [parameter["example"]] = (thing for place, thing in things.items() if place in path)
    schema = schemathesis.openapi.from_dict(described)
    schema.app = WSGIHandler()
    # The handler of a real server would close the test's connection.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield schema
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


schema = schemathesis.pytest.from_fixture("description")


@schema.parametrize()
@chosen(max_examples=EXAMPLES, derandomize=True, deadline=None, database=None)
def test_answers_are_as_described(case):
    case.call_and_validate(headers={"Accept-Encoding": "identity"})
