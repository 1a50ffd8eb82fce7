"""Applications at the organisation's desk."""

import pytest
from django.urls import reverse

from engagement.models import Engagement
from opportunities.applications import services
from opportunities.enums import ApplicationState as State
from opportunities.enums import BookingState, Party
from opportunities.models import Application, Booking, OpportunityPage
from organisations.records import record_of
from tests.factories import (
    ApplicationFactory,
    MembershipFactory,
    OpportunityPageFactory,
    OrganisationPageFactory,
    VolunteerFactory,
)
from tests.queries import asked_of_pages


def text_of(response):
    return response.content.decode()


def step(client, desk, application, slug, **data):
    return client.post(desk.address("step", application.pk, slug), data, follow=True)


def test_the_list_has_new_ones_first_and_filters(client, desk):
    other = OpportunityPageFactory(parent=desk.page, title="Ausgabe")
    ApplicationFactory(opportunity=desk.offer, volunteer__name="Neu Ling")
    ApplicationFactory(opportunity=other, volunteer__name="Ge Sehen", state=State.SEEN)
    ApplicationFactory(opportunity=other, volunteer__name="Vor Bei", state=State.DECLINED)
    ApplicationFactory(opportunity=other, volunteer__name="Un Klar", state=State.UNCONFIRMED)
    text = text_of(client.get(desk.address("applications")))
    assert text.index("Neu Ling") < text.index("Ge Sehen") < text.index("Vor Bei")
    assert "Un Klar" not in text

    def names(**query):
        text = text_of(client.get(desk.address("applications"), query))
        return {name for name in ("Neu Ling", "Ge Sehen", "Vor Bei") if name in text}

    assert names(angebot=other.pk) == {"Ge Sehen", "Vor Bei"}
    assert names(stand="sent") == {"Neu Ling"}
    assert names(stand="laufend") == {"Neu Ling", "Ge Sehen"}
    assert names(name="ling") == {"Neu Ling"}
    assert names(stand="unsinn", angebot="x", name="sehen") == {"Ge Sehen"}


def test_opening_makes_it_seen_once_and_a_prefetch_does_not(client, desk, mails):
    application = ApplicationFactory(opportunity=desk.offer)
    address = desk.address("application", application.pk)
    client.head(address)
    client.get(address, headers={"Sec-Purpose": "prefetch;prerender"})
    application.refresh_from_db()
    assert application.state == State.SENT
    for _time in range(2):
        assert client.get(address).status_code == 200
    application.refresh_from_db()
    assert application.state == State.SEEN
    event = application.events.get()
    assert (event.by, event.party) == (desk.user, Party.ORGANISATION)
    assert [mail.to for mail in mails()] == [[application.volunteer.email]]


def test_many_are_noted_as_seen_at_once_but_only_own_ones(client, desk, luenen):
    own = [ApplicationFactory(opportunity=desk.offer) for _time in range(2)]
    elsewhere = OpportunityPageFactory(parent=OrganisationPageFactory(parent=luenen.page))
    foreign = ApplicationFactory(opportunity=elsewhere)
    keys = [own[0].pk, own[1].pk, foreign.pk, "x", "9" * 30]
    client.post(desk.address("mark_seen"), {"bewerbung": keys})
    states = Application.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == [State.SEEN, State.SEEN, State.SENT]


def test_accepting_says_what_happens_and_makes_the_engagement(client, desk, dates, mails):
    application = ApplicationFactory(opportunity=desk.offer, dates=[dates[0].key])
    question = text_of(client.get(desk.address("step", application.pk, "zusagen")))
    assert application.volunteer.name in question
    for _time in range(2):
        step(client, desk, application, "zusagen", note="Bis Samstag!")
    application.refresh_from_db()
    assert application.state == State.ACCEPTED
    assert Engagement.objects.get().volunteer == application.volunteer
    [mail] = mails()
    assert mail.to == [application.volunteer.email]
    assert "Bis Samstag!" in mail.text
    assert "/l/" in mail.text
    assert application.volunteer.name not in mail.subject


def test_declining_is_kind_and_suggests_other_offers(client, desk, mails):
    for number in range(5):
        OpportunityPageFactory(parent=desk.page, title=f"Anderes {number}")
    application = ApplicationFactory(opportunity=desk.offer)
    address = desk.address("step", application.pk, "absagen")
    response = client.get(address)
    assert text_of(response).count("Anderes ") == 3
    wrong = client.post(address, {"text": "eigene", "own": " "})
    assert wrong.status_code == 422
    application.refresh_from_db()
    assert application.state == State.SENT
    step(client, desk, application, "absagen", text="eigene", own="Schade, vielleicht im Mai.")
    application.refresh_from_db()
    assert application.state == State.DECLINED
    [mail] = mails()
    assert "Schade, vielleicht im Mai." in mail.text
    assert mail.text.count("Anderes ") == 3
    assert desk.offer.url not in mail.text


def test_whoever_waits_is_not_accepted_and_the_reason_is_said(client, desk):
    desk.offer.places_wanted = 1
    desk.offer.save()
    ApplicationFactory(opportunity=desk.offer)
    waiting = ApplicationFactory(opportunity=desk.offer)
    assert waiting.state == State.WAITING
    assert "zusagen" not in text_of(client.get(desk.address("application", waiting.pk)))
    response = step(client, desk, waiting, "zusagen", note="")
    waiting.refresh_from_db()
    assert waiting.state == State.WAITING
    assert "kern-alert" in text_of(response)


def test_the_organisation_answers_for_whoever_has_only_a_telephone(client, desk):
    desk.offer.places_wanted = 1
    desk.offer.save()
    first = ApplicationFactory(opportunity=desk.offer)
    caller = VolunteerFactory(email="", phone="02306 12345")
    waiting = ApplicationFactory(opportunity=desk.offer, volunteer=caller)
    step(client, desk, first, "absagen", text="eigene", own="Leider nicht.")
    offered = Booking.objects.get(application=waiting, slot=None)
    assert offered.state == BookingState.OFFERED
    page = text_of(client.get(desk.address("application", waiting.pk)))
    address = desk.address("answer_for", waiting.pk, offered.pk)
    assert address in page
    assert "tel:0230612345" in page
    client.post(address, {"answer": "yes"})
    waiting.refresh_from_db()
    assert waiting.state == State.SENT


def test_nobody_answers_for_whoever_can_do_so_themselves(client, desk):
    application = ApplicationFactory(opportunity=desk.offer)
    booking = application.bookings.get()
    response = client.post(desk.address("answer_for", application.pk, booking.pk))
    assert response.status_code == 404


def test_a_group_shows_whether_it_fits(client, desk):
    OpportunityPage.objects.filter(pk=desk.offer.pk).update(
        suits_groups=True, smallest_group=3, largest_group=4, places_wanted=None
    )
    fits = ApplicationFactory(opportunity=desk.offer, people=4, group_name="Klasse 8b")
    large = ApplicationFactory(opportunity=desk.offer, people=9)
    text = text_of(client.get(desk.address("application", fits.pk)))
    assert "Klasse 8b" in text
    assert "3" in text
    assert text_of(client.get(desk.address("application", large.pk))).count("9") >= 1


def test_an_email_address_is_shown_to_nobody(client, desk):
    application = ApplicationFactory(
        opportunity=desk.offer, volunteer=VolunteerFactory(phone="02306 1", email="ich@example.org")
    )
    for name, keys in (("applications", ()), ("application", (application.pk,))):
        assert "ich@example.org" not in text_of(client.get(desk.address(name, *keys)))


@pytest.mark.parametrize(
    "name", ["application", "step", "write_message", "attachment", "answer_for", "people_of_offer"]
)
def test_no_key_leads_to_another_organisation(client, desk, luenen, name):
    page = OrganisationPageFactory(parent=luenen.page)
    offer = OpportunityPageFactory(parent=page)
    foreign = ApplicationFactory(opportunity=offer, state=State.ACCEPTED)
    message = foreign.messages.create(party=Party.APPLICANT, text="Hallo")
    keys = {
        "step": [foreign.pk, "zusagen"],
        "attachment": [foreign.pk, message.pk],
        "answer_for": [foreign.pk, foreign.bookings.get().pk],
        "people_of_offer": [offer.pk],
    }.get(name, [foreign.pk])
    for organisation in (desk.organisation, record_of(page)):
        address = reverse(f"inbox:{name}", args=[organisation.pk, *keys])
        for method in (client.get, client.post):
            assert method(address, {"text": "Hallo"}).status_code in (404, 405)
    foreign.refresh_from_db()
    assert foreign.state == State.ACCEPTED
    assert foreign.messages.count() == 1


def test_the_foreign_message_of_an_own_application_has_no_file(client, desk, luenen):
    own = ApplicationFactory(opportunity=desk.offer)
    foreign = ApplicationFactory(
        opportunity=OpportunityPageFactory(parent=OrganisationPageFactory(parent=luenen.page))
    )
    message = foreign.messages.create(party=Party.APPLICANT, text="Hallo")
    assert client.get(desk.address("attachment", own.pk, message.pk)).status_code == 404


def test_lists_ask_the_same_of_the_database_for_one_and_thirty(
    client, desk, dates, django_assert_max_num_queries
):
    OpportunityPage.objects.filter(pk=desk.offer.pk).update(places_wanted=None)
    desk.offer.dates.all().update(places=None)
    pages = (
        desk.address("applications"),
        reverse("desk:home", args=[desk.organisation.pk]),
        desk.address("people"),
        desk.address("people_of_offer", desk.offer.pk),
    )

    def queries():
        counts = []
        for page in pages:
            client.get(page)
            with django_assert_max_num_queries(100) as captured:
                assert client.get(page).status_code == 200
            counts.append(len(asked_of_pages(captured)))
        return counts

    def apply():
        one = ApplicationFactory(opportunity=desk.offer, dates=[date.key for date in dates])
        one.messages.create(party=Party.APPLICANT, text="Hallo")
        ApplicationFactory(
            opportunity=desk.offer, dates=[date.key for date in dates], state=State.ACCEPTED
        )

    apply()
    before = queries()
    for _time in range(15):
        apply()
    assert queries() == before


def test_the_desk_says_what_is_new(client, desk):
    application = ApplicationFactory(opportunity=desk.offer)
    ApplicationFactory(opportunity=desk.offer, state=State.DECLINED)
    application.messages.create(party=Party.APPLICANT, text="Hallo?")
    text = text_of(client.get(reverse("desk:home", args=[desk.organisation.pk])))
    assert "?stand=sent" in text
    assert "?stand=ungelesen" in text
    client.get(desk.address("application", application.pk))
    text = text_of(client.get(reverse("desk:home", args=[desk.organisation.pk])))
    assert "?stand=sent" not in text
    assert "?stand=ungelesen" not in text


def test_who_comes_when(client, desk, dates):
    OpportunityPage.objects.filter(pk=desk.offer.pk).update(places_wanted=None)
    for name, chosen, state in (
        ("Anna Erste", dates[:1], State.ACCEPTED),
        ("Bernd Beide", dates, State.ACCEPTED),  # on the first date all places are taken
        ("Carla Offen", dates[1:], State.SENT),
        ("Dora Ohne", [], State.ACCEPTED),
    ):
        ApplicationFactory(
            opportunity=desk.offer,
            volunteer__name=name,
            dates=[date.key for date in chosen],
            state=state,
        )
    text = text_of(client.get(desk.address("people_of_offer", desk.offer.pk)))
    assert text.count("Anna Erste") == text.count("Bernd Beide") == text.count("Dora Ohne") == 1
    assert text.index("Dora Ohne") < text.index("Anna Erste") < text.index("Bernd Beide")
    assert "Carla Offen" not in text
    assert desk.offer.title in text_of(client.get(desk.address("people")))


def test_whoever_left_the_team_gets_in_no_more(client, desk):
    application = ApplicationFactory(opportunity=desk.offer)
    desk.organisation.memberships.filter(user=desk.user).delete()
    assert client.get(desk.address("application", application.pk)).status_code == 404
    application.refresh_from_db()
    assert application.state == State.SENT


def test_the_other_side_of_each_change_is_told_once(client, desk, mails):
    MembershipFactory(organisation=desk.organisation)
    application = ApplicationFactory(opportunity=desk.offer)
    for _time in range(2):
        services.withdraw(application=application, note="Ich ziehe um.")
    told = mails()
    assert sorted(mail.to for mail in told) == sorted(
        [member.user.email] for member in desk.organisation.memberships.all()
    )
    assert all("Ich ziehe um." in mail.text for mail in told)
    assert all(application.volunteer.name not in mail.subject for mail in told)


def test_without_a_desk_the_organisation_is_asked_to_register(luenen, mails):
    page = OrganisationPageFactory(parent=luenen.page)
    offer = OpportunityPageFactory(parent=page)
    organisation = record_of(page)
    organisation.email = "kontakt@example.org"
    organisation.save()
    application = services.apply(
        opportunity=offer, name="Erika Muster", phone="02306 777", message="Geheimes"
    )
    [mail] = mails()
    assert application.state == State.SENT
    assert mail.to == ["kontakt@example.org"]
    assert "/verein/registrieren/" in mail.text
    assert "Geheimes" not in mail.text
    assert "Erika" not in mail.text
