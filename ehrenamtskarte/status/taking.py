"""Places in a list, drawn at random, so that they say nothing of when and how many."""

from random import SystemRandom

from django.db import connection
from django.db.models import F
from django.db.transaction import TransactionManagementError

from ehrenamtskarte.models import Credential, StatusList
from ehrenamtskarte.status.errors import StatusListError

DRAWN_AT_ONCE = 500

_random = SystemRandom()


def take_index(status_list: StatusList) -> int:
    """One place; see `take_indexes`."""
    return take_indexes(status_list, 1)[0]


def take_indexes(status_list: StatusList, count: int) -> list[int]:
    """So many free places in random order, for codes stored in the same transaction.

    The list stays locked until that transaction ends, so nobody else draws the same ones; and were
    it otherwise, constraint `status_index_given_once` would refuse the second code. Store what was
    taken before taking more.

    Raises:
        StatusListError: FULL; `signing_key(…, room_for=count)` sees to it that it isn't.
        TransactionManagementError: outside of a transaction.
    """
    if not connection.in_atomic_block:
        raise TransactionManagementError("An index is taken where its code is stored.")
    found = StatusList.objects.select_for_update(no_key=True).get(pk=status_list.pk)
    if found.room < count:
        raise StatusListError(StatusListError.Code.FULL)
    drawn: dict[int, None] = {}  # keeps the order
    while len(drawn) < count:
        # At least half of the places are free.
        wanted = min(2 * (count - len(drawn)) + 2, DRAWN_AT_ONCE, found.size)
        candidates = _random.sample(range(found.size), wanted)
        given = set(
            Credential.objects.filter(status_list=found, status_index__in=candidates)
            .order_by()
            .values_list("status_index", flat=True)
        )
        drawn.update((index, None) for index in candidates if index not in given)
    StatusList.objects.filter(pk=found.pk).update(taken=F("taken") + count)
    return list(drawn)[:count]
