"""What time brings to certificates; the clock calls it every minute.

May run twice or at the same time in two processes: each draft is looked at again under its lock.
"""

from datetime import datetime, timedelta

from django.db import transaction

from engagement.certificates import notices
from engagement.models import Certificate

# Since somebody last wrote in it or asked for it. Names, tasks and hours of somebody who never
# got a certificate are kept for nothing; what it is made of stays with the engagement.
DRAFTS_KEPT = timedelta(days=180)
AT_ONCE = 100  # drafts in one minute


def do_what_is_due(now: datetime) -> int:
    """Erase drafts with which nobody has gone on; returns how many.

    Who had asked for one is told, and can ask again.
    """
    due = Certificate.objects.in_work().filter(changed_at__lt=now - DRAFTS_KEPT)
    keys = list(due.order_by("changed_at", "pk").values_list("pk", flat=True)[:AT_ONCE])
    return sum(_erase(key, now) for key in keys)


@transaction.atomic
def _erase(key: int, now: datetime) -> bool:
    draft = (
        Certificate.objects.in_work()
        .filter(pk=key, changed_at__lt=now - DRAFTS_KEPT)
        .select_for_update(of=("self",))
        .with_people()
        .first()
    )
    if draft is None:
        return False
    if draft.requested_at:
        notices.came_to_nothing(draft)
    draft.delete()
    return True
