import pytest
from django.http import HttpResponse

from core.content_security import ContentSecurityMiddleware, reads_codes

pytestmark = pytest.mark.django_db


def directives(response):
    policy = response.headers["Content-Security-Policy"]
    return {name: values for name, *values in (part.split() for part in policy.split(";"))}


@pytest.mark.parametrize("address", ["/", "/angebote/", "/gibt-es-nicht/", "/konto/anmelden/"])
def test_public_pages_allow_nothing_inline_and_nobody_else(home, client, address):
    policy = directives(client.get(address))
    assert policy["script-src"] == policy["style-src"] == policy["font-src"] == ["'self'"]
    assert policy["default-src"] == policy["object-src"] == ["'none'"]
    assert "http" not in str(policy.values())


def test_only_the_admin_may_carry_inline_styles(home, client, admin_client):
    assert "'unsafe-inline'" in directives(admin_client.get("/verwaltung/"))["style-src"]
    assert "'unsafe-inline'" not in directives(admin_client.get("/angebote/"))["style-src"]


def test_a_decoder_runs_only_where_codes_are_read(rf):
    def answer(address, view):
        return directives(ContentSecurityMiddleware(view)(rf.get(address)))["script-src"]

    plain = lambda request: HttpResponse()  # noqa: E731
    assert answer("/kasse/", plain) == ["'self'"]
    assert answer("/kasse/", reads_codes(plain)) == ["'self'", "'wasm-unsafe-eval'"]
    assert answer("/verwaltung/", plain) == ["'self'", "'unsafe-inline'"]
    assert "'wasm-unsafe-eval'" in answer("/verwaltung/", reads_codes(plain))
