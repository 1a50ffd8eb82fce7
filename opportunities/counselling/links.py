"""The link by mail that opens what somebody told a desk, and what the desk answered."""

import datetime as dt

from django.urls import reverse

from core.links import Purpose, make_link
from opportunities.models import Interest
from organisations.addresses import absolute

INTEREST = Purpose(
    name="interest", view_name="counselling:page_by_link", lifetime=dt.timedelta(days=200)
)


def page_address(interest: Interest) -> str:
    """Where the person sees how things stand: in the account, else by a new secret link."""
    if interest.volunteer.user_id:
        return absolute(reverse("counselling:page", args=[interest.pk]))
    return make_link(INTEREST, interest, email=interest.volunteer.email)
