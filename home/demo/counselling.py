"""Who asked a town's desk in the demo where to help, and when it has an ear."""

import datetime as dt

from django.utils import timezone

from accounts.models import User
from home.demo import content, times
from home.demo.people import coordinator_email
from home.demo.publishing import days_ago
from municipalities.models import Municipality
from opportunities.counselling.services import (
    answer_interest,
    book_slot,
    confirm_interest,
    offer_slots,
    register_interest,
)
from opportunities.models import CounsellingSlot, Interest, InterestAnswer, OpportunityPage

MINUTES = 30  # of one appointment


def ask_the_desks(people: dict[str, User]) -> None:
    """Offer appointments, ask and answer."""
    today = timezone.localdate()
    told = content.volunteering()
    towns = {town.slug: town for town in Municipality.objects.all()}
    for day in told.counselling_days:
        offer_slots(
            municipality=towns[day["town"]],
            day=times.day(day["day"], today),
            starts_at=dt.time.fromisoformat(day["from"]),
            ends_at=dt.time.fromisoformat(day["until"]),
            minutes=MINUTES,
            place=day["place"],
        )
    for number, text in enumerate(told.interests):
        asked_at = days_ago(text.days_ago, minute=70 * number)
        _ask(text, towns[text.town], people[coordinator_email(text.town)], asked_at)


def _ask(text: content.Interest, town: Municipality, by: User, at: dt.datetime) -> None:
    interest = register_interest(
        municipality=town,
        name=text.name,
        email=text.email,
        wishes=text.wishes,
        wants_counselling=bool(text.appointment),
    )
    Interest.objects.filter(pk=interest.pk).update(created_at=at)
    confirm_interest(interest=interest, now=at)
    if text.appointment:
        wanted = dt.time.fromisoformat(text.appointment)
        slots = CounsellingSlot.objects.filter(municipality=town, interest=None)
        slot = next(one for one in slots if timezone.localtime(one.starts_at).time() == wanted)
        book_slot(interest=interest, slot=slot)
    if text.answer:
        a_day_later = at + dt.timedelta(days=1)
        answer = answer_interest(
            interest=interest,
            text=text.answer,
            offers=list(OpportunityPage.objects.filter(slug__in=text.suggested)),
            by=by,
            now=a_day_later,
        )
        InterestAnswer.objects.filter(pk=answer.pk).update(created_at=a_day_later)
