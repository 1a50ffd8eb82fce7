"""Taking a redemption back, soon after it was counted."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Q

from partners.enums import RedemptionState
from partners.models import Redemption
from partners.redeeming.errors import TakeBackError
from partners.redeeming.tills import Till

TAKEN_BACK_WITHIN: Final = timedelta(minutes=10)


def take_back(*, till: Till, key: UUID, now: datetime) -> None:
    """Undo a redemption of the same device; twice is as good as once.

    Raises:
        TakeBackError: TOO_LATE, UNKNOWN, CONFLICT.
    """
    mine = Redemption.objects.filter(idempotency_key=key, device_id=till.pk)
    since = now - TAKEN_BACK_WITHIN
    recent = mine.filter(Q(received_at__gte=since) | Q(scanned_at__gte=since))
    if recent.filter(state=RedemptionState.DONE).update(
        state=RedemptionState.UNDONE, slot=None, undone_at=now
    ):
        return
    state = mine.values_list("state", flat=True).first()
    if state is None:
        raise TakeBackError(TakeBackError.Code.UNKNOWN)
    if state == RedemptionState.CONFLICT:
        raise TakeBackError(TakeBackError.Code.CONFLICT)
    if state == RedemptionState.DONE:
        raise TakeBackError(TakeBackError.Code.TOO_LATE)
