"""The own profile: kept only by agreement, seen, changed, taken along, erased."""

import datetime as dt
import re
from html import unescape

import pytest
from django.http import QueryDict
from django.test import Client

from accounts.models import User
from matching.alerts.services import save_search
from matching.enums import AlertRhythm, NoFit, SearchKind
from matching.models import Feedback, MatchingProfile
from matching.profiles import services
from matching.profiles.own import profile_of, taught_profile
from opportunities.catalogue import catalogue
from opportunities.models import OpportunityPage
from tests.factories import UserFactory
from tests.shared_rows import shared_rows

PROFILE = "/konto/profil/"
QUERY = "taetigkeit=vorlesen&wo=Selm"


@shared_rows
def erika(home: object) -> User:
    return UserFactory(first_name="Erika", last_name="Beispiel")


@pytest.fixture
def signed_in(client: Client, erika: User) -> Client:
    client.force_login(erika)
    return client


def keep(client: Client, query: str = QUERY, **more: str) -> None:
    client.post(PROFILE + "behalten/", {"antworten": query, "einverstanden": "ja", **more})


def page(client: Client, address: str = PROFILE) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return re.sub(r"\s+", " ", unescape(response.content.decode()))


def test_nothing_is_kept_without_agreement(signed_in: Client) -> None:
    assert "Ich bin einverstanden" in page(signed_in, f"{PROFILE}?{QUERY}")
    answer = signed_in.post(PROFILE + "behalten/", {"antworten": QUERY})
    assert answer.headers["Location"] == f"{PROFILE}?{QUERY}"
    assert not MatchingProfile.objects.exists()


def test_whoever_agrees_sees_what_is_kept(signed_in: Client, erika: User) -> None:
    keep(signed_in, QUERY + "&unsinn=1&bereich=unsinn")
    profile = MatchingProfile.objects.get()
    assert profile.query == QUERY
    assert profile.volunteer.user == erika
    assert not profile.may_be_invited
    shown = page(signed_in)
    assert "Vorlesen" in shown
    assert "in der Nähe von Selm" in shown
    assert "Mein Profil löschen" in shown
    assert QUERY.replace("&", "&") in page(signed_in, "/was-passt-zu-mir/")


def test_who_has_agreed_changes_answers_without_agreeing_again(signed_in: Client) -> None:
    keep(signed_in)
    agreed_at = MatchingProfile.objects.get().agreed_at
    signed_in.post(PROFILE + "behalten/", {"antworten": "taetigkeit=beratung"})
    profile = MatchingProfile.objects.get()
    assert (profile.query, profile.agreed_at) == ("taetigkeit=beratung", agreed_at)


def test_replaced_answers_are_restored_by_a_button(signed_in: Client) -> None:
    keep(signed_in)
    assert "Mein Profil durch diese Antworten ersetzen" in page(
        signed_in, "/was-passt-zu-mir/vorschlaege/?taetigkeit=beratung"
    )
    for _pressed_twice in range(2):
        signed_in.post(PROFILE + "behalten/", {"antworten": "taetigkeit=beratung"})
    shown = page(signed_in)
    assert "Ihr Profil hat jetzt diese Antworten und keine anderen mehr." in shown
    offered = shown.partition("Ihre Antworten von vorher")[2].partition("</section>")[0]
    assert "Vorlesen" in offered
    assert "in der Nähe von Selm" in offered
    for _pressed_twice in range(2):
        signed_in.post(PROFILE + "behalten/", {"wiederherstellen": "ja"})
    assert MatchingProfile.objects.get().query == QUERY
    shown = page(signed_in)
    assert "Ihr Profil hat wieder die Antworten von vorher." in shown
    assert "Diese Antworten wiederherstellen" not in shown


def test_nothing_is_restored_that_was_erased(signed_in: Client) -> None:
    keep(signed_in)
    signed_in.post(PROFILE + "behalten/", {"antworten": "taetigkeit=beratung"})
    signed_in.post(PROFILE + "loeschen/")
    assert not signed_in.session.get("passt_vorher")
    signed_in.post(PROFILE + "behalten/", {"wiederherstellen": "ja"})
    assert not MatchingProfile.objects.exists()


def test_own_words_and_age_stand_under_headings_of_their_own(signed_in: Client) -> None:
    query = "gewinn=lernen&alter=27&text=ich+koche+gern"
    keep(signed_in, query)
    answers = signed_in.get(PROFILE + "profil.json").json()["profil"]["antworten"]
    assert answers == {
        "Was soll es Ihnen geben?": ["etwas lernen"],
        "Mein Alter": ["Ich bin 27 oder älter"],
        "Mit eigenen Worten": ["„ich koche gern“"],
    }


def test_what_was_refused_before_is_taken_over(signed_in: Client, reading: OpportunityPage) -> None:
    signed_in.post("/was-passt-zu-mir/passt-nicht/", {"grund": f"{reading.pk}:already"})
    assert not Feedback.objects.exists()
    keep(signed_in)
    assert [(one.opportunity_id, one.reason) for one in Feedback.objects.all()] == [
        (reading.pk, NoFit.ALREADY)
    ]
    shown = page(signed_in)
    assert "mache ich schon" in shown
    signed_in.post(
        "/was-passt-zu-mir/passt-doch/", {"angebot": str(reading.pk), "zurueck": "profil"}
    )
    assert not Feedback.objects.exists()


def test_refusing_again_changes_the_reason(signed_in: Client, reading: OpportunityPage) -> None:
    keep(signed_in)
    for reason in ("too_far", "other"):
        signed_in.post("/was-passt-zu-mir/passt-nicht/", {"grund": f"{reading.pk}:{reason}"})
    assert Feedback.objects.get().reason == NoFit.OTHER
    # An offer that does not exist teaches nothing, and breaks nothing.
    signed_in.post("/was-passt-zu-mir/passt-nicht/", {"grund": "999999:other"})
    assert Feedback.objects.count() == 1


def test_everything_can_be_taken_along(signed_in: Client, reading: OpportunityPage) -> None:
    keep(signed_in)
    signed_in.post("/was-passt-zu-mir/passt-nicht/", {"grund": f"{reading.pk}:other"})
    response = signed_in.get(PROFILE + "profil.json")
    assert response.headers["Content-Disposition"] == 'attachment; filename="profil.json"'
    kept = response.json()["profil"]
    assert kept["antworten"]["Was tun Sie gern?"] == ["Vorlesen"]
    assert kept["antworten_als_adresse"] == QUERY
    assert kept["passt_nicht"] == [{"angebot": reading.title, "grund": "ein anderer Grund"}]


def test_one_button_erases_all_of_it(signed_in: Client, reading: OpportunityPage) -> None:
    keep(signed_in)
    signed_in.post("/was-passt-zu-mir/passt-nicht/", {"grund": f"{reading.pk}:other"})
    signed_in.post(PROFILE + "loeschen/")
    assert not MatchingProfile.objects.exists()
    assert not Feedback.objects.exists()
    assert signed_in.get(PROFILE + "profil.json").json() == {"profil": None}


def test_it_is_said_before_and_after_what_is_erased(
    signed_in: Client, erika: User, reading: OpportunityPage
) -> None:
    keep(signed_in)
    before = page(signed_in).partition("Wirklich?")[2].partition("</form>")[0]
    assert "alle Ihre Antworten" in before
    for more in ("passt nicht", "Suche", "Zustimmung"):
        assert more not in before

    own = MatchingProfile.objects.get()
    services.note_no_fit(profile=own, offer=reading.pk, reason=NoFit.OTHER)
    services.set_may_be_invited(profile=own, may_be_invited=True)
    save_search(
        kind=SearchKind.PROFILE, query="", rhythm=AlertRhythm.DAILY, user=erika, profile=own
    )
    before = page(signed_in).partition("Wirklich?")[2].partition("</form>")[0]
    response = signed_in.post(PROFILE + "loeschen/", follow=True)
    after = unescape(response.content.decode()).partition("Ihr Profil ist gelöscht:")[2]
    for said in (before, after):
        assert "alle Ihre Antworten" in said
        assert "was wir aus „passt nicht“ gelernt haben" in said
        assert "Ihre Zustimmung, dass Vereine Sie fragen lassen dürfen" in said
        assert "die gespeicherte Suche, die Ihrem Profil folgt" in said


def test_only_the_person_lets_organisations_ask(signed_in: Client) -> None:
    keep(signed_in)
    signed_in.post(PROFILE + "einladungen/", {"einladungen": "ja"})
    assert MatchingProfile.objects.get().may_be_invited
    signed_in.post(PROFILE + "einladungen/", {"einladungen": "nein"})
    assert not MatchingProfile.objects.get().may_be_invited


def test_nobody_reaches_the_profile_of_another(signed_in: Client, client: Client) -> None:
    keep(signed_in)
    other = Client()
    other.force_login(UserFactory())
    other.post(PROFILE + "loeschen/")
    other.post(PROFILE + "einladungen/", {"einladungen": "ja"})
    assert other.get(PROFILE + "profil.json").json() == {"profil": None}
    assert not MatchingProfile.objects.get().may_be_invited


def test_an_age_follows_from_the_date_of_birth_that_is_known(
    erika: User, driving: OpportunityPage
) -> None:
    profile = services.keep_profile(user=erika, query="")
    today = dt.date(2026, 11, 21)
    assert profile_of(profile, today=today).age is None
    profile.volunteer.born_on = dt.date(2009, 11, 22)
    assert profile_of(profile, today=today).age == 16
    assert profile_of(profile, today=today + dt.timedelta(days=1)).age == 17
    profile.query = QueryDict("alter=27").urlencode()
    assert profile_of(profile, today=today).age == 27


def test_all_that_is_known_comes_together(erika: User, driving: OpportunityPage) -> None:
    profile = services.keep_profile(user=erika, query="wo=Lünen")
    services.note_no_fit(profile=profile, offer=driving.pk, reason=NoFit.TOO_FAR)
    known = taught_profile(profile, catalogue())
    assert known.without == {driving.pk}
    assert known.profile.near is not None
    assert known.profile.near.radius_km == 5
