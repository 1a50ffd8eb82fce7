"""What organisations hand in for their people: many at once, or one for the jubilee card."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from ehrenamtskarte.applications import notices, services
from ehrenamtskarte.applications.asking import desk_addresses
from ehrenamtskarte.applications.attesting import signatures_for
from ehrenamtskarte.applications.collective_table import Row
from ehrenamtskarte.applications.erasing import KEPT_DRAFT
from ehrenamtskarte.applications.errors import CardApplicationError
from ehrenamtskarte.applications.moves import record
from ehrenamtskarte.applications.towns import choice_for
from ehrenamtskarte.enums import AttestationState, CardEventKind, CardParty, CardType
from ehrenamtskarte.enums import CardApplicationSource as Source
from ehrenamtskarte.models import Attestation, CardApplication, Collective
from ehrenamtskarte.rules import rule_in_force
from municipalities.models import Municipality
from organisations.models import Organisation

Code = CardApplicationError.Code


def town_of(row: Row, organisation: Organisation) -> Municipality | None:
    """Where somebody of the table applies: where they live, else the organisation's own town."""
    choice = choice_for(row.form.cleaned_data["postcode"])
    if choice.only:
        return choice.only
    home = organisation.municipality
    return home if home in choice.towns else None


def check_rows(rows: Sequence[Row], *, organisation: Organisation, card_type: CardType) -> None:
    """Add to the rows what only the site knows: no town, no rule, an application that runs."""
    for row in rows:
        if row.problems:
            continue
        town = town_of(row, organisation)
        if town is None:
            row.problems.append(_("The postcode belongs to none of our towns."))
            continue
        if rule_in_force(town, timezone.localdate(), card_type) is None:
            row.problems.append(str(Code.NO_RULE.label))
            continue
        asked_for = CardApplication(municipality=town, card_type=card_type, **row.form.person())
        if services.has_running(asked_for):
            row.problems.append(str(Code.ALREADY_RUNNING.label))


@transaction.atomic
def apply_for_many(
    *,
    organisation: Organisation,
    rows: Sequence[Row],
    card_type: CardType,
    by: User,
    pay: str = "",
    goes_on: bool | None = None,
) -> Collective:
    """Hand in an application for everybody in `rows`, which have no problems.

    The organisation confirms them with it. Where a town wants two signatures, the others at the
    desk are asked for the second; everybody with an e-mail address is told.
    """
    collective = Collective.objects.create(organisation=organisation, made_by=by)
    for row in rows:
        application = services.start(
            by=by,
            source=Source.COLLECTIVE,
            party=CardParty.ORGANISATION,
            collective=collective,
            municipality=town_of(row, organisation),
            card_type=card_type,
            pay=pay,
            goes_on=goes_on,
            **row.form.person(),
        )
        _attest(application, organisation, by=by, work=row.form.work())
        services.submit(application=application, party=CardParty.ORGANISATION, by=by)
    return collective


@transaction.atomic
def propose_for_jubilee(
    *,
    organisation: Organisation,
    first_name: str,
    last_name: str,
    email: str,
    role: str,
    since: date,
    by: User,
) -> CardApplication:
    """Propose somebody for the jubilee card: they get a link, add what is missing and hand it in.

    Raises CardApplicationError where the rule does not let organisations propose.
    """
    town = organisation.municipality
    rule = rule_in_force(town, timezone.localdate(), CardType.JUBILEE)
    if rule is None or not rule.organisation_may_propose:
        raise CardApplicationError(Code.NO_RULE)
    application = services.start(
        by=by,
        source=Source.PROPOSAL,
        party=CardParty.ORGANISATION,
        proposed_by=organisation,
        card_type=CardType.JUBILEE,
        first_name=first_name,
        last_name=last_name,
        email=email,
    )
    _attest(application, organisation, by=by, work={"role": role, "since": since})
    notices.propose(application, organisation=organisation.name, days=KEPT_DRAFT.days)
    return application


def _attest(
    application: CardApplication, organisation: Organisation, *, by: User, work: dict[str, Any]
) -> None:
    """The organisation states it itself, so it is confirmed; by one person so far."""
    needs_second = signatures_for(application) > 1 and len(desk_addresses(organisation)) > 1
    Attestation.objects.create(
        application=application,
        organisation=organisation,
        organisation_name=organisation.name,
        state=AttestationState.OPEN if needs_second else AttestationState.CONFIRMED,
        answered_by=str(by),
        answered_at=timezone.now(),
        **work,
    )
    record(
        application,
        CardEventKind.ANSWERED,
        party=CardParty.ORGANISATION,
        by=by,
        by_name=str(by),
        note=organisation.name,
    )
