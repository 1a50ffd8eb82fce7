"""What may still be changed about a rule: nothing that somebody has been judged by."""

from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils.formats import date_format

from ehrenamtskarte.models import STATED, CardApplication, CardRule
from ehrenamtskarte.querysets import CardApplicationQuerySet, CardRuleQuerySet
from ehrenamtskarte.rules.errors import CardRuleError

Code = CardRuleError.Code

# What nobody may change any more once a rule is in use; its end is another matter.
FIXED = ("municipality_id", "card_type", "valid_from", *STATED)


def with_use(rules: CardRuleQuerySet) -> CardRuleQuerySet:
    """Each row with `is_used`: whether an application refers to it."""
    return rules.annotate(
        is_used=Exists(CardApplication.objects.filter(town_rule=OuterRef("pk")))
        | Exists(CardApplication.objects.filter(association_rule=OuterRef("pk")))
    )


def is_in_use(rule: CardRule) -> bool:
    """Whether somebody has applied, or was judged, by it."""
    return rule.pk is not None and _judged_by(rule).exists()


def last_use(rule: CardRule) -> date | None:
    """The last day on which somebody applied by it."""
    return _last_day(_judged_by(rule))


def check_change(rule: CardRule) -> None:
    """Whether the rule may be kept as it is now.

    Raises CardRuleError IN_USE, ENDS_TOO_EARLY, REACHES_BACK.
    """
    if is_in_use(rule):
        before = CardRule.objects.get(pk=rule.pk)
        if any(getattr(rule, name) != getattr(before, name) for name in FIXED):
            raise CardRuleError(Code.IN_USE)
        last = last_use(rule)
        if last and rule.valid_until and rule.valid_until < last:
            raise CardRuleError(Code.ENDS_TOO_EARLY, field="valid_until", day=date_format(last))
    if other := _last_day(_judged_otherwise(rule)):
        raise CardRuleError(Code.REACHES_BACK, field="valid_from", day=date_format(other))


def check_removal(rule: CardRule) -> None:
    """Raises CardRuleError IN_USE."""
    if is_in_use(rule):
        raise CardRuleError(Code.IN_USE)


def _judged_by(rule: CardRule) -> CardApplicationQuerySet:
    return CardApplication.objects.filter(Q(town_rule=rule.pk) | Q(association_rule=rule.pk))


def _judged_otherwise(rule: CardRule) -> CardApplicationQuerySet:
    """Applications of the days that the rule would count for, which another one has judged."""
    found = CardApplication.objects.filter(
        card_type=rule.card_type,
        submitted_on__gte=rule.valid_from,
        association_rule__isnull=False,
    )
    if last := _last_day_in_force(rule):
        found = found.filter(submitted_on__lte=last)
    if rule.municipality_id is None:
        return found.exclude(association_rule=rule.pk) if rule.pk else found
    found = found.filter(municipality=rule.municipality_id)
    return found.exclude(town_rule=rule.pk) if rule.pk else found


def _last_day_in_force(rule: CardRule) -> date | None:
    """Until its end, or until the next rule of the same town begins."""
    following = (
        CardRule.objects.filter(
            municipality=rule.municipality_id,
            card_type=rule.card_type,
            valid_from__gt=rule.valid_from,
        )
        .exclude(pk=rule.pk)
        .order_by("valid_from")
        .values_list("valid_from", flat=True)
        .first()
    )
    ends = [following - timedelta(days=1) if following else None, rule.valid_until]
    return min((day for day in ends if day), default=None)


def _last_day(applications: CardApplicationQuerySet) -> date | None:
    found: date | None = (
        applications.exclude(submitted_on=None)
        .order_by("-submitted_on")
        .values_list("submitted_on", flat=True)
        .first()
    )
    return found
