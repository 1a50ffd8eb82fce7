"""Places in a status list: free, at random, each once."""

import pytest
from django.db import IntegrityError

from ehrenamtskarte.models import Credential, StatusList
from ehrenamtskarte.status import StatusListError, take_index, take_indexes
from tests.ehrenamtskarte.cards import make_codes


@pytest.fixture
def status_list(db):
    return StatusList.objects.create(size=64)


def test_places_are_within_the_list_and_different(status_list):
    taken = take_indexes(status_list, 32)
    assert len(set(taken)) == 32
    assert set(taken) <= set(range(64))


def test_they_come_in_no_order(db):
    status_list = StatusList.objects.create()
    taken = take_indexes(status_list, 200)
    assert taken != sorted(taken)
    # Were they drawn from the front, or sorted by it, one half would hardly be met.
    assert 50 < sum(index < status_list.size / 2 for index in taken[:200]) < 150


def test_no_place_is_given_twice(luenen):
    codes = make_codes(luenen.municipality, 1)
    StatusList.objects.update(size=8)
    Credential.objects.update(status_index=3)
    for _ in range(30):
        StatusList.objects.update(taken=1)
        assert 3 not in take_indexes(codes[0].status_list, 3)


def test_more_than_half_is_never_given_out(status_list):
    take_indexes(status_list, 31)
    take_index(status_list)
    with pytest.raises(StatusListError) as refused:
        take_index(status_list)
    assert refused.value.code == StatusListError.Code.FULL


def test_the_database_knows_that_too(status_list):
    with pytest.raises(IntegrityError, match="status_list_is_at_most_half_full"):
        StatusList.objects.update(taken=33)
