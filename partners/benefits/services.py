"""What is done with benefits.

A benefit that people may rely on is never rewritten to their disadvantage. What lessens it becomes
a benefit that follows it from a day that is announced (`BENEFIT_NOTICE_DAYS` from today), and the
old one ends the day before; everything else holds at once (ADR 41).
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from partners.benefits.facts import BenefitFacts, changes_between
from partners.benefits.lessening import Less, lessened
from partners.enums import PartnerEvent
from partners.errors import PartnerError
from partners.logbook import note
from partners.models import Benefit, Partner, Redemption

if TYPE_CHECKING:
    from accounts.models import User

# A slip of the pen may be mended so long, if nobody has used the benefit meanwhile.
CORRECTION = timedelta(hours=1)


@dataclass(frozen=True)
class Changed:
    """What a change came to: the benefit that has it; from when, if not at once, and why not."""

    benefit: Benefit
    starts_on: date | None = None
    less: tuple[Less, ...] = ()
    lost_translations: bool = False


def first_day_of_changes(today: date) -> date:
    """From when on something may be less that is changed today."""
    return today + timedelta(days=settings.BENEFIT_NOTICE_DAYS)


def last_day_after_notice(today: date) -> date:
    """Until when a benefit has to hold at least that is ended today."""
    return first_day_of_changes(today) - timedelta(days=1)


@transaction.atomic
def add_benefit(
    *, partner: Partner, facts: BenefitFacts, by: "User | None" = None, sort_order: int = 100
) -> Benefit:
    """Offer one more benefit, at once or from its first day."""
    benefit = Benefit(partner=partner, sort_order=sort_order)
    _write(benefit, facts)
    note(partner, PartnerEvent.BENEFIT_ADDED, by=by, about=benefit.title)
    return benefit


@transaction.atomic
def change_benefit(
    *,
    benefit: Benefit,
    facts: BenefitFacts,
    by: "User | None" = None,
    says_the_same: bool = False,
    at_once: bool = False,
    now: datetime | None = None,
) -> Changed:
    """Let the benefit promise something else: more at once, less with notice.

    Args:
        says_the_same: whoever changes its words asserts that they promise no less.
        at_once: without notice, which only the town may decide.

    Raises PartnerError: OVER, CHANGE_ANNOUNCED, TOO_SOON (its last day), NEVER_STARTS.
    """
    now = now or timezone.now()
    today = timezone.localdate(now)
    benefit = _locked(benefit)
    if benefit.ended_at:
        raise PartnerError(PartnerError.Code.OVER)
    if next_of(benefit):
        raise PartnerError(PartnerError.Code.CHANGE_ANNOUNCED)
    old = BenefitFacts.of(benefit)
    if old == facts:
        return Changed(benefit)
    needs_notice = not at_once and is_relied_on(benefit, now)
    changes = changes_between(old, facts)
    if says_the_same and old.own_words != facts.own_words:
        changes.insert(0, _("asserted: promises no less"))
    about = f"{old.title} ({'; '.join(changes)})"
    if needs_notice and _ends_too_soon(old, facts, today):
        raise PartnerError(PartnerError.Code.TOO_SOON)
    less = lessened(old, facts, today=today, says_the_same=says_the_same)
    if not needs_notice or not less:
        _write(benefit, facts)
        note(benefit.partner, PartnerEvent.BENEFIT_CHANGED, by=by, about=about)
        fits = says_the_same or (old.title, old.terms) == (facts.title, facts.terms)
        return Changed(benefit, lost_translations=not fits and _drop_translations(benefit))
    starts_on = max(facts.valid_from or date.min, first_day_of_changes(today))
    if facts.valid_until and facts.valid_until < starts_on:
        raise PartnerError(PartnerError.Code.NEVER_STARTS)
    follower = Benefit(
        partner=benefit.partner,
        follows=benefit,
        sort_order=benefit.sort_order,
        paused_at=benefit.paused_at,
    )
    _write(follower, facts)
    Benefit.objects.filter(pk=follower.pk).update(valid_from=starts_on)
    follower.valid_from = starts_on
    has_translations = benefit.translations.exists()
    if fits := (old.title, old.terms) == (facts.title, facts.terms):
        _copy_translations(benefit, follower)
    last_day = starts_on - timedelta(days=1)
    benefit.valid_until = min(benefit.valid_until or last_day, last_day)
    benefit.save()
    note(
        benefit.partner,
        PartnerEvent.BENEFIT_CHANGED,
        by=by,
        about=f"{starts_on:%d.%m.%Y}: {about}",
    )
    return Changed(follower, starts_on, tuple(less), has_translations and not fits)


@transaction.atomic
def take_back_change(*, benefit: Benefit, by: "User | None" = None) -> None:
    """Let an announced change never happen; the benefit goes on as it is.

    It then ends when the change would have: that is the last word about its end. Raises
    PartnerError (OVER) where the change holds already.
    """
    benefit = _locked(benefit)
    follower = next_of(benefit)
    if follower is None:
        return
    if benefit.ended_at or Redemption.objects.filter(benefit=follower).exists():
        raise PartnerError(PartnerError.Code.OVER)
    benefit.valid_until = follower.valid_until
    follower.delete()
    benefit.save()
    note(benefit.partner, PartnerEvent.BENEFIT_CHANGED, by=by, about=f"{benefit.title} (↩)")


@transaction.atomic
def pause_benefit(
    *, benefit: Benefit, by: "User | None" = None, now: datetime | None = None
) -> None:
    """Give it to nobody for a while, at once: a broken oven can't wait for a notice."""
    benefit = _locked(benefit)
    if benefit.ended_at:
        raise PartnerError(PartnerError.Code.OVER)
    if benefit.paused_at:
        return
    _pause(benefit, now or timezone.now())
    note(benefit.partner, PartnerEvent.BENEFIT_PAUSED, by=by, about=benefit.title)


@transaction.atomic
def resume_benefit(*, benefit: Benefit, by: "User | None" = None) -> None:
    """Give it again."""
    benefit = _locked(benefit)
    if benefit.ended_at:
        raise PartnerError(PartnerError.Code.OVER)
    if benefit.paused_at is None:
        return
    _pause(benefit, None)
    note(benefit.partner, PartnerEvent.BENEFIT_RESUMED, by=by, about=benefit.title)


@transaction.atomic
def end_benefit(
    *,
    benefit: Benefit,
    last_day: date | None = None,
    by: "User | None" = None,
    at_once: bool = False,
    now: datetime | None = None,
) -> date | None:
    """Let it end after `last_day`, by default as soon as the notice allows.

    With `at_once`, which only the town may decide, now. A change that was announced falls away.
    What it was and how often it was used stays. Returns its last day, None where it is over now.
    Raises PartnerError (TOO_SOON).
    """
    now = now or timezone.now()
    today = timezone.localdate(now)
    benefit = _locked(benefit)
    if benefit.ended_at:
        return None
    follower = next_of(benefit)
    if at_once or not is_relied_on(benefit, now):
        benefit.ended_at = now
        last_day = None
    else:
        earliest = last_day_after_notice(today)
        sooner = follower is None and benefit.valid_until  # it ends anyway
        last_day = last_day or min(earliest, sooner or earliest)
        if last_day < earliest and not (sooner and last_day >= sooner):
            raise PartnerError(PartnerError.Code.TOO_SOON)
        benefit.valid_until = last_day
    if follower:
        follower.delete()
    benefit.save()
    note(
        benefit.partner,
        PartnerEvent.BENEFIT_ENDED,
        by=by,
        about=f"{benefit.title} ({last_day or today:%d.%m.%Y})",
    )
    return last_day


def close_what_is_over(now: datetime) -> int:
    """Put benefits whose last day has passed among the ended ones; returns how many."""
    over = Benefit.objects.filter(ended_at=None, valid_until__lt=timezone.localdate(now))
    # One by one: what public pages show of them changes (core.signals.watch).
    for benefit in over:
        benefit.ended_at = now
        benefit.save(update_fields=["ended_at", "changed_at"])
    return len(over)


def is_relied_on(benefit: Benefit, now: datetime) -> bool:
    """Whether people may count on it: published, begun, and more than a fresh slip of the pen."""
    partner = benefit.partner
    if not Partner.objects.taking_part().filter(pk=partner.pk).exists():
        return False
    if benefit.valid_from and benefit.valid_from > timezone.localdate(now):
        return False
    is_fresh = benefit.created_at > now - CORRECTION
    return not is_fresh or Redemption.objects.filter(benefit=benefit).exists()


def next_of(benefit: Benefit) -> Benefit | None:
    """The benefit that takes its place after an announced change."""
    return Benefit.objects.filter(follows=benefit).first()


def _ends_too_soon(old: BenefitFacts, new: BenefitFacts, today: date) -> bool:
    if new.valid_until is None or (old.valid_until and new.valid_until >= old.valid_until):
        return False
    return new.valid_until < last_day_after_notice(today)


def _pause(benefit: Benefit, paused_at: datetime | None) -> None:
    for one in (benefit, next_of(benefit)):
        if one:
            one.paused_at = paused_at
            one.save(update_fields=["paused_at", "changed_at"])


def _write(benefit: Benefit, facts: BenefitFacts) -> None:
    facts.put_on(benefit)
    benefit.save()
    facts.save_branches(benefit)


def _copy_translations(benefit: Benefit, follower: Benefit) -> None:
    for translation in benefit.translations.all():
        follower.translations.create(
            language=translation.language, title=translation.title, terms=translation.terms
        )


def _drop_translations(benefit: Benefit) -> bool:
    """Rather German words than a promise in another language that does not hold."""
    rows = list(benefit.translations.all())
    for row in rows:
        row.delete()
    return bool(rows)


def _locked(benefit: Benefit) -> Benefit:
    return (
        Benefit.objects.select_for_update(of=("self",)).select_related("partner").get(pk=benefit.pk)
    )
