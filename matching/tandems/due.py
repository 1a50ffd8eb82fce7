"""What time brings to tandems."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from matching.models import Tandem, TandemCheckIn
from matching.tandems import mails
from matching.tandems.services import erase_ended
from matching.tandems.standing import week_due

# Nobody is asked at night.
FIRST_HOUR, LAST_HOUR = 8, 19


def do_what_is_due(now: dt.datetime) -> None:
    ask_how_it_goes(now)
    erase_ended(now)


def ask_how_it_goes(now: dt.datetime) -> int:
    """Ask the two of each tandem after the programme's weeks; returns how many were asked.

    Of several weeks that have passed meanwhile only the last is asked, and each once.
    """
    if not FIRST_HOUR <= timezone.localtime(now).hour <= LAST_HOUR:
        return 0
    today = timezone.localdate(now)
    running = (
        Tandem.objects.filter(ended_on=None, started_on__lt=today)
        .select_related("mentor__programme__municipality", "mentee__programme__municipality")
        .prefetch_related("check_ins")
    )
    asked = 0
    for tandem in running:
        for person in (tandem.mentor, tandem.mentee):
            week = week_due(tandem, person, today) if person.email else None
            if week is not None:
                asked += _ask(tandem, person.pk, week, now)
    return asked


def _ask(tandem: Tandem, person: int, week: int, now: dt.datetime) -> bool:
    with transaction.atomic():
        check_in, is_new = TandemCheckIn.objects.get_or_create(
            tandem=tandem, person_id=person, week=week, defaults={"asked_at": now}
        )
        if is_new:
            mails.ask(check_in)
    return is_new
