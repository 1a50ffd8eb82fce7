"""The pages: saving with and without an account, the mail's links, the account, the feed."""

import pytest
from allauth.account.models import EmailAddress
from django.core import mail as sent
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from post_office.models import Email

from core.mail import send_outbox
from core.models import AssociationSettings
from matching.alerts import mails, services
from matching.alerts.telling import tell_of_new_offers
from matching.enums import AlertRhythm, SearchKind
from matching.models import AlertRecipient, SavedSearch
from tests.factories import UserFactory
from tests.matching.alerts.mails import alerts, link_in
from tests.matching.people import person
from tests.queries import asked_of_pages

pytestmark = pytest.mark.django_db
SAVE = "/angebote/benachrichtigen/?bereich=schule-kita&ort=luenen"
FORM = {"rhythm": "at_once", "email": "mina@example.org"}


@pytest.fixture(autouse=True)
def _patience(monkeypatch):
    """Whoever tests need not wait as long as a person reads."""
    monkeypatch.setattr("core.forms.FASTEST_PERSON", -1)


@pytest.fixture
def form(client):
    """The form's fields as a browser sends them, with when it was shown."""

    def fields(address, **answers):
        shown = client.get(address).context["form"]["shown"].value()
        return {**FORM, "shown": shown, **answers}

    return fields


def test_from_the_list_by_mail_to_the_first_offer_without_an_account(client, form, publish, now):
    page = client.get("/angebote/?ort=luenen&bereich=schule-kita")
    assert page.status_code in (200, 404)  # without the list's page there is none
    answer = client.post(SAVE, form(SAVE), follow=True)
    assert "mina@example.org" in answer.content.decode()
    (mail,) = Email.objects.all()
    publish("Noch nicht bestätigt")
    assert tell_of_new_offers(now) == 0

    own = client.get(link_in(mail), follow=True)
    assert SavedSearch.objects.get().confirmed_at is None  # opening changes nothing
    assert "Ja, benachrichtigen Sie mich" in own.content.decode()
    address = own.request["PATH_INFO"]
    search = SavedSearch.objects.get()
    client.post(f"{address}aendern/", {"search": search.pk, "step": "confirm"})
    search.refresh_from_db()
    assert search.is_running
    assert search.query == "ort=luenen&bereich=schule-kita"
    assert tell_of_new_offers(now) == 1


def test_wrong_answers_are_said_beside_the_field_and_keep_what_was_typed(client, form, luenen):
    answer = client.post(SAVE, form(SAVE, email="mina", rhythm=""))
    assert answer.status_code == 422
    text = answer.content.decode()
    assert 'value="mina"' in text
    assert "Bitte wählen Sie, wie oft." in text
    assert client.post(SAVE, form(SAVE, rhythm="never")).status_code == 422
    assert not SavedSearch.objects.exists()


def test_machines_get_the_friendly_answer_and_nothing_is_kept(client, form, luenen):
    answer = client.post(SAVE, form(SAVE, website="x"))
    assert answer.status_code == 302
    assert not AlertRecipient.objects.exists()


def test_who_is_quick_is_asked_once_more_and_nothing_is_lost(client, form, luenen, monkeypatch):
    monkeypatch.setattr("core.forms.FASTEST_PERSON", 3)
    answers = form(SAVE)
    answer = client.post(SAVE, answers)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "Das ging sehr schnell. Bitte drücken Sie den Knopf noch einmal" in text
    assert "Bitte korrigieren" not in text
    assert 'value="mina@example.org"' in text
    assert not AlertRecipient.objects.exists()
    # Meanwhile the time has passed that a person needs.
    monkeypatch.setattr("core.forms.FASTEST_PERSON", -1)
    again = answer.context["form"]["shown"].value()
    assert client.post(SAVE, answers | {"shown": again}).status_code == 302
    assert SavedSearch.objects.exists()


@pytest.mark.parametrize(
    ("address", "back"),
    [
        ("/angebote/benachrichtigen/?ort=luenen", "/angebote/?ort=luenen"),
        (
            "/was-passt-zu-mir/benachrichtigen/?wo=Selm",
            "/was-passt-zu-mir/vorschlaege/?wo=Selm",
        ),
    ],
)
def test_the_way_back_leads_to_what_was_searched_for(client, organisation, address, back):
    way = client.get(address).content.decode().partition("breadcrumbs")[2].partition("</nav>")[0]
    assert way.split('<a href="')[-1].startswith(f'{back}"')


def test_a_mail_leads_to_just_its_search(client, search, publish, now):
    one, other = search("ort=luenen"), search("bereich=schule-kita")
    publish("Vorlesen")
    publish("Trikots waschen", fields=("sport",))
    tell_of_new_offers(now)
    (mail,) = alerts()
    address = link_in(mail)
    assert address.endswith(f"/suche/{one.pk}/")
    text = client.get(address, follow=True).content.decode().partition("<main")[2]
    assert f"suche-{one.pk}" in text
    assert f"suche-{other.pk}" not in text
    assert text.index("Pausieren") < text.index("Beenden und löschen") < text.index("<select")
    services.end_search(search=one)
    text = client.get(address, follow=True).content.decode()
    assert "Diese Suche ist schon beendet." in text
    assert f"suche-{other.pk}" in text


def test_a_mails_link_shows_nobody_elses_search(client, search, now):
    own, other = search(), search(email="aylin@example.org")
    mails.say_it_is_there(own)
    address = link_in(Email.objects.order_by("pk").last())
    text = client.get(address.replace(f"/{own.pk}/", f"/{other.pk}/"), follow=True)
    assert f"suche-{other.pk}" not in text.content.decode()
    assert client.get(f"/l/falsch/suche/{own.pk}/").status_code == 404


def test_who_saves_a_search_again_gets_to_know_in_the_mailbox_alone_that_it_is_there(
    client, form, search
):
    address = "/angebote/benachrichtigen/?bereich=schule-kita"
    search("bereich=schule-kita", rhythm=AlertRhythm.WEEKLY)
    Email.objects.all().delete()
    pages = []
    for email in ("mina@example.org", "neue@example.org"):
        answer = client.post(address, form(address, email=email), follow=True)
        pages.append(answer.content.decode().partition("<main")[2].replace(email, ""))
    assert pages[0] == pages[1]
    assert "Haben Sie diese Suche schon einmal gespeichert, bleibt sie, wie sie ist" in pages[0]
    known = Email.objects.order_by("pk").first()
    assert "Wir schreiben Ihnen dazu: einmal in der Woche, montagmorgens." in known.message
    services.pause_search(search=SavedSearch.objects.order_by("pk").first())
    client.post(address, form(address))
    assert "Pausiert seit" in Email.objects.order_by("pk").last().message


def test_what_an_account_has_already_runs_as_it_was_confirmed(client, form, search):
    user = UserFactory(email="mina@example.org")
    EmailAddress.objects.create(user=user, email=user.email, verified=True)
    own = search("bereich=schule-kita", user=user, rhythm=AlertRhythm.NEVER)
    services.pause_search(search=own)
    address = "/angebote/benachrichtigen/?bereich=schule-kita"
    client.post(address, form(address))  # not signed in
    page = client.get(link_in(Email.objects.order_by("pk").last()), follow=True)
    waiting = SavedSearch.objects.exclude(pk=own.pk).get()
    answer = client.post(
        f"{page.request['PATH_INFO']}aendern/", {"search": waiting.pk, "step": "confirm"}
    )
    assert answer.headers["Location"] == reverse("alerts:page")
    own = SavedSearch.objects.get()
    assert own.recipient.user == user
    assert own.rhythm == AlertRhythm.AT_ONCE
    assert own.is_running


def test_who_is_signed_in_is_never_too_quick(client, luenen, monkeypatch):
    monkeypatch.setattr("core.forms.FASTEST_PERSON", 3)
    client.force_login(UserFactory())
    assert "Gespeichert" in client.post(SAVE, {"rhythm": "daily"}, follow=True).content.decode()
    assert SavedSearch.objects.exists()


def test_mails_say_from_whom_they_come(search, publish, now):
    saved = search()
    publish()
    tell_of_new_offers(now)
    mails.say_it_is_there(saved)
    mails.say_it_cannot_be_followed(saved)
    messages = [one.message for one in Email.objects.all()]
    assert len(messages) == 4
    assert all(AssociationSettings.objects.get().name in one for one in messages)


def test_without_answers_the_finder_comes_first(client, luenen):
    text = client.get("/was-passt-zu-mir/benachrichtigen/").content.decode()
    assert reverse("finder:start") in text
    assert "<form method" not in text


def test_a_mail_carries_the_button_of_mail_programs_and_it_ends_all(
    client, search, publish, now, django_capture_on_commit_callbacks
):
    search()
    search("tag=sa")
    publish()
    tell_of_new_offers(now)
    send_outbox.call()
    message = next(one for one in sent.outbox if "List-Unsubscribe" in one.extra_headers)
    head = message.message()
    assert head["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = str(head["List-Unsubscribe"])
    assert address.startswith("<http")
    assert address.endswith("/abbestellen/>")
    path = "/l/" + address.strip("<>").partition("/l/")[2]

    # A program that only looks, or a person who opens it, ends nothing.
    looked = client.get(path)
    assert looked.headers["Referrer-Policy"] == "no-referrer"
    assert SavedSearch.objects.count() == 2
    program = client.__class__(enforce_csrf_checks=True)
    for _once_more in range(2):
        answer = program.post(path, {"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200
        assert not answer.cookies
    assert not SavedSearch.objects.exists()
    assert client.post("/l/falsch/abbestellen/").status_code == 404


def test_of_an_account_the_button_only_pauses(client, search, now):
    saved = search(user=UserFactory())
    services.end_all(recipient=saved.recipient, now=now)
    saved.refresh_from_db()
    assert saved.paused_at == now


def test_the_account_changes_pauses_resumes_and_ends(client, luenen):
    user = UserFactory()
    client.force_login(user)
    # No guard against machines keeps anybody waiting who is signed in.
    text = client.post(SAVE, {"rhythm": "at_once"}, follow=True).content.decode()
    assert "Gespeichert" in text
    assert "Schule oder Kindergarten" in text
    own = text.partition("<main")[2]
    assert own.count("<form") == own.count("csrfmiddlewaretoken") == 3
    search = SavedSearch.objects.get()

    def step(name, **more):
        address = reverse("alerts:change")
        client.post(address, {"search": search.pk, "step": name, **more})
        return SavedSearch.objects.filter(pk=search.pk).first()

    assert step("pause").paused_at
    page = client.get(reverse("alerts:page")).content.decode()
    assert "Zurzeit läuft keine Ihrer Suchen" in page
    assert "Wir suchen für Sie weiter" not in page
    assert step("resume").paused_at is None
    assert step("rhythm", rhythm="weekly").rhythm == AlertRhythm.WEEKLY
    assert step("rhythm", rhythm="hourly").rhythm == AlertRhythm.WEEKLY
    assert step("quatsch")
    assert step("end") is None
    assert step("end") is None  # pressed twice
    client.post(reverse("alerts:limit"), {"number": "10"})
    assert AlertRecipient.objects.get().mails_per_month == 10
    assert client.get(reverse("alerts:export")).json()["mails_per_month"] == 10
    assert "Meine Suchen" in client.get(reverse("account_home")).content.decode()


def test_nobody_changes_anothers_search(client, search):
    saved = search()
    client.force_login(UserFactory())
    for name in ("pause", "end", "confirm", "rhythm"):
        client.post(reverse("alerts:change"), {"search": saved.pk, "step": name, "rhythm": "daily"})
    before = (saved.rhythm, saved.paused_at, saved.confirmed_at)
    saved.refresh_from_db()
    assert (saved.rhythm, saved.paused_at, saved.confirmed_at) == before


def test_what_suits_an_account_is_a_feed_at_a_secret_address(client, publish, now):
    profile = person("taetigkeit=vorlesen")
    user = profile.volunteer.user
    search = services.save_search(
        kind=SearchKind.PROFILE, query="", rhythm=AlertRhythm.NEVER, user=user, profile=profile
    )
    offer = publish("Geschichten am Abend")
    client.force_login(user)
    text = client.post(
        reverse("alerts:change"), {"search": search.pk, "step": "new_feed"}
    ).content.decode()
    path = "/l/" + text.partition("/l/")[2].partition('"')[0]
    assert path.endswith("/passt.atom")

    client.logout()
    answer = client.get(path)
    feed = answer.content.decode()
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert offer.title in feed
    assert "Sie lesen gern vor" in feed
    assert "taetigkeit" not in feed

    client.force_login(user)
    client.post(reverse("alerts:change"), {"search": search.pk, "step": "revoke_feed"})
    assert client.get(path).status_code == 404


def test_a_page_with_many_searches_costs_what_one_with_one_costs(client, search, now):
    user = UserFactory()
    client.force_login(user)
    counts = []
    for days in (("mo", "di"), ("mi", "do", "fr", "sa", "so")):
        for day in days:
            search(f"tag={day}", user=user)
            search(f"wann={day}-abends", user=user, kind=SearchKind.PROFILE)
        client.get(reverse("alerts:page"))
        with CaptureQueriesContext(connection) as asked:
            assert client.get(reverse("alerts:page")).status_code == 200
        counts.append(len(asked_of_pages(asked)))
    assert counts[0] == counts[1]
