"""What people and a town's desk do with an interest."""

import datetime as dt
from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from accounts.volunteers import volunteer_for
from municipalities.models import Municipality
from opportunities.applications.erasing import erase_if_unknown
from opportunities.counselling import mails
from opportunities.counselling.errors import CounsellingError
from opportunities.enums import InterestState
from opportunities.models import CounsellingSlot, Interest, InterestAnswer, OpportunityPage

Code = CounsellingError.Code
KEPT_UNCONFIRMED = dt.timedelta(days=14)
SAME_FORM = dt.timedelta(minutes=10)


@transaction.atomic
def register_interest(
    *,
    municipality: Municipality,
    name: str,
    email: str,
    phone: str = "",
    wishes: str = "",
    wants_counselling: bool = False,
    user: User | None = None,
) -> Interest:
    """Keep what somebody told a town's desk.

    Whoever is signed in has confirmed the mailbox already; everybody else gets a mail with a
    button, and the desk hears of it only then. The same once more within minutes, as of a button
    that was pressed twice, is the same interest.
    """
    told = {"wishes": wishes.strip(), "wants_counselling": wants_counselling}
    # One after the other in each town, so that the second press finds what the first one wrote.
    Municipality.objects.select_for_update().get(pk=municipality.pk)
    volunteer = volunteer_for(name=name, email=email, phone=phone, user=user)
    known = volunteer.interests.filter(
        municipality=municipality, created_at__gt=timezone.now() - SAME_FORM, **told
    )
    if same := known.exclude(state=InterestState.CLOSED).first():
        return same
    interest = Interest.objects.create(municipality=municipality, volunteer=volunteer, **told)
    if user:
        confirm_interest(interest=interest)
    else:
        mails.ask_to_confirm(interest)
    return interest


@transaction.atomic
def confirm_interest(*, interest: Interest, now: dt.datetime | None = None) -> None:
    """Hand the interest to the desk; pressing the button twice does it once."""
    confirmed = Interest.objects.filter(pk=interest.pk, state=InterestState.UNCONFIRMED).update(
        state=InterestState.OPEN, confirmed_at=now or timezone.now()
    )
    interest.refresh_from_db()
    if confirmed:
        mails.tell_desk(interest)


@transaction.atomic
def withdraw_interest(*, interest: Interest) -> None:
    """End it for the person who told it; an appointment becomes free again."""
    interest.appointments.update(interest=None)
    Interest.objects.filter(pk=interest.pk).update(state=InterestState.CLOSED)
    interest.refresh_from_db()


@transaction.atomic
def answer_interest(
    *,
    interest: Interest,
    text: str,
    offers: Sequence[OpportunityPage] = (),
    by: User | None = None,
    now: dt.datetime | None = None,
) -> InterestAnswer:
    """Write back, with the offers that the desk suggests.

    Raises CounsellingError (EMPTY, UNREACHABLE).
    """
    text = text.strip()
    if not text and not offers:
        raise CounsellingError(Code.EMPTY)
    if not mails.can_be_mailed(interest):
        raise CounsellingError(Code.UNREACHABLE)
    answer = InterestAnswer.objects.create(interest=interest, text=text, by=by)
    answer.offers.set(offers)
    Interest.objects.filter(pk=interest.pk).update(
        state=InterestState.ANSWERED, answered_at=now or timezone.now()
    )
    interest.refresh_from_db()
    mails.send_answer(answer)
    return answer


def free_slots(municipality: Municipality, now: dt.datetime) -> list[CounsellingSlot]:
    """The appointments that a person can still choose, the earliest first."""
    return list(
        CounsellingSlot.objects.filter(
            municipality=municipality, interest=None, starts_at__gt=now
        ).order_by("starts_at", "pk")
    )


@transaction.atomic
def book_slot(
    *, interest: Interest, slot: CounsellingSlot, now: dt.datetime | None = None
) -> CounsellingSlot:
    """Give the appointment to this person; of several who try at once, one gets it.

    A person has one appointment to come at a time: a new one replaces it. Raises
    CounsellingError (TAKEN, PAST).
    """
    now = now or timezone.now()
    if slot.starts_at <= now:
        raise CounsellingError(Code.PAST)
    taken = CounsellingSlot.objects.filter(
        pk=slot.pk, municipality=interest.municipality_id, interest=None
    ).update(interest=interest)
    if not taken:
        slot.refresh_from_db()
        if slot.interest_id == interest.pk:
            return slot
        raise CounsellingError(Code.TAKEN)
    interest.appointments.filter(starts_at__gt=now).exclude(pk=slot.pk).update(interest=None)
    slot.refresh_from_db()
    mails.send_appointment(slot)
    return slot


@transaction.atomic
def cancel_slot(*, interest: Interest, now: dt.datetime | None = None) -> bool:
    """Free the person's appointment to come; says whether there was one."""
    ahead = interest.appointments.filter(starts_at__gt=now or timezone.now())
    slots = list(ahead)
    ahead.update(interest=None)
    for slot in slots:
        mails.tell_desk_of_cancelling(interest, slot)
    return bool(slots)


@transaction.atomic
def offer_slots(
    *,
    municipality: Municipality,
    day: dt.date,
    starts_at: dt.time,
    ends_at: dt.time,
    minutes: int,
    place: str = "",
) -> list[CounsellingSlot]:
    """Appointments one after the other, as many as fit between the two times of `day`.

    Raises CounsellingError (OVERLAP) if one of them would begin together with another.
    """
    zone = timezone.get_current_timezone()
    begin = dt.datetime.combine(day, starts_at, tzinfo=zone)
    end = dt.datetime.combine(day, ends_at, tzinfo=zone)
    length = dt.timedelta(minutes=minutes)
    taken = CounsellingSlot.objects.filter(
        municipality=municipality, starts_at__gte=begin - dt.timedelta(hours=4), starts_at__lt=end
    )
    slots = []
    while begin + length <= end:
        slots.append(
            CounsellingSlot(
                municipality=municipality, starts_at=begin, minutes=minutes, place=place.strip()
            )
        )
        begin += length
    if any(_overlap(slot, other) for slot in slots for other in taken):
        raise CounsellingError(Code.OVERLAP)
    try:
        with transaction.atomic():
            return CounsellingSlot.objects.bulk_create(slots)
    except IntegrityError:  # somebody else at the desk did the same just now
        raise CounsellingError(Code.OVERLAP) from None


def _overlap(one: CounsellingSlot, other: CounsellingSlot) -> bool:
    return one.starts_at < other.ends_at and other.starts_at < one.ends_at


def erase_unconfirmed(now: dt.datetime) -> int:
    """Erase what nobody has confirmed for 14 days, with whom nothing else is known of."""
    old = Interest.objects.filter(
        state=InterestState.UNCONFIRMED, created_at__lt=now - KEPT_UNCONFIRMED
    ).select_related("volunteer")
    erased = 0
    for interest in old:
        with transaction.atomic():
            deleted, _each = Interest.objects.filter(
                pk=interest.pk, state=InterestState.UNCONFIRMED
            ).delete()
            if deleted:
                erase_if_unknown(interest.volunteer)
                erased += 1
    return erased
