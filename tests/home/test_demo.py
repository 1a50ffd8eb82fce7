"""The demo as it is made. It takes its time, so it is made once and looked at from all sides."""

import pytest
from django.conf import settings
from django.contrib.auth import authenticate
from django.contrib.auth.password_validation import validate_password
from django.core.management import CommandError, call_command
from django.db.models import F
from django.http import QueryDict
from django.utils import timezone
from post_office.models import Email
from wagtail.images import get_image_model
from wagtail.models import Page, PageLogEntry, Revision, Site, WorkflowState

from accounts.models import User
from core.models import AssociationSettings, EngagementField, SecretLink
from ehrenamtskarte.credential.verdicts import VerdictKind, judge
from ehrenamtskarte.enums import BatchState, CardApplicationState
from ehrenamtskarte.keys.published import own_key_set
from ehrenamtskarte.models import Card, CardApplication, Credential
from engagement import due as engagement_due
from engagement.enums import EngagementState, HoursSource, HoursState
from engagement.models import BackgroundCheck, Certificate, Engagement, HoursEntry
from home.demo import content, gallery
from home.demo.people import DESK_EMAIL, PEOPLE
from home.demo.welcome import welcome_text
from home.models import HomePage, StandardPage
from matching import engine
from matching.alerts.searches import can_be_followed, filters_of, suggested_to
from matching.alerts.telling import tell_of_new_offers
from matching.models import Feedback, MatchingProfile, SavedSearch
from matching.profiles.own import taught_profile
from matching.profiles.parameters import ProfileParameters
from municipalities.models import Municipality, MunicipalityPage
from opportunities.applications import due as applications_due
from opportunities.catalogue import catalogue
from opportunities.dates import due as dates_due
from opportunities.enums import ApplicationState, InterestState, OpportunityState, TimeModel
from opportunities.models import (
    Application,
    ApplicationEvent,
    ApplicationMessage,
    Interest,
    OpportunityPage,
)
from organisations.models import Organisation, OrganisationPage

BASE = "http://127.0.0.1:8000"

pytestmark = pytest.mark.django_db


def test_the_demo(client, settings, monkeypatch, capsys, django_capture_on_commit_callbacks):
    # Small pictures are painted in a fifth of the time.
    monkeypatch.setattr(gallery, "PICTURE_WIDTH", 320)
    settings.WAGTAILADMIN_BASE_URL = BASE

    call_command("demo")

    check_towns()
    check_people()
    check_opportunities()
    check_workflow()
    check_search()
    check_volunteering()
    check_profiles()
    check_searches()
    check_cards()
    check_desk_and_account(client)
    check_pages_answer(client)
    check_welcome()
    check_a_second_time(settings)


def check_towns():
    assert {town.ags for town in Municipality.objects.all()} == {
        "05978004", "05978024", "05978032", "05978040",
    }  # fmt: skip
    for town in Municipality.objects.all():
        assert town.population
        assert town.opening_hours.exists()
        assert town.page.image.collection.name == town.name
    association = AssociationSettings.objects.get()
    association.full_clean()
    assert association.logo
    assert association.imprint_page.live
    assert association.privacy_page.live
    assert association.accessibility_page.specific.body
    assert association.easy_language_page.specific.language == "de-simple"
    assert Page.find_problems() == ([], [], [], [], [])


def check_people():
    for person in PEOPLE:
        user = authenticate(username=person.email, password=settings.DEMO_PASSWORD)
        assert user, person.email
        validate_password(settings.DEMO_PASSWORD, user)
        assert user.emailaddress_set.get().verified
        assert user.wagtail_userprofile.preferred_language == "de"
    # Who only keeps a profile cannot sign in.
    logins = [user for user in User.objects.all() if user.has_usable_password()]
    assert {user.email for user in logins} == {person.email for person in PEOPLE}
    may = {user.email: user.has_perm("wagtailadmin.access_admin") for user in logins}
    assert [email for email, allowed in may.items() if not allowed] == [
        "verein@demo.example", "freiwillig@demo.example", "neu@demo.example",
        "partner@demo.example",
    ]  # fmt: skip
    coordinator = User.objects.get(email="luenen@demo.example")
    luenen = MunicipalityPage.objects.get(slug="luenen")
    selm = MunicipalityPage.objects.get(slug="selm")
    assert luenen.permissions_for_user(coordinator).can_publish()
    assert not selm.permissions_for_user(coordinator).can_edit()
    editor = User.objects.get(email="redaktion@demo.example")
    assert luenen.permissions_for_user(editor).can_edit()
    assert not luenen.permissions_for_user(editor).can_publish()


def check_opportunities():
    assert OrganisationPage.objects.live().count() >= 40
    everything = OpportunityPage.objects.all()
    live = everything.live()
    assert everything.count() >= 150
    states = [page.state() for page in live]
    assert states.count(OpportunityState.FULL) >= 6
    assert states.count(OpportunityState.EXPIRED) >= 8
    assert live.open().count() >= 120
    assert set(live.open().values_list("time_model", flat=True)) == set(TimeModel)
    for field in EngagementField.objects.all():
        assert live.open().filter(engagement_fields=field).exists(), field
    scheduled = everything.filter(live=False, go_live_at__gt=timezone.now())
    assert len([page for page in scheduled if page.approved_schedule]) >= 4
    drafts = everything.filter(live=False, first_published_at=None)
    assert drafts.count() >= 6
    # What was ended by the clock keeps its address.
    assert everything.filter(live=False, expired=True, first_published_at__isnull=False).exists()
    assert not live.filter(organisation=None).exists()
    assert not live.filter(municipality=None).exists()
    # "Newest first" has something to order, and nothing is from the future.
    assert live.values("listed_at").distinct().count() > 100
    assert not live.filter(listed_at__gt=timezone.now()).exists()
    assert live.exclude(listed_at=F("first_published_at")).count() == 0
    newest = live.newest_first().first()
    assert PageLogEntry.objects.filter(page=newest.pk, action="wagtail.publish").exists()


def check_workflow():
    waiting = WorkflowState.objects.get(status=WorkflowState.STATUS_IN_PROGRESS)
    assert waiting.requested_by.email == "redaktion@demo.example"
    approvers = waiting.current_task_state.task.specific.groups.get()
    assert approvers == Municipality.objects.get(slug="luenen").coordinators
    returned = WorkflowState.objects.get(status=WorkflowState.STATUS_NEEDS_CHANGES)
    assert returned.current_task_state.comment


def check_search():
    found = {page.title for page in Page.objects.live().search("Frauenhaus")}
    assert "Frauenhaus Ankerplatz" in found


def check_cards():
    named = dict(CardApplication.objects.values_list("last_name", "state"))
    assert named == {case.last_name: case.state for case in content.card_cases()}
    cards = Card.objects.select_related("batch")
    assert {card.name for card in cards if card.batch.state == BatchState.RELEASED} == {
        application.name
        for application in CardApplication.objects.filter(state=CardApplicationState.ISSUED)
    }
    for credential in Credential.objects.select_related("key", "card"):
        # The list has been published by nobody yet, so it is as good as too old.
        verdict = judge(bytes(credential.token), keys=own_key_set(), lists={}, now=timezone.now())
        assert verdict.kind == VerdictKind.VALID_OLD_LIST
        assert verdict.claims.name == credential.card.printed_name


def check_volunteering():
    states = set(Application.objects.values_list("state", flat=True))
    assert states == set(ApplicationState) - {
        ApplicationState.UNCONFIRMED, ApplicationState.CONSENT,
    }  # fmt: skip
    # It was as long ago as it says, and one step after the other.
    for application in Application.objects.all():
        times = [event.created_at for event in application.events.all()]
        assert times == sorted(times)
        assert application.created_at == times[0] < timezone.now()
    for event in ApplicationEvent.objects.filter(to_state=ApplicationState.DONE):
        held = event.application.bookings.filter(attended__isnull=False).get()
        assert held.takes_place_on < timezone.localdate(event.created_at)
    assert ApplicationMessage.objects.filter(read_at=None).values("party").distinct().count() == 2
    assert set(HoursEntry.objects.values_list("state", flat=True)) == {
        HoursState.OPEN, HoursState.CONFIRMED, HoursState.DISPUTED,
    }  # fmt: skip
    assert HoursEntry.objects.filter(source=HoursSource.SLOT).count() == 2
    assert Certificate.objects.exclude(number=None).get().is_valid
    assert set(Engagement.objects.values_list("state", flat=True)) == {
        EngagementState.CLAIMED, EngagementState.CONFIRMED,
    }  # fmt: skip
    assert {check.seen_by.email for check in BackgroundCheck.objects.all()} == {DESK_EMAIL}
    assert {one.state for one in Interest.objects.all()} == {
        InterestState.OPEN, InterestState.ANSWERED,
    }  # fmt: skip
    # Nobody hears of what was long ago, neither now nor when the clock runs.
    assert not Email.objects.filter(to__icontains="post.example").exists()
    assert not SecretLink.objects.exists()
    mails = Email.objects.count()
    for chores in (applications_due, dates_due, engagement_due):
        chores.do_what_is_due(timezone.now())
    assert Email.objects.count() == mails
    assert Application.objects.exclude(state=ApplicationState.DONE).count() == 11


def check_profiles():
    own = {text.login: text for text in content.volunteering().profiles}
    told = own | {
        f"profil{number}@demo.example": text
        for number, text in enumerate(content.wishes().people, start=1)
    }
    may_be_invited = sum(text.may_be_invited for text in told.values())
    for profile in MatchingProfile.objects.select_related("volunteer__user"):
        email = profile.volunteer.user.email
        text = told.pop(email)
        # Everything that it says was understood; of those who can sign in, it leads to something.
        said = ProfileParameters(QueryDict(profile.query)).values()
        assert len(said) == sum(
            len(given) if isinstance(given, list) else 1 for given in text.answers.values()
        ), email
        if email in own:
            assert engine.count(catalogue(), taught_profile(profile, catalogue()).profile) >= 3
        assert timezone.localdate(profile.agreed_at) < timezone.localdate()
    assert not told
    assert Feedback.objects.exists()
    assert MatchingProfile.objects.filter(may_be_invited=True).count() == may_be_invited > 1


def check_searches():
    """Both bring offers by now, and none of them is new."""
    followed, listed = SavedSearch.objects.order_by("created_at")
    assert followed.profile.volunteer.user.email == listed.recipient.address
    assert suggested_to(followed, catalogue(), today=timezone.localdate()).count >= 3
    assert len(filters_of(listed).answer.keys()) >= 2
    assert all(search.is_running and can_be_followed(search) for search in (followed, listed))
    tell_of_new_offers(timezone.now())
    assert not Email.objects.filter(to__icontains=listed.recipient.address).exists()


def check_desk_and_account(client):
    organisation = Organisation.objects.get(page__slug="lesebruecke")
    client.force_login(User.objects.get(email=DESK_EMAIL))
    desk = client.get(f"/verein/{organisation.pk}/").content.decode()
    waiting = ("neue Bewerbung", "ungelesene Nachrichten", "Engagement", "Stunden", "Nachweis")
    assert [words for words in waiting if words not in desk] == []
    for page in ("bewerbungen", "leute", "stunden", "nachweise", "fuehrungszeugnisse"):
        html = client.get(f"/verein/{organisation.pk}/{page}/").content.decode()
        names = ("Jasper Lindau", "Olena Kowaltschuk", "Werner Pötter", "Ulla Finkeldey")
        assert any(name in html for name in names), page
    client.force_login(User.objects.get(email="freiwillig@demo.example"))
    hours = client.get("/konto/stunden/").content.decode()
    assert "Schachfreunde Springerzug" in hours
    assert "Studientag" in hours
    assert Certificate.objects.get(holder="Jasper Lindau").number in (
        client.get("/konto/nachweise/").content.decode()
    )
    client.logout()


def check_pages_answer(client):
    secrets = {
        secret
        for page in [
            *OrganisationPage.objects.filter(address_hidden=True),
            *OpportunityPage.objects.filter(address_hidden=True).exclude(street=""),
        ]
        for secret in (page.street, str(page.latitude), str(page.longitude))
    }
    assert "Geheimer Steig 47" in secrets
    addresses = [page.get_url() for page in pages_to_look_at()]
    lists = [f"/angebote/?seite={number}" for number in range(1, 9)]
    lists += [f"/organisationen/?seite={number}" for number in range(1, 4)]
    for address in [*addresses, *lists, "/sitemap.xml", "/suche/?q=Ankerplatz"]:
        response = client.get(address)
        assert response.status_code == 200, address
        html = response.content.decode()
        assert [secret for secret in secrets if secret in html] == [], address
    home = client.get("/").content.decode()
    assert f'<link rel="canonical" href="{BASE}/"' in home
    assert StandardPage.objects.get(slug="fuer-organisationen").title in home
    ended = OpportunityPage.objects.filter(live=False, expired=True).first()
    assert client.get(ended.get_url()).status_code == 200


def pages_to_look_at():
    """All pages of the association and the towns, all with a secret, some of the many."""
    for page in Page.objects.live().filter(depth__gt=1).order_by("path").specific():
        is_one_of_many = isinstance(page, OrganisationPage | OpportunityPage)
        if not is_one_of_many or page.address_hidden or page.pk % 5 == 0:
            yield page


def check_welcome():
    text = welcome_text(base_url=BASE)
    for person in PEOPLE:
        assert person.email in text
    assert f"{BASE}/verwaltung/" in text
    assert settings.DEMO_PASSWORD in text
    assert "Deutsch-türkischer Frühstückstreff" in text
    assert f"{BASE}/nachweis/{Certificate.objects.exclude(number=None).get().number}/" in text


def check_a_second_time(settings):
    counted = (Page, Revision, PageLogEntry, User, get_image_model(), Application, HoursEntry)
    before = [model.objects.count() for model in counted]
    settings.WAGTAILADMIN_BASE_URL = "http://127.0.0.1:8001"
    call_command("demo")
    assert [model.objects.count() for model in counted] == before
    assert HomePage.objects.get().get_full_url() == "http://127.0.0.1:8001/"


def test_no_demo_without_a_password_of_its_own(settings):
    settings.DEMO_PASSWORD = ""
    with pytest.raises(CommandError, match="DEMO_PASSWORD"):
        call_command("demo")
    assert not HomePage.objects.exists()


def test_a_site_with_content_of_its_own_stays_as_it_is(luenen, capsys):
    call_command("demo")
    assert "content of its own" in capsys.readouterr().out
    assert OrganisationPage.objects.count() == 0
    assert Site.objects.get(is_default_site=True).hostname == "testserver"


def test_the_welcome_to_an_empty_site_says_how_to_begin(db):
    text = welcome_text(base_url=BASE)
    assert "manage.py demo" in text
    assert "@demo.example" not in text


def test_every_organisation_has_a_file_of_its_own():
    assert len({(text.town, text.slug) for text in content.organisations()}) == len(
        content.organisations()
    )
