from datetime import UTC, datetime

import pytest

from ehrenamtskarte.enums import CardEnd
from ehrenamtskarte.models import Credential, StatusList
from ehrenamtskarte.status import revoke, revoke_all
from tests.ehrenamtskarte.cards import make_codes

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture
def codes(luenen):
    codes = make_codes(luenen.municipality, 3)
    StatusList.objects.update(is_outdated=False)
    return codes


def test_a_revoked_code_says_when_and_why_and_its_list_is_outdated(codes):
    assert revoke(codes[0], end=CardEnd.LOST, now=NOW)
    assert (codes[0].revoked_at, codes[0].end) == (NOW, CardEnd.LOST)
    codes[0].refresh_from_db()
    assert (codes[0].revoked_at, codes[0].end) == (NOW, CardEnd.LOST)
    assert StatusList.objects.get().is_outdated
    assert Credential.objects.filter(revoked_at=None).count() == 2


def test_what_has_ended_keeps_its_reason(codes):
    revoke(codes[0], end=CardEnd.LOST, now=NOW)
    assert not revoke(codes[0], end=CardEnd.RENEWED)
    assert revoke_all(codes, end=CardEnd.RENEWED) == 2
    codes[0].refresh_from_db()
    assert (codes[0].revoked_at, codes[0].end) == (NOW, CardEnd.LOST)


def test_lists_of_others_stay_as_they_are(codes, selm):
    (elsewhere,) = make_codes(selm.municipality, 1)
    StatusList.objects.update(is_outdated=False)
    revoke(codes[0], end=CardEnd.LOST)
    elsewhere.status_list.refresh_from_db()
    assert not elsewhere.status_list.is_outdated
