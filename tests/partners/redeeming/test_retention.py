"""Single redemptions become numbers; no use is lost or counted twice on the way."""

import datetime as dt
from collections import Counter

import pytest
from django.utils import timezone

from ehrenamtskarte.credential.claims import BERLIN
from partners.enums import LimitPeriod
from partners.models import PseudonymKey, Redemption, RedemptionCount
from partners.redeeming import figures
from partners.redeeming.figures import count_uses
from partners.redeeming.retention import (
    LEAST_KEPT,
    count_old_redemptions,
    destroy_old_keys,
    do_what_is_due,
)
from partners.redeeming.services import redeem
from partners.redeeming.taking_back import take_back
from tests.partners.redeeming.tills import make_card, make_shop, print_card, report
from tests.shared_rows import shared_rows

DAY = dt.timedelta(days=1)
NOON = dt.datetime(2027, 6, 1, 12, tzinfo=BERLIN)


@shared_rows
def shop(luenen):
    return make_shop(luenen.municipality)


@shared_rows
def code(luenen):
    return print_card(make_card(luenen.municipality, valid_until=None))


@pytest.fixture
def use(shop, code):
    """Use a benefit at a moment."""

    def use_it(benefit, at, **facts):
        one = report(benefit, code, at=at, **facts)
        return one, redeem(till=shop.till, report=one, now=at)

    return use_it


def by_day(shop, **facts):
    return count_uses(
        figures.BENEFIT,
        figures.DAY,
        partners=[shop.partner],
        first=dt.date(2027, 1, 1),
        last=dt.date(2029, 12, 31),
        **facts,
    )


def test_old_uses_become_numbers(shop, use, luenen):
    free, monthly = shop.benefit(), shop.benefit(LimitPeriod.MONTH)
    for hours in (0, 1, 2, 24):
        use(free, NOON + dt.timedelta(hours=hours))
    use(monthly, NOON)
    use(monthly, NOON, offline=True)  # a conflict
    undone, _outcome = use(free, NOON)
    take_back(till=shop.till, key=undone.key, now=NOON)
    before = by_day(shop)
    assert before == Counter(
        {
            (free.pk, NOON.date()): 3,
            (free.pk, NOON.date() + DAY): 1,
            (monthly.pk, NOON.date()): 1,
        }
    )

    assert count_old_redemptions(NOON + dt.timedelta(days=59)) == 0
    assert count_old_redemptions(NOON + dt.timedelta(days=60, hours=3)) == 6
    assert by_day(shop) == before
    assert count_old_redemptions(NOON + dt.timedelta(days=70)) == 1
    assert by_day(shop) == before
    assert not Redemption.objects.exists()
    assert set(RedemptionCount.objects.values_list("issued_by", flat=True)) == {
        luenen.municipality.pk
    }
    # Of a day that was counted already: one more, not another.
    use(free, NOON)
    count_old_redemptions(NOON + dt.timedelta(days=70))
    assert by_day(shop)[free.pk, NOON.date()] == 4
    assert RedemptionCount.objects.count() == 3


def test_what_still_limits_stays(shop, use, settings):
    settings.REDEMPTIONS_KEPT_DAYS = 1  # shorter than anything can be
    once, yearly = shop.benefit(LimitPeriod.ONCE), shop.benefit(LimitPeriod.YEAR)
    use(once, NOON)
    use(yearly, NOON)
    free = shop.benefit()
    use(free, NOON)
    assert count_old_redemptions(NOON + LEAST_KEPT - DAY) == 0
    assert count_old_redemptions(NOON + LEAST_KEPT + DAY) == 1
    december = dt.datetime(2027, 12, 31, 23, tzinfo=BERLIN)
    assert use(yearly, december)[1].error == use(once, december)[1].error == "limit"
    assert count_old_redemptions(december + dt.timedelta(days=14)) == 0
    assert count_old_redemptions(december + dt.timedelta(days=15)) == 1
    next_year = december + dt.timedelta(days=100)
    assert use(yearly, next_year)[1].state == "done"
    assert use(once, next_year)[1].error == "limit"
    once.ended_at = next_year
    once.save()
    do_what_is_due((next_year + dt.timedelta(days=13)).replace(minute=20))
    assert Redemption.objects.filter(benefit=once).exists()
    do_what_is_due((next_year + dt.timedelta(days=15)).replace(minute=20))
    assert not Redemption.objects.filter(benefit=once).exists()


def test_keys_are_destroyed_when_nothing_needs_them(shop):
    this_year = timezone.localdate().year
    PseudonymKey.objects.bulk_create(
        PseudonymKey(year=year, key=b"") for year in (this_year - 1, this_year, this_year + 1)
    )
    once = shop.benefit(LimitPeriod.ONCE)
    new_year = dt.datetime(this_year + 1, 1, 1, tzinfo=BERLIN)
    assert destroy_old_keys(new_year) == 1  # last year's
    later = new_year + dt.timedelta(days=30)
    assert destroy_old_keys(later) == 0  # this year's: the benefit lives
    once.valid_until = new_year.date()
    once.save()
    assert destroy_old_keys(later) == 1
    assert PseudonymKey.objects.get().year == this_year + 1


def test_uses_told_apart(shop, use):
    free = shop.benefit()
    for days in (0, 1, 30):
        use(free, NOON + days * DAY)
    both = {"partners": [shop.partner], "first": NOON.date(), "last": NOON.date() + 40 * DAY}
    before = count_uses(figures.MONTH, figures.CARD_TYPE, **both)
    assert before == {(dt.date(2027, 6, 1), 0): 2, (dt.date(2027, 7, 1), 0): 1}
    count_old_redemptions(NOON + dt.timedelta(days=75))
    assert Redemption.objects.count() == 1
    assert count_uses(figures.MONTH, figures.CARD_TYPE, **both) == before
    assert count_uses(figures.CATEGORY, figures.ISSUED_BY, **both).total() == 3
    assert count_uses(figures.PARTNER, **both | {"last": NOON.date()}) == {(shop.partner.pk,): 1}
    assert not count_uses(figures.PARTNER, **both | {"partners": []})
