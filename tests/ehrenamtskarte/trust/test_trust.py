"""Cards of another association: keys and lists fetched, checked, kept, handed on."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone

from ehrenamtskarte.credential.claims import CardClaims
from ehrenamtskarte.credential.keys import Issuer, IssuerKey, IssuerKeySet, make_private_key
from ehrenamtskarte.credential.signing import sign_card
from ehrenamtskarte.credential.status import read_status_list, sign_status_list
from ehrenamtskarte.credential.verdicts import VerdictKind, judge
from ehrenamtskarte.enums import CardType
from ehrenamtskarte.keys import signing_key
from ehrenamtskarte.keys.published import own_key_set
from ehrenamtskarte.models import TrustedIssuer
from ehrenamtskarte.trust import refreshing
from ehrenamtskarte.trust.fetching import FetchError
from ehrenamtskarte.trust.refreshing import refresh
from ehrenamtskarte.trust.tasks import refresh_due
from home.services import OFFICE
from tests.factories import UserFactory

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
URL = "https://karte.example.org/ehrenamtskarte/jwks.json"
LIST = "https://karte.example.org/ehrenamtskarte/status/1"


class OtherAssociation:
    """What stands on its site."""

    def __init__(self):
        self.private_key = make_private_key()
        self.key = IssuerKey(
            public_key=self.private_key.public_key(),
            issuer=Issuer(ags="05515000", name="Münster", association="Sagt sie selbst"),
            status_list=LIST,
        )
        self.files = {URL: json.dumps(IssuerKeySet([self.key]).to_jwks()).encode()}
        self.publish(NOW)
        self.asked = []

    def publish(self, now, withdrawn=(3,)):
        self.files[LIST] = sign_status_list(
            address=LIST,
            withdrawn=withdrawn,
            size=64,
            private_key=self.private_key,
            kid=self.key.kid,
            now=now,
        )

    def fetch(self, url, *, most_bytes):
        self.asked.append(url)
        if url not in self.files:
            raise FetchError(FetchError.Code.REFUSED)
        return self.files[url]

    def card(self, index):
        claims = CardClaims(
            cti=b"12345678",
            name="Erika Beispiel",
            card_type=CardType.STANDARD,
            status_index=index,
            expires=NOW + timedelta(days=365),
        )
        return sign_card(claims, self.private_key, self.key.kid)


@pytest.fixture
def other(monkeypatch):
    other = OtherAssociation()
    monkeypatch.setattr(refreshing, "fetch", other.fetch)
    return other


@pytest.fixture
def issuer(db):
    return TrustedIssuer.objects.create(name="Münsterland", url=URL)


def judged_here(client, code):
    """As the page for checking does: it knows what this site serves, and nothing else."""
    document = json.loads(client.get("/ehrenamtskarte/vertraute.json").content)
    keys = IssuerKeySet([*own_key_set(), *IssuerKeySet.from_jwks(document)])
    lists = {
        address: read_status_list(
            client.get(path).content, address=address, signers=keys.of_list(address)
        )
        for address, path in document["status_lists"].items()
    }
    return judge(code, keys=keys, lists=lists, now=NOW)


def test_its_cards_are_judged_here_without_asking_it(client, other, issuer):
    assert judged_here(client, other.card(1)).kind == VerdictKind.UNKNOWN_ISSUER
    assert refresh(issuer, now=NOW)
    asked = len(other.asked)
    verdict = judged_here(client, other.card(1))
    assert verdict.kind == VerdictKind.VALID
    # Under the name that was agreed, whatever its keys say.
    assert (verdict.issuer.association, verdict.issuer.name) == ("Münsterland", "Münster")
    assert judged_here(client, other.card(3)).kind == VerdictKind.REVOKED
    assert len(other.asked) == asked


def test_whom_one_no_longer_trusts(client, other, issuer):
    refresh(issuer, now=NOW)
    TrustedIssuer.objects.update(is_active=False)
    assert judged_here(client, other.card(1)).kind == VerdictKind.UNKNOWN_ISSUER
    path = reverse("trusted_status_list", args=[issuer.status_lists.get().pk])
    assert client.get(path).status_code == 404


def test_anybody_may_read_what_is_handed_on(client, other, issuer):
    refresh(issuer, now=NOW)
    path = reverse("trusted_status_list", args=[issuer.status_lists.get().pk])
    for address, content_type in (
        ("/ehrenamtskarte/vertraute.json", "application/jwk-set+json"),
        (path, "application/statuslist+cwt"),
    ):
        response = client.get(address)
        assert response.headers["Content-Type"] == content_type
        assert response.headers["Access-Control-Allow-Origin"] == "*"
        again = client.get(address, headers={"If-None-Match": response.headers["ETag"]})
        assert again.status_code == 304


@pytest.mark.parametrize(
    "content", [b"<html>", b"{}", b'{"keys": []}', b'{"keys": [{"kty": "RSA"}]}', b"\xff" * 50]
)
def test_what_is_no_key_set_leaves_the_last_good_one(client, other, issuer, content):
    refresh(issuer, now=NOW)
    other.files[URL] = content
    assert not refresh(issuer, now=NOW + timedelta(hours=1))
    assert issuer.error
    assert issuer.fetched_at == NOW
    assert issuer.tried_at == NOW + timedelta(hours=1)
    assert judged_here(client, other.card(1)).kind == VerdictKind.VALID


def test_who_is_back_has_no_error(other, issuer):
    content = other.files.pop(URL)
    assert not refresh(issuer, now=NOW)
    assert (issuer.key_set, issuer.fetched_at) == (None, None)
    other.files[URL] = content
    assert refresh(issuer, now=NOW)
    assert issuer.error == ""


def test_a_list_that_it_has_not_signed_is_not_taken(client, other, issuer):
    refresh(issuer, now=NOW)
    forger = OtherAssociation()
    forger.publish(NOW, withdrawn=range(64))
    other.files[LIST] = forger.files[LIST]
    assert not refresh(issuer, now=NOW)
    assert LIST in issuer.error
    assert judged_here(client, other.card(1)).kind == VerdictKind.VALID


def test_an_older_list_does_not_bring_a_card_back(client, other, issuer):
    refresh(issuer, now=NOW)
    other.publish(NOW - timedelta(hours=2), withdrawn=())
    refresh(issuer, now=NOW)
    assert judged_here(client, other.card(3)).kind == VerdictKind.REVOKED


def test_lists_elsewhere_are_never_asked_for(other, issuer):
    for address in ("https://127.0.0.1/status/1", "https://karte.example.org.evil.example/1"):
        key = IssuerKey(make_private_key().public_key(), other.key.issuer, address)
        other.files[URL] = json.dumps(IssuerKeySet([key]).to_jwks()).encode()
        assert not refresh(issuer, now=NOW)
    assert set(other.asked) == {URL}


def test_a_list_that_no_key_names_any_more_is_forgotten(other, issuer):
    refresh(issuer, now=NOW)
    key = IssuerKey(other.private_key.public_key(), other.key.issuer, f"{LIST}2")
    other.files[URL] = json.dumps(IssuerKeySet([key]).to_jwks()).encode()
    other.files[f"{LIST}2"] = b""
    refresh(issuer, now=NOW)
    assert not issuer.status_lists.exists()


def test_our_own_keys_are_not_another_associations(luenen, other, issuer, settings):
    settings.WAGTAILADMIN_BASE_URL = "https://karte.example.org"
    signing_key(luenen.municipality)
    other.files[URL] = json.dumps(own_key_set().to_jwks()).encode()
    assert not refresh(issuer, now=NOW)
    assert issuer.key_set is None


def test_the_clock_asks_every_hour(other, issuer, django_capture_on_commit_callbacks):
    TrustedIssuer.objects.create(name="Ruht", url="https://ruht.example.org/", is_active=False)

    def minute(now):
        with django_capture_on_commit_callbacks(execute=True):
            refresh_due(now)
        asked, other.asked = other.asked, []
        return asked

    now = timezone.now() - timedelta(days=1)
    assert minute(now) == [URL, LIST]
    TrustedIssuer.objects.update(tried_at=now)  # the task has written its own time
    assert minute(now + timedelta(minutes=59)) == []
    assert minute(now + timedelta(minutes=60)) == [URL, LIST]


class TestAdmin:
    @pytest.fixture
    def office(self, client, home):
        person = UserFactory(groups=[Group.objects.get(name=OFFICE)])
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        return client

    def test_an_association_is_added_and_asked_at_once(
        self, office, other, django_capture_on_commit_callbacks
    ):
        with django_capture_on_commit_callbacks(execute=True):
            response = office.post(
                reverse("trusted_issuers:add"),
                {"name": "Münsterland", "url": URL, "is_active": "on"},
            )
        assert response.status_code == 302
        issuer = TrustedIssuer.objects.get()
        assert issuer.fetched_at
        page = office.get(reverse("trusted_issuers:edit", args=[issuer.pk])).content.decode()
        for word in ("Münster", "05515000", other.key.kid.hex(), LIST):
            assert word in page

    def test_an_address_without_https_is_refused(self, office):
        response = office.post(
            reverse("trusted_issuers:add"),
            {"name": "Münsterland", "url": "http://karte.example.org/", "is_active": "on"},
        )
        assert "url" in response.context["form"].errors
        assert not TrustedIssuer.objects.exists()

    def test_errors_are_shown(self, office, issuer):
        TrustedIssuer.objects.update(error="Das Zertifikat ist abgelaufen.")
        for address in (
            reverse("trusted_issuers:index"),
            reverse("trusted_issuers:edit", args=[issuer.pk]),
        ):
            assert "Das Zertifikat ist abgelaufen." in office.get(address).content.decode()

    def test_another_address_means_other_keys(self, office, other, issuer):
        refresh(issuer, now=NOW)
        office.post(
            reverse("trusted_issuers:edit", args=[issuer.pk]),
            {"name": "Münsterland", "url": "https://neu.example.org/", "is_active": "on"},
        )
        issuer.refresh_from_db()
        assert issuer.key_set is None
        assert not issuer.status_lists.exists()
