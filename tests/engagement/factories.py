"""Factories for who helps where and how long."""

import datetime as dt
from decimal import Decimal

import factory
from django.utils import timezone

from accounts.models import Volunteer
from engagement.certificates.numbers import new_number
from engagement.enums import CheckState, EngagementState
from engagement.models import BackgroundCheck, Certificate, Engagement, HoursEntry
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


class CertificateFactory(factory.django.DjangoModelFactory):
    """One that the organisation is writing; `signed=True` for one that it has signed."""

    class Meta:
        model = Certificate

    engagement = factory.SubFactory(EngagementFactory)
    starts_on = dt.date(2025, 1, 1)
    ends_on = dt.date(2025, 12, 31)
    holder = factory.LazyAttribute(lambda made: made.engagement.volunteer.name)
    organisation_name = factory.LazyAttribute(lambda made: made.engagement.organisation.name)
    role = "Kassenwart"

    class Params:
        signed = factory.Trait(
            number=factory.LazyFunction(lambda: new_number(2026)),
            signed_by_name="Mina Beispiel",
            signed_by_role="Vorsitzende",
            signed_at=factory.LazyFunction(timezone.now),
        )


class BackgroundCheckFactory(factory.django.DjangoModelFactory):
    """Seen, and valid for long."""

    class Meta:
        model = BackgroundCheck

    volunteer = factory.SubFactory(VolunteerFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    state = CheckState.SEEN
    seen_on = dt.date(2026, 3, 1)
    issued_on = dt.date(2026, 2, 1)
    renew_by = dt.date(2031, 2, 1)
