"""Applications for the card, whole and in any state."""

import datetime as dt
from decimal import Decimal

import factory
from django.utils import timezone

from ehrenamtskarte.applications.states import DECIDED, NOT_YET_SENT
from ehrenamtskarte.enums import AttestationState, CardApplicationState, Pay
from ehrenamtskarte.models import Attestation, CardApplication
from tests.factories import VolunteerFactory


class CardApplicationFactory(factory.django.DjangoModelFactory):
    """Handed in today by somebody of `municipality`, everything stated; to be decided.

    It has no attestation yet; `AttestationFactory(application=…)` adds them.
    """

    class Meta:
        model = CardApplication

    state = CardApplicationState.READY
    first_name = "Erika"
    last_name = factory.Sequence(lambda n: f"Karte {n}")
    born_on = dt.date(1980, 5, 1)
    email = factory.Sequence(lambda n: f"karte{n}@example.org")
    street = "Marktweg 1"
    postcode = "44532"
    city = "Lünen"
    pay = Pay.NOTHING
    goes_on = True
    waiting_since = factory.LazyFunction(timezone.now)
    volunteer = factory.LazyAttribute(
        lambda made: (
            None
            if made.state in NOT_YET_SENT
            else VolunteerFactory(
                name=f"{made.first_name} {made.last_name}",
                email=made.email,
                phone="02306 1" if not made.email else "",
            )
        )
    )
    submitted_on = factory.LazyAttribute(
        lambda made: None if made.state == CardApplicationState.DRAFT else timezone.localdate()
    )
    decided_at = factory.LazyAttribute(
        lambda made: timezone.now() if made.state in DECIDED else None
    )


class AttestationFactory(factory.django.DjangoModelFactory):
    """Confirmed, at an organisation that the site does not know."""

    class Meta:
        model = Attestation

    application = factory.SubFactory(CardApplicationFactory)
    organisation_name = "Verein am Ort"
    role = "Kassenwart"
    since = dt.date(2015, 1, 1)
    hours_per_week = Decimal(5)
    contact_name = "Vera Vorstand"
    contact_email = factory.Sequence(lambda n: f"vorstand{n}@example.org")
    state = AttestationState.CONFIRMED
    asked_at = factory.LazyAttribute(
        lambda made: (
            None
            if made.application.state in NOT_YET_SENT
            or made.state in (AttestationState.KNOWN, AttestationState.PROVEN)
            else timezone.now()
        )
    )
    answered_by = factory.LazyAttribute(
        lambda made: "Vera Vorstand" if made.state == AttestationState.CONFIRMED else ""
    )
    answered_at = factory.LazyAttribute(
        lambda made: timezone.now() if made.state == AttestationState.CONFIRMED else None
    )
