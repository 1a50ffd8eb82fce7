"""What owners and towns see: how often, never by whom, and nobody else's."""

import datetime as dt
import io

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from partners.desk.frame import tasks_of
from partners.enums import LimitPeriod
from partners.models import PartnerMembership, Redemption
from partners.redeeming.months import last_of, month_in, recent_months
from partners.redeeming.report import report_of
from partners.redeeming.services import redeem
from tests.factories import UserFactory
from tests.partners.redeeming.tills import make_card, make_shop, print_card, report
from tests.shared_rows import shared_rows

BACKEND = "django.contrib.auth.backends.ModelBackend"


@shared_rows
def shop(luenen):
    return make_shop(luenen.municipality)


@shared_rows
def owner(shop):
    user = UserFactory()
    PartnerMembership.objects.create(partner=shop.partner, user=user)
    return user


@shared_rows
def used(shop, selm, luenen):
    """Three uses with a card of Lünen, one with a card of Selm, and a conflict."""
    own, other = (print_card(make_card(town.municipality)) for town in (luenen, selm))
    free, once = (
        shop.benefit(title="Ein Kaffee"),
        shop.benefit(LimitPeriod.ONCE, title="Ein Kuchen"),
    )
    now = timezone.now()
    for benefit, code in ((free, own), (free, own), (once, own), (free, other)):
        redeem(till=shop.till, report=report(benefit, code, at=now), now=now)
    redeem(till=shop.till, report=report(once, own, at=now, offline=True), now=now)


def at_desk(shop, name="month"):
    return reverse(f"partner_figures:{name}", kwargs={"partner": shop.partner.pk})


def test_an_owner_sees_how_often(client, shop, used, owner, django_assert_max_num_queries):
    client.force_login(owner, backend=BACKEND)
    with django_assert_max_num_queries(25):
        page = client.get(at_desk(shop)).content.decode()
    for text in ("Ein Kaffee", "Ein Kuchen", "Lünen", "Selm", "im Monat davor"):
        assert text in page
    assert "Erika" not in page
    month = timezone.localdate()
    table = client.get(at_desk(shop, "table"), {"monat": f"{month:%Y-%m}"})
    assert table.content.decode("utf-8-sig").splitlines()[1] == f"{month:%d.%m.%Y};4"

    # The conflict is told until it is seen.
    assert [task.count for task in tasks_of(shop.partner) if "#konflikte" in task.url] == [1]
    answer = client.post(at_desk(shop, "seen"), follow=True)
    assert answer.redirect_chain == [(at_desk(shop), 302)]
    assert not Redemption.objects.filter(state="conflict", conflict_seen_at=None).exists()
    assert not [task for task in tasks_of(shop.partner) if "#konflikte" in task.url]


def test_only_the_owners_see_a_shop(client, shop, selm):
    other = UserFactory()
    PartnerMembership.objects.create(partner=make_shop(selm.municipality).partner, user=other)
    for name in ("month", "table"):
        assert client.get(at_desk(shop, name)).status_code == 302
    client.force_login(other, backend=BACKEND)
    for name in ("month", "table"):
        assert client.get(at_desk(shop, name)).status_code == 404
    assert client.post(at_desk(shop, "seen")).status_code == 404


def test_a_town_sees_its_shops(client, shop, used, luenen, selm):
    office, foreign = (
        UserFactory(groups=[town.municipality.coordinators]) for town in (luenen, selm)
    )
    year = timezone.localdate().year
    found = report_of(office, year)
    assert [(row.label, row.more, row.by_type) for row in found.by_partner] == [
        ("Bäckerei Beispiel", "Lünen", [4, 0])
    ]
    assert [row.total for row in found.by_category] == [4]
    assert [row.total for row in found.by_month] == [4]
    assert [town for town, _count in found.by_town] == ["Lünen", "Selm"]
    assert {count for _town, count in found.by_town} == {"unter 5"}
    assert report_of(foreign, year).total == 0

    client.force_login(office, backend=BACKEND)
    page = client.get(reverse("redemptions_report"))
    assert "Bäckerei Beispiel" in page.content.decode()
    table = client.get(reverse("redemptions_report"), {"datei": "csv"}).content.decode("utf-8-sig")
    assert table.splitlines()[1] == (
        f"Bäckerei Beispiel;Lünen;ohne Kategorie;{timezone.localdate():%Y-%m};Ehrenamtskarte;4"
    )
    book = load_workbook(
        io.BytesIO(client.get(reverse("redemptions_report"), {"datei": "xlsx"}).content)
    )
    assert [cell.value for cell in book.active[2]][-1] == 4


@pytest.mark.parametrize(
    ("text", "month"), [("2026-10", "2026-10"), ("2024-01", "2026-11"), ("x", "2026-11")]
)
def test_months(text, month):
    today = dt.date(2026, 11, 21)
    assert f"{month_in(text, today):%Y-%m}" == month
    assert len(recent_months(today)) == 13
    assert last_of(today).day == 30
    assert last_of(today.replace(month=12)).day == 31
