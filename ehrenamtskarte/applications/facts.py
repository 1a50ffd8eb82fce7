"""What an application says, in the words of the rule that judges it."""

from datetime import date

from django.utils import timezone

from ehrenamtskarte.applications.towns import is_in_town
from ehrenamtskarte.enums import AttestationState, CardType, Pay, Shortcut
from ehrenamtskarte.models import Attestation, CardApplication
from ehrenamtskarte.rules import RuleInForce, rule_in_force, rule_of
from ehrenamtskarte.rules.judgement import Facts, Judgement, Work, judge

AGREED = (AttestationState.CONFIRMED, AttestationState.CORRECTED, AttestationState.KNOWN)


def day_of(application: CardApplication) -> date:
    """The day whose rule counts: that of handing in; before it, today."""
    return application.submitted_on or timezone.localdate()


def rule_for(application: CardApplication) -> RuleInForce | None:
    """The rule by which the application is judged; None where there is none on its day."""
    if application.association_rule:
        return rule_of(
            application.municipality, application.association_rule, application.town_rule
        )
    return rule_in_force(
        application.municipality, day_of(application), CardType(application.card_type)
    )


def judgement_of(application: CardApplication) -> Judgement | None:
    """What the rule says of what is known now; None where there is no rule to say anything."""
    rule = rule_for(application)
    return judge(facts_of(application), rule, day_of(application)) if rule else None


def facts_of(application: CardApplication) -> Facts:
    """Everything that the judgement asks for; what an organisation has corrected counts."""
    attestations = _attestations(application)
    return Facts(
        born_on=application.born_on,
        lives_in_town=is_in_town(application),
        active_in_town=_is_active_in_town(application, attestations),
        works=tuple(_work(one) for one in attestations),
        shortcuts=tuple(Shortcut(one) for one in application.shortcuts),
        shortcuts_proven=application.shortcuts_seen_at is not None,
        pay=Pay(application.pay) if application.pay else None,
        goes_on=application.goes_on,
        years_declared=application.years_declared,
        declares_on_honour=application.declares_on_honour,
    )


def _attestations(application: CardApplication) -> list[Attestation]:
    # A list of cases brings them along.
    if "attestations" in getattr(application, "_prefetched_objects_cache", {}):
        return list(application.attestations.all())
    return list(application.attestations.select_related("organisation"))


def _work(attestation: Attestation) -> Work:
    is_corrected = attestation.corrected_hours_per_week or attestation.corrected_hours_per_year
    hours = (
        (attestation.corrected_hours_per_week, attestation.corrected_hours_per_year)
        if is_corrected
        else (attestation.hours_per_week, attestation.hours_per_year)
    )
    return Work(
        organisation=attestation.organisation_name,
        since=attestation.corrected_since or attestation.since,
        until=attestation.until,
        hours_per_week=hours[0],
        hours_per_year=hours[1],
        attested=_is_attested(attestation),
        signatures=_signatures(attestation),
    )


def _is_attested(attestation: Attestation) -> bool | None:
    if attestation.state == AttestationState.DECLINED:
        return False
    # The first of two people has said yes already; how many did, `signatures` says.
    if attestation.state in AGREED or attestation.answered_at:
        return True
    return None


def _signatures(attestation: Attestation) -> int:
    # Confirmed hours were looked at one by one; nobody is asked for them again.
    return 2 if attestation.second_at or attestation.state == AttestationState.KNOWN else 1


def _is_active_in_town(
    application: CardApplication, attestations: list[Attestation]
) -> bool | None:
    """None where only the applicant says so, or an organisation is not known here."""
    standing = [one for one in attestations if one.state != AttestationState.DECLINED]
    towns = {one.organisation.municipality_id if one.organisation else None for one in standing}
    if application.municipality_id and application.municipality_id in towns:
        return True
    return None if application.is_active_in_town or None in towns or not standing else False
