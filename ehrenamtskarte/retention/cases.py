"""Cases that came to nothing: given up when nobody goes on with them, erased when it is time."""

from datetime import datetime
from typing import Final

from django.db import transaction

from ehrenamtskarte.applications.erasing import erase
from ehrenamtskarte.applications.services import withdraw
from ehrenamtskarte.enums import CardApplicationState as State
from ehrenamtskarte.enums import CardParty, FigureKind
from ehrenamtskarte.models import CardApplication
from ehrenamtskarte.retention.figures import count_once
from ehrenamtskarte.retention.periods import months_before
from municipalities.models import Municipality

AT_ONCE: Final = 500  # of a town; the clock comes back in a minute
# Here somebody else than the town has to go on.
WAITING_FOR_OTHERS: Final = (State.ATTESTING, State.ASKED)
OVER: Final = {State.DECLINED: FigureKind.DECLINED, State.WITHDRAWN: FigureKind.WITHDRAWN}


def give_up_unanswered(now: datetime) -> int:
    """Withdraw what no organisation and no applicant has gone on with for so long; they are told.

    What waits for the town is never given up. Returns how many.
    """
    given_up = 0
    for town in Municipality.objects.order_by("pk"):
        before = months_before(now, town.card_cases_kept_months)
        old = CardApplication.objects.filter(
            municipality=town, state__in=WAITING_FOR_OTHERS, waiting_since__lt=before
        )
        for application in old.order_by("waiting_since", "pk")[:AT_ONCE]:
            with transaction.atomic():
                # Somebody may go on with it just now.
                if old.select_for_update(of=("self",)).filter(pk=application.pk).exists():
                    withdraw(application=application, party=CardParty.SITE)
                    given_up += 1
    return given_up


def erase_old_cases(now: datetime) -> int:
    """Erase what was declined or withdrawn so long ago, and count it; returns how many."""
    erased = 0
    for town in Municipality.objects.order_by("pk"):
        before = months_before(now, town.card_cases_kept_months)
        old = CardApplication.objects.filter(
            municipality=town, state__in=OVER, waiting_since__lt=before
        )
        for key in old.order_by("waiting_since", "pk").values_list("pk", flat=True)[:AT_ONCE]:
            with transaction.atomic():
                # It may be opened again just now.
                case = old.select_for_update(of=("self",)).filter(pk=key).first()
                if case:
                    count_once(
                        OVER[State(case.state)],
                        municipality=town,
                        card_type=case.card_type,
                        at=case.waiting_since or now,
                    )
                    erase(case)
                    erased += 1
    return erased
