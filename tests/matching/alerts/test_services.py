"""Saving, confirming, pausing, ending, erasing."""

import datetime as dt

import pytest
from allauth.account.models import EmailAddress
from post_office.models import Email

from core.models import SecretLink
from matching.alerts import budget, services
from matching.alerts.erasing import erase_what_is_not_needed
from matching.alerts.errors import AlertError
from matching.alerts.export import exported
from matching.alerts.rhythms import next_due
from matching.alerts.telling import tell_of_new_offers
from matching.enums import AlertRhythm, SearchKind
from matching.models import AlertRecipient, SavedSearch, ToldOffer
from tests.factories import UserFactory
from tests.matching.alerts.mails import alerts
from tests.matching.people import person

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)


def saved(email="mina@example.org", *, query="ort=luenen", **facts):
    facts = {"kind": SearchKind.SEARCH, "rhythm": AlertRhythm.DAILY} | facts
    return services.save_search(email=email, query=query, **facts)


def test_a_mailbox_is_asked_first_and_is_not_told_what_somebody_typed(luenen):
    saved("Mina@Example.org", query="q=Kauft+jetzt+www.example.com")
    (mail,) = Email.objects.all()
    assert mail.to == ["mina@example.org"]
    assert "bestätigen" in mail.subject
    assert "Kauft" not in mail.subject + mail.message
    assert SavedSearch.objects.get().confirmed_at is None


def test_the_same_search_is_saved_once_and_a_stranger_changes_nothing(luenen, search):
    first = search("ort=luenen&quatsch=1&sortierung=", rhythm=AlertRhythm.WEEKLY)
    assert first.query == "ort=luenen"
    Email.objects.all().delete()
    second = saved(rhythm=AlertRhythm.AT_ONCE)
    assert second.pk == first.pk
    first.refresh_from_db()
    assert first.rhythm == AlertRhythm.WEEKLY
    (mail,) = Email.objects.all()
    assert mail.subject == "Diese Suche haben Sie schon gespeichert"


def test_who_is_signed_in_changes_the_same_search(luenen):
    user = UserFactory()
    for rhythm in (AlertRhythm.WEEKLY, AlertRhythm.AT_ONCE):
        search = saved("", user=user, rhythm=rhythm)
    assert SavedSearch.objects.get().rhythm == search.rhythm == AlertRhythm.AT_ONCE
    assert search.is_running
    assert not Email.objects.exists()


def test_answers_to_nothing_and_too_many_searches_are_refused(luenen, monkeypatch):
    with pytest.raises(AlertError) as refused:
        saved(kind=SearchKind.PROFILE, query="quatsch=1")
    assert refused.value.code == AlertError.Code.EMPTY
    monkeypatch.setattr(services, "MOST_SEARCHES", 1)
    saved()
    with pytest.raises(AlertError) as refused:
        saved(query="tag=sa")
    assert refused.value.code == AlertError.Code.TOO_MANY


def test_an_account_takes_over_what_its_mailbox_saved_and_was_told(publish, search, now):
    search("bereich=schule-kita")
    publish("Vorlesen")
    tell_of_new_offers(now)
    user = UserFactory(email="mina@example.org")
    own = saved("", user=user, query="bereich=schule-kita", rhythm=AlertRhythm.AT_ONCE, now=now)
    # Nobody has confirmed that the address is the account's.
    assert AlertRecipient.objects.count() == 2
    EmailAddress.objects.create(user=user, email="Mina@example.org", verified=True)
    recipient = services.recipient_of(user)
    assert AlertRecipient.objects.get() == recipient
    assert recipient.searches.get() == own  # the same search, once
    assert recipient.told.count() == 1
    assert budget.used(recipient, now.date()) == 1
    # What the mailbox saves from now on is the account's as soon as it is confirmed.
    search = saved(query="tag=sa")
    assert services.confirm_search(search=search) == recipient
    assert not AlertRecipient.objects.filter(user=None).exists()


def test_ending_erases_and_leaves_no_address_that_works(luenen, search, now):
    one = search("taetigkeit=vorlesen", kind=SearchKind.PROFILE)
    services.renew_feed(search=one)
    services.end_search(search=one, now=now)
    assert not SavedSearch.objects.exists()
    assert not SecretLink.objects.filter(purpose="suggestions_feed", revoked_at=None).exists()
    AlertRecipient.objects.update(created_at=now)
    erase_what_is_not_needed(now + 13 * DAY)
    assert AlertRecipient.objects.exists()  # for links in mails that still say so
    erase_what_is_not_needed(now + 15 * DAY)
    assert not AlertRecipient.objects.exists()


def test_what_nobody_confirms_is_erased_after_14_days(luenen, search, now):
    waiting = saved()
    saved("aylin@example.org")
    confirmed = search("tag=sa")
    later = waiting.created_at + 14 * DAY
    erase_what_is_not_needed(later - DAY)
    assert SavedSearch.objects.count() == 3
    erase_what_is_not_needed(later + DAY)
    assert SavedSearch.objects.get() == confirmed
    assert [one.email for one in AlertRecipient.objects.all()] == ["mina@example.org"]


def test_what_was_told_is_forgotten_after_a_year(publish, search, now):
    search()
    publish()
    tell_of_new_offers(now)
    erase_what_is_not_needed(now + 364 * DAY)
    assert ToldOffer.objects.exists()
    erase_what_is_not_needed(now + 366 * DAY)
    assert not ToldOffer.objects.exists()
    assert tell_of_new_offers(now + 366 * DAY) == 0


def test_with_the_account_everything_is_gone(publish, search, now):
    user = UserFactory()
    search(user=user)
    publish()
    tell_of_new_offers(now)
    user.delete()
    for model in (AlertRecipient, SavedSearch, ToldOffer):
        assert not model.objects.exists()


def test_the_export_has_all_that_is_kept_and_no_secret(publish, search, now):
    profile = person("taetigkeit=vorlesen")
    user = profile.volunteer.user
    search("", kind=SearchKind.PROFILE, user=user, profile=profile)
    search("ort=luenen&q=vorlesen", user=user)
    offer = publish()
    tell_of_new_offers(now)
    found = exported(AlertRecipient.objects.get())
    assert found["email"] == user.email
    assert [one["query"] for one in found["searches"]] == [
        "taetigkeit=vorlesen",
        "q=vorlesen&ort=luenen",
    ]
    assert [one["offer"] for one in found["told"]] == [offer.title]
    assert "/l/" not in str(found)


def test_who_allows_fewer_mails_gets_fewer(publish, search, now):
    search()
    recipient = AlertRecipient.objects.get()
    services.limit_mails(recipient=recipient, number=5)
    recipient.refresh_from_db()
    assert budget.allowed(recipient) == 5
    services.limit_mails(recipient=recipient, number=budget.choices()[-1])
    recipient.refresh_from_db()
    assert recipient.mails_per_month is None
    AlertRecipient.objects.update(mails_per_month=1)
    for number in range(2):
        publish(f"Nummer {number}")
        tell_of_new_offers(now)
    assert len(alerts()) == 1


@pytest.mark.parametrize(
    ("rhythm", "at", "due"),
    [
        (AlertRhythm.AT_ONCE, (18, 12), None),
        (AlertRhythm.NEVER, (18, 12), None),
        (AlertRhythm.DAILY, (18, 6), (18, 7)),
        (AlertRhythm.DAILY, (18, 7), (19, 7)),
        (AlertRhythm.WEEKLY, (18, 12), (23, 7)),
        (AlertRhythm.WEEKLY, (23, 6), (23, 7)),
        (AlertRhythm.WEEKLY, (23, 8), (30, 7)),
    ],
)
def test_mornings(now, rhythm, at, due):
    expected = now.replace(day=due[0], hour=due[1]) if due else None
    assert next_due(rhythm, now.replace(day=at[0], hour=at[1])) == expected


def test_a_morning_stays_at_seven_when_clocks_change(now):
    saturday = now.replace(year=2027, month=3, day=27)
    assert next_due(AlertRhythm.DAILY, saturday).isoformat() == "2027-03-28T07:00:00+02:00"
