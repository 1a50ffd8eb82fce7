"""What owners do with benefits: more at once, less after notice, nothing without a trace."""

import datetime as dt
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from partners.benefits import services
from partners.benefits.facts import BenefitFacts
from partners.enums import PartnerEvent
from partners.errors import PartnerError
from partners.models import Benefit
from tests.queries import asked_of_pages

NOTICE = dt.timedelta(days=14)
LONG_AGO = dt.timedelta(days=100)


@pytest.fixture
def benefit(partner):
    benefit = partner.benefits.get()
    Benefit.objects.filter(pk=benefit.pk).update(created_at=timezone.now() - LONG_AGO)
    benefit.refresh_from_db()
    return benefit


def changed(benefit, **other):
    return services.change_benefit(
        benefit=benefit, facts=replace(BenefitFacts.of(benefit), **other), says_the_same=True
    )


def test_more_holds_at_once(benefit, owner):
    result = changed(benefit, percent=15, companions=1)
    benefit.refresh_from_db()
    assert result.starts_on is None
    assert (benefit.percent, benefit.companions, benefit.valid_until) == (15, 1, None)
    entry = benefit.partner.log.filter(event=PartnerEvent.BENEFIT_CHANGED).get()
    assert "10 → 15" in entry.about
    assert "zugesichert" not in entry.about

    changed(benefit, terms="Auch an Feiertagen")
    entry = benefit.partner.log.filter(event=PartnerEvent.BENEFIT_CHANGED).latest("pk")
    assert "zugesichert: verspricht nicht weniger" in entry.about, "the town reads it (ADR 41)"


def test_less_follows_after_notice_and_can_be_taken_back(benefit):
    benefit.translations.create(language="en", title="10 % off bread")
    today = timezone.localdate()
    result = changed(benefit, percent=5)
    benefit.refresh_from_db()
    follower = benefit.followed_by
    assert result.starts_on == today + NOTICE == follower.valid_from
    assert benefit.valid_until == follower.valid_from - dt.timedelta(days=1)
    assert (benefit.percent, follower.percent) == (10, 5)
    assert follower.translations.get().title == "10 % off bread", "its words are the same"
    with pytest.raises(PartnerError) as error:
        changed(benefit, percent=3)
    assert error.value.code == PartnerError.Code.CHANGE_ANNOUNCED

    services.take_back_change(benefit=benefit)
    services.take_back_change(benefit=benefit)  # pressed twice
    benefit.refresh_from_db()
    assert (benefit.valid_until, Benefit.objects.count()) == (None, 1)

    # The day comes: the old one is over, its row and its history stay.
    changed(benefit, percent=5)
    services.close_what_is_over(timezone.now() + NOTICE + dt.timedelta(days=1))
    assert [(one.percent, bool(one.ended_at)) for one in Benefit.objects.order_by("pk")] == [
        (10, True),
        (5, False),
    ]


def test_a_slip_of_the_pen_is_mended_at_once(partner):
    fresh = partner.benefits.get()
    assert changed(fresh, percent=1).starts_on is None
    fresh.refresh_from_db()
    assert fresh.percent == 1


def test_nobody_is_told_of_an_end_too_late(benefit):
    today = timezone.localdate()
    for act in (
        lambda: changed(benefit, valid_until=today + dt.timedelta(days=3)),
        lambda: services.end_benefit(benefit=benefit, last_day=today),
    ):
        with pytest.raises(PartnerError) as error:
            act()
        assert error.value.code == PartnerError.Code.TOO_SOON
    last_day = services.end_benefit(benefit=benefit)
    assert last_day == today + NOTICE - dt.timedelta(days=1)
    # Longer again is more, and holds at once.
    benefit.refresh_from_db()
    assert changed(benefit, valid_until=None).starts_on is None
    # What would end before a change could hold is no change but an end.
    changed(benefit, valid_until=last_day)
    with pytest.raises(PartnerError) as error:
        changed(Benefit.objects.get(), percent=1)
    assert error.value.code == PartnerError.Code.NEVER_STARTS
    # The town may end it now.
    assert services.end_benefit(benefit=benefit, at_once=True) is None
    benefit.refresh_from_db()
    assert benefit.ended_at
    for act in (
        lambda: changed(benefit, percent=20),
        lambda: services.pause_benefit(benefit=benefit),
        lambda: services.resume_benefit(benefit=benefit),
    ):
        with pytest.raises(PartnerError) as error:
            act()
        assert error.value.code == PartnerError.Code.OVER


def test_a_pause_takes_the_announced_change_along(benefit):
    changed(benefit, percent=5)
    services.pause_benefit(benefit=benefit)
    assert all(one.paused_at for one in Benefit.objects.all())
    services.resume_benefit(benefit=benefit)
    assert not any(one.paused_at for one in Benefit.objects.all())


def test_in_the_browser(at_desk, partner, benefit):
    client, desk = at_desk
    form = client.get(f"{desk}vorteile/{benefit.pk}/").context["form"]
    typed = {name: value for name in form.fields if (value := form[name].value())}
    assert (
        client.post(f"{desk}vorteile/{benefit.pk}/", {**typed, "percent": "0"}).status_code == 422
    )
    too_soon = {**typed, "valid_until": f"{timezone.localdate():%Y-%m-%d}"}
    response = client.post(f"{desk}vorteile/{benefit.pk}/", too_soon)
    assert (response.status_code, "valid_until" in response.context["form"].errors) == (422, True)
    response = client.post(
        f"{desk}vorteile/{benefit.pk}/",
        {
            **typed,
            "percent": "5",
            "title": "5 % auf Brot",
            "limit_period": "month",
            "limit_count": "2",
        },
    )
    assert response.url == f"{desk}vorteile/"
    shown = client.get(response.url).content.decode()
    assert "Änderung zurücknehmen" in shown
    follower = Benefit.objects.get(follows=benefit)
    assert (follower.limit_period, follower.limit_count, follower.percent) == ("month", 2, 5)
    client.post(f"{desk}vorteile/{benefit.pk}/bleibt/")
    client.post(f"{desk}vorteile/{benefit.pk}/pause/")
    benefit.refresh_from_db()
    assert benefit.paused_at
    client.post(f"{desk}vorteile/{benefit.pk}/weiter/")
    day = timezone.localdate() + NOTICE
    assert (
        client.post(f"{desk}vorteile/{benefit.pk}/enden/", {"last_day": "2020-01-01"}).status_code
        == 422
    )
    client.post(f"{desk}vorteile/{benefit.pk}/enden/", {"last_day": f"{day:%Y-%m-%d}"})
    benefit.refresh_from_db()
    assert (benefit.paused_at, benefit.valid_until) == (None, day)

    # A new one like an old one; in another language; prices as Germans type them.
    like = client.get(f"{desk}vorteile/neu/?wie={benefit.pk}").context["form"]
    assert (like["percent"].value(), like["valid_until"].value()) == (10, None)
    new = {"kind": "price", "price": "4,50", "regular_price": "6", "weekdays": ["0", "1"]}
    assert client.post(f"{desk}vorteile/neu/", new).status_code == 302
    added = Benefit.objects.order_by("-pk").first()
    assert (added.title, str(added.price), added.weekdays) == (
        "4,50\xa0€ statt 6\xa0€",
        "4.50",
        0b11,
    )
    address = f"{desk}vorteile/{added.pk}/sprachen/"
    client.post(address, {"en-title": "4.50 € instead of 6 €", "en-terms": ""})
    assert added.translations.get().title == "4.50 € instead of 6 €"
    client.post(address, {"en-title": "", "en-terms": ""})
    assert not added.translations.exists()


def test_the_usual_line_follows_its_amount_and_no_translation_lies(at_desk, partner, benefit):
    client, desk = at_desk
    Benefit.objects.filter(pk=benefit.pk).update(title="10\xa0% Rabatt")
    benefit.translations.create(language="en", title="10 % off")
    address = f"{desk}vorteile/{benefit.pk}/"
    typed = {"kind": "percent", "percent": "15", "title": "10 % Rabatt"}
    client.post(address, typed)
    benefit.refresh_from_db()
    assert (benefit.title, benefit.valid_until) == ("15\xa0% Rabatt", None)
    assert not benefit.translations.exists()
    wrong = client.post(address, {**typed, "title": "10 Prozent auf Brot"})
    assert set(wrong.context["form"].errors) == {"title"}


def number_of_queries(client, page):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(page).status_code == 200
    return len(asked_of_pages(captured))


def test_as_many_queries_for_one_benefit_as_for_many(at_desk, partner, benefit):
    client, desk = at_desk
    pages = (desk, f"{desk}vorteile/")

    def add(number):
        added = Benefit.objects.create(partner=partner, kind="event", title=f"Fest {number}")
        Benefit.objects.create(partner=partner, kind="event", title="Danach", follows=added)

    add(0)
    for page in pages:
        client.get(page)  # what is kept in memory is there
    before = [number_of_queries(client, page) for page in pages]
    for number in range(1, 5):
        add(number)
    assert [number_of_queries(client, page) for page in pages] == before
