"""Many clocks at the same moment, and one that is killed: each offer once, to everybody."""

import os
import signal
import threading
from collections import Counter

import pytest
from django.db import connection
from post_office.models import Email

from matching.alerts import services
from matching.alerts.telling import tell_of_new_offers
from matching.enums import AlertRhythm, SearchKind
from matching.models import AlertRecipient, NoticedOffer, SavedSearch, ToldOffer
from tests.factories import OpportunityPageFactory
from tests.other_processes import start

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

CLOCKS = 12
PEOPLE = 6


@pytest.fixture
def people(organisation, now):
    for number in range(PEOPLE):
        for query in ("ort=luenen", "bereich=schule-kita", ""):
            search = services.save_search(
                kind=SearchKind.SEARCH,
                query=query,
                rhythm=AlertRhythm.AT_ONCE,
                email=f"mina{number}@example.org",
                now=now,
            )
            services.confirm_search(search=search, now=now)
    Email.objects.all().delete()


@pytest.fixture
def offers(people, organisation):
    return [OpportunityPageFactory(parent=organisation, title=f"Neu {n}") for n in range(3)]


def at_once(acts):
    """Run every act in a thread and with a connection of its own, all let go together."""
    begin = threading.Barrier(len(acts))
    failures = []

    def run(act):
        try:
            begin.wait()
            act()
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures, failures


def each_was_told_once(offers):
    mails = Counter(mail.to[0] for mail in Email.objects.all())
    assert mails == {f"mina{number}@example.org": 1 for number in range(PEOPLE)}
    for mail in Email.objects.all():
        for offer in offers:
            assert mail.message.count(f"* {offer.title} ") == 1
    assert ToldOffer.objects.count() == PEOPLE * len(offers)
    assert set(AlertRecipient.objects.values_list("mails", flat=True)) == {1}
    assert NoticedOffer.objects.count() == len(offers)


def test_of_many_clocks_only_one_writes_each_mail(offers, now):
    at_once([lambda: tell_of_new_offers(now) for _clock in range(CLOCKS)])
    each_was_told_once(offers)


def test_a_clock_that_is_killed_has_written_a_mail_whole_or_not_at_all(offers, now, monkeypatch):
    from matching.alerts import telling

    whole = telling.budget.count_mail

    def dies_after_two(recipient, moment):
        whole(recipient, moment)
        if Email.objects.count() == 2:
            os.kill(os.getpid(), signal.SIGKILL)  # in the middle of the third one's transaction

    monkeypatch.setattr(telling.budget, "count_mail", dies_after_two)
    process = start(tell_of_new_offers, now)
    process.join(60)
    assert process.exitcode == -signal.SIGKILL
    assert Email.objects.count() == 2
    assert ToldOffer.objects.count() == 2 * len(offers)
    monkeypatch.undo()
    at_once([lambda: tell_of_new_offers(now) for _clock in range(2)])
    each_was_told_once(offers)


def test_pressing_twice_saves_and_confirms_once(organisation, now):
    at_once(
        [
            lambda: services.save_search(
                kind=SearchKind.SEARCH,
                query="ort=luenen",
                rhythm=AlertRhythm.DAILY,
                email="mina@example.org",
                now=now,
            )
            for _press in range(4)
        ]
    )
    search = SavedSearch.objects.get()
    at_once([lambda: services.confirm_search(search=search, now=now) for _press in range(4)])
    assert SavedSearch.objects.get().confirmed_at == now
