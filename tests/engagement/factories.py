"""Factories for who helps where and how long."""

import datetime as dt
from decimal import Decimal

import factory

from accounts.models import Volunteer
from engagement.enums import EngagementState
from engagement.models import Engagement, HoursEntry
from tests.factories import OrganisationFactory, UserFactory


class VolunteerFactory(factory.django.DjangoModelFactory):
    """Somebody with an account; `user=None` for somebody without."""

    class Meta:
        model = Volunteer

    user = factory.SubFactory(UserFactory)
    name = factory.Sequence(lambda n: f"Kim Muster {n}")
    email = factory.Sequence(lambda n: f"kim{n}@example.org")


class EngagementFactory(factory.django.DjangoModelFactory):
    """A confirmed engagement since 2020."""

    class Meta:
        model = Engagement

    volunteer = factory.SubFactory(VolunteerFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    role = "Kassenwart"
    since = dt.date(2020, 1, 1)
    state = EngagementState.CONFIRMED


class HoursEntryFactory(factory.django.DjangoModelFactory):
    """Two hours that wait for the organisation."""

    class Meta:
        model = HoursEntry

    engagement = factory.SubFactory(EngagementFactory)
    worked_on = dt.date(2026, 3, 4)
    hours = Decimal(2)
