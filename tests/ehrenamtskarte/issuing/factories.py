"""Approved applications and the cards made of them."""

from ehrenamtskarte.enums import CardApplicationState
from ehrenamtskarte.issuing import issue_card
from tests.ehrenamtskarte.applications.factories import CardApplicationFactory


def approved(municipality, **facts):
    return CardApplicationFactory(
        municipality=municipality, state=CardApplicationState.APPROVED, **facts
    )


def issued(municipality, **facts):
    return issue_card(approved(municipality, **facts), None)
