"""Who is told of what, when, and never twice."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction

from matching.alerts import services
from matching.alerts.composing import MOST_SHOWN
from matching.alerts.mails import tell_of_offers
from matching.alerts.noticing import notice_new_offers
from matching.alerts.telling import tell_of_new_offers
from matching.enums import AlertRhythm, SearchKind
from matching.models import AlertRecipient, NoticedOffer, SavedSearch, ToldOffer
from opportunities.catalogue import catalogue
from opportunities.models import OpportunityPage
from tests.factories import OrganisationPageFactory, UserFactory
from tests.matching.alerts.mails import alerts
from tests.matching.people import person
from tests.queries import asked_of_pages

pytestmark = pytest.mark.django_db

MINUTE = dt.timedelta(minutes=1)
DAY = dt.timedelta(days=1)


def test_what_is_new_is_told_at_once_with_its_reason_and_only_once(search, publish, now):
    publish("War schon da")
    search("bereich=schule-kita&ort=luenen")
    assert tell_of_new_offers(now) == 0

    offer = publish("Vorlesen in der Kita")
    publish("Fahrdienst", fields=("sport",))
    assert tell_of_new_offers(now + MINUTE) == 1
    (mail,) = alerts()
    assert mail.subject == "Neu: Vorlesen in der Kita"
    assert "Vorlesen in der Kita (Lesefreunde)" in mail.message
    assert offer.full_url in mail.message
    assert "Lünen" in mail.message
    assert "Schule oder Kindergarten" in mail.message
    assert "War schon da" not in mail.message
    assert "Fahrdienst" not in mail.message
    assert "ort=luenen&bereich=schule-kita" in mail.message

    assert tell_of_new_offers(now + 2 * MINUTE) == 0
    assert len(alerts()) == 1


def test_a_change_to_an_offer_makes_no_new_one(search, publish, now):
    offer = publish()
    search()
    for change in (
        {"title": "Vorlesen für Kinder"},
        {"places_wanted": 3},
        {"live": False},
        {"live": True, "first_published_at": now + DAY},
    ):
        for name, value in change.items():
            setattr(offer, name, value)
        offer.save()
        assert tell_of_new_offers(now + MINUTE) == 0
    # What becomes fitting by a change is not new either.
    other = publish("Trikots waschen", fields=("sport",))
    tell_of_new_offers(now + MINUTE)
    other.engagement_fields = offer.engagement_fields.all()
    other.save()
    assert tell_of_new_offers(now + 2 * MINUTE) == 0
    assert not alerts()


def test_what_was_published_long_ago_elsewhere_is_new_here(search, publish, now):
    search()
    publish("Aus einem anderen Verbund", first_published_at=now - 400 * DAY)
    assert tell_of_new_offers(now + MINUTE) == 1


def test_hidden_expired_full_and_unpublished_offers_are_never_told(
    search, publish, organisation, now, luenen
):
    search()
    hidden = OrganisationPageFactory(parent=luenen.page, title="Geschlossene Gesellschaft")
    PageViewRestriction.objects.create(
        page=hidden, restriction_type=PageViewRestriction.PASSWORD, password="geheim"
    )
    publish("Verborgen", parent=hidden)
    publish("Abgelaufen", closes_on=dt.date(2020, 1, 1))
    publish("Voll", places_wanted=1, places_taken=1)
    draft = publish("Entwurf")
    OpportunityPage.objects.filter(pk=draft.pk).update(live=False)
    assert tell_of_new_offers(now + MINUTE) == 0

    # Once everybody may see it, it is new.
    PageViewRestriction.objects.all().delete()
    assert tell_of_new_offers(now + 2 * MINUTE) == 1
    assert "Verborgen" in alerts()[0].message


def test_daily_and_weekly_searches_wait_for_their_morning_and_come_in_one_mail(
    search, publish, now
):
    search("bereich=schule-kita", rhythm=AlertRhythm.DAILY)
    search("ort=luenen", rhythm=AlertRhythm.WEEKLY)
    publish("Vorlesen")
    assert tell_of_new_offers(now + MINUTE) == 0
    thursday = now.replace(day=19, hour=7)
    assert tell_of_new_offers(thursday - MINUTE) == 0
    assert tell_of_new_offers(thursday) == 1
    publish("Basteln")
    assert tell_of_new_offers(thursday + MINUTE) == 0
    monday = now.replace(day=23, hour=7)
    assert tell_of_new_offers(monday + MINUTE) == 1
    first, second = alerts()
    assert "Vorlesen" in first.message
    assert "Basteln" not in first.message
    assert second.message.count("Basteln") == 1
    # The weekly search fits it, too, but it was told already.
    assert "* Vorlesen" not in second.message


def test_a_quiet_morning_is_over_and_what_comes_later_waits_for_the_next(search, publish, now):
    saved = search(rhythm=AlertRhythm.DAILY)
    tell_of_new_offers(now.replace(day=19, hour=7))
    saved.refresh_from_db()
    assert saved.due_at == now.replace(day=20, hour=7)


def test_many_at_once_are_one_mail_with_the_first_few_and_a_number(search, publish, now):
    search()
    for number in range(MOST_SHOWN + 7):
        publish(f"Aus dem Import {number}")
    assert tell_of_new_offers(now + MINUTE) == 1
    (mail,) = alerts()
    assert mail.subject == "12 neue Angebote für Sie"
    assert mail.message.count("* Aus dem Import") == MOST_SHOWN
    assert "Und 7 weitere." in mail.message
    assert ToldOffer.objects.count() == MOST_SHOWN
    assert tell_of_new_offers(now + 2 * MINUTE) == 0


def test_two_searches_of_one_person_tell_an_offer_once(search, publish, now):
    search("bereich=schule-kita")
    search("ort=luenen")
    publish("Vorlesen")
    assert tell_of_new_offers(now + MINUTE) == 1
    assert alerts()[0].message.count("* Vorlesen") == 1


def test_a_profile_says_in_a_sentence_why_an_offer_fits(search, publish, now):
    search("taetigkeit=vorlesen&wo=Lünen", kind=SearchKind.PROFILE)
    publish("Geschichten für Kinder")
    assert tell_of_new_offers(now + MINUTE) == 1
    (mail,) = alerts()
    assert "passt, weil: " in mail.message
    assert "Sie lesen gern vor" in mail.message
    # Its answers stand in no address.
    assert "taetigkeit=" not in mail.message


def test_the_accounts_own_profile_is_followed_and_ends_with_the_agreement(publish, now):
    profile = person("taetigkeit=vorlesen")
    user = profile.volunteer.user
    services.save_search(
        kind=SearchKind.PROFILE,
        query="",
        rhythm=AlertRhythm.AT_ONCE,
        user=user,
        profile=profile,
        now=now,
    )
    profile.query = "nicht_taetigkeit=vorlesen&bereich=schule-kita"
    profile.save()
    publish("Vorlesen")
    assert tell_of_new_offers(now + MINUTE) == 0
    profile.query = "taetigkeit=vorlesen"
    profile.save()
    publish("Noch einmal vorlesen")
    assert tell_of_new_offers(now + 2 * MINUTE) == 1
    profile.delete()
    assert not SavedSearch.objects.exists()
    publish("Und wieder")
    assert tell_of_new_offers(now + 3 * MINUTE) == 0


@pytest.mark.parametrize("reason", ["unconfirmed", "paused", "never", "inactive"])
def test_nobody_is_told_who_did_not_ask_or_asked_not_to(search, publish, now, reason):
    saved = search(user=UserFactory()) if reason in ("never", "inactive") else search()
    if reason == "unconfirmed":
        SavedSearch.objects.update(confirmed_at=None)
    elif reason == "paused":
        services.pause_search(search=saved, now=now)
    elif reason == "never":
        services.change_rhythm(search=saved, rhythm=AlertRhythm.NEVER, now=now)
    else:
        saved.recipient.user.is_active = False
        saved.recipient.user.save()
    publish()
    assert tell_of_new_offers(now + MINUTE) == 0


def test_after_a_pause_only_what_comes_then_is_new(search, publish, now):
    saved = search()
    services.pause_search(search=saved, now=now)
    publish("In der Pause")
    tell_of_new_offers(now + MINUTE)
    services.resume_search(search=saved, now=now + 2 * MINUTE)
    publish("Danach")
    assert tell_of_new_offers(now + 3 * MINUTE) == 1
    assert "In der Pause" not in alerts()[0].message


def test_a_search_whose_filter_is_gone_sends_nothing_else_and_says_so_once(search, publish, now):
    saved = search("bereich=schule-kita&ort=luenen")
    SavedSearch.objects.filter(pk=saved.pk).update(query="bereich=abgeschafft")
    for number in range(2):
        publish(f"Vorlesen {number}")
        assert tell_of_new_offers(now + MINUTE * number) == 0
    (mail,) = alerts()
    assert mail.subject == "Wir können Ihrer Suche nicht mehr folgen"


def test_what_the_catalogue_does_not_know_yet_is_not_passed_over(search, publish, now, monkeypatch):
    search()
    behind = catalogue()
    publish()
    monkeypatch.setattr("matching.alerts.searches.catalogue", lambda: behind)
    assert tell_of_new_offers(now + MINUTE) == 0
    monkeypatch.undo()
    assert tell_of_new_offers(now + 2 * MINUTE) == 1


def test_one_who_fails_does_not_keep_the_others_waiting(search, publish, now, monkeypatch, caplog):
    search(email="aylin@example.org")
    search()
    publish()

    def fails_for_one(recipient, *args, **kwargs):
        if recipient.email.startswith("aylin"):
            raise RuntimeError
        tell_of_offers(recipient, *args, **kwargs)

    monkeypatch.setattr("matching.alerts.telling.tell_of_offers", fails_for_one)
    assert tell_of_new_offers(now + MINUTE) == 1
    assert "aylin" not in caplog.text
    monkeypatch.undo()
    # Nothing of the failed attempt is left, so it comes with the next minute.
    assert tell_of_new_offers(now + 2 * MINUTE) == 1
    assert len(alerts()) == len(alerts("aylin@example.org")) == 1


def test_numbers_grow_and_stay_with_their_offers(publish, now, organisation):
    first = publish()
    assert notice_new_offers(now) == 1
    assert notice_new_offers(now) == 1
    second = publish("Basteln")
    assert notice_new_offers(now) == 2
    assert dict(NoticedOffer.objects.values_list("pk", "number")) == {first.pk: 1, second.pk: 2}


def test_looking_costs_the_same_for_many_offers(search, publish, now):
    search()
    counts = []
    for round_, number in enumerate((2, 2, 9)):  # the first builds what is kept
        for place in range(number):
            publish(f"Angebot {round_} {place}")
        catalogue()
        with CaptureQueriesContext(connection) as asked:
            assert tell_of_new_offers(now + round_ * MINUTE) == 1
        counts.append(len(asked_of_pages(asked)))
    assert counts[1] == counts[2] <= 45
    with CaptureQueriesContext(connection) as asked:
        tell_of_new_offers(now + 9 * MINUTE)
    assert len(asked_of_pages(asked)) <= 6


def test_a_months_mails_run_out_and_the_rest_comes_with_the_next(search, publish, now, settings):
    settings.ALERT_MAILS_PER_MONTH = 2
    search(rhythm=AlertRhythm.DAILY)
    for day in (19, 20, 21):
        publish(f"Vom {day}.")
        tell_of_new_offers(now.replace(day=day, hour=8))
    first, last = alerts()
    assert "E-Mail 1 von höchstens 2 im November" in first.message
    assert "Das war die letzte E-Mail im November" in last.message
    assert "1. Dezember 2026" in last.message
    assert tell_of_new_offers(now.replace(day=30, hour=23)) == 0
    assert tell_of_new_offers(now.replace(month=12, day=1, hour=8)) == 1
    assert "* Vom 21." in alerts()[-1].message


def test_when_half_a_months_mails_are_used_the_others_are_spread(search, publish, now, settings):
    settings.ALERT_MAILS_PER_MONTH = 4
    search()
    for number in range(2):
        publish(f"Nummer {number}")
        assert tell_of_new_offers(now + number * MINUTE) == 1
    recipient = AlertRecipient.objects.get()
    # Two are left for the twelve days of November that are left.
    assert dt.timedelta(days=4) < recipient.wait_until - now < dt.timedelta(days=5)
    publish("Muss warten")
    assert tell_of_new_offers(now + 2 * MINUTE) == 0
    assert tell_of_new_offers(recipient.wait_until) == 1
    assert timezone.localtime(recipient.wait_until).month == 11
