"""How shops come in: proposed in five minutes, confirmed by mail, decided by the town."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from core import forms
from municipalities.models import Municipality
from partners.due import do_what_is_due
from partners.enums import PartnerState, ProposalState
from partners.errors import PartnerError
from partners.joining.decisions import accept_proposal, decline_proposal
from partners.joining.duplicates import _address
from partners.models import Partner, PartnerPage, PartnerProposal

ADDRESS = "/partner/werden/"
ADMIN = "/verwaltung/partner_proposals/"


@pytest.fixture(autouse=True)
def _nobody_is_too_fast(monkeypatch):
    monkeypatch.setattr(forms, "FASTEST_PERSON", 0)


def propose(client, category, **other):
    form = client.get(ADDRESS).context["form"]
    return client.post(
        ADDRESS,
        {
            "name": "Café Sonne",
            "category": category.pk,
            "street": "Markt 3",
            "postcode": "44532",
            "kind": "percent",
            "percent": "10",
            "contact_name": "Sina Sonne",
            "email": "Sonne@Example.org",
            "website": "",
            "shown": form["shown"].value(),
            **other,
        },
    )


def test_from_the_form_to_a_page_on_line(client, luenen, category, coordinator, mails):
    assert propose(client, category).url == "/partner/werden/gesendet/"
    proposal = PartnerProposal.objects.get()
    assert proposal.state == ProposalState.UNCONFIRMED
    assert (proposal.municipality, proposal.city) == (luenen.municipality, "Lünen")
    assert mails.to(coordinator.email) == []
    with pytest.raises(PartnerError) as error:
        accept_proposal(proposal=proposal, by=coordinator)
    assert error.value.code == PartnerError.Code.NOT_CONFIRMED

    opened = client.get(mails.link_to("sonne@example.org"))
    assert "Markt 3" in client.get(opened.url).content.decode()
    proposal.refresh_from_db()
    assert proposal.state == ProposalState.UNCONFIRMED, "opening a link changes nothing"
    waits = client.post(opened.url).content.decode()
    assert "Café Sonne" in waits
    proposal.refresh_from_db()
    assert proposal.state == ProposalState.WAITING
    assert not PartnerPage.objects.exists()
    assert "Café Sonne" in client.get("/partner/verwalten/").content.decode()
    [told] = mails.to(coordinator.email)
    assert f"{ADMIN}inspect/{proposal.pk}/" in told.message

    staff = Client()
    staff.force_login(coordinator, backend="django.contrib.auth.backends.ModelBackend")
    case = staff.get(f"{ADMIN}inspect/{proposal.pk}/").content.decode()
    assert "Sina Sonne" in case
    assert "Vorschl\\u00e4ge von Akzeptanzstellen (1)" in case, "the menu says how many wait"
    staff.post(f"{ADMIN}accept/{proposal.pk}/")
    accept_proposal(proposal=proposal, by=coordinator)  # pressed twice
    partner = Partner.objects.get()
    page = partner.page.specific
    assert (partner.state, page.live, page.url) == (
        PartnerState.ACCEPTED,
        True,
        "/luenen/cafe-sonne/",
    )
    assert [(one.title, one.percent) for one in partner.benefits.all()] == [("10\xa0% Rabatt", 10)]
    [branch] = page.branches.all()
    assert (branch.street, branch.municipality) == ("Markt 3", luenen.municipality)
    assert branch.latitude is None, "the middle of a postcode is no door"
    assert [one.user.email for one in partner.memberships.all()] == ["sonne@example.org"]
    public = Client().get(page.url).content.decode()
    assert "10\xa0% Rabatt" in public
    assert "Sina Sonne" not in public
    assert "sonne@example.org" not in public
    assert f"/partner/verwalten/{partner.pk}/" in mails.to("sonne@example.org")[-1].message
    assert client.get(f"/partner/verwalten/{partner.pk}/").status_code == 200
    # The used link leads to the desk; a shop of the same name gets an address of its own.
    assert client.get(opened.url).url == f"/partner/verwalten/{partner.pk}/"


def test_a_known_shop_is_taken_over_and_not_doubled(client, partner, category, coordinator, mails):
    partner.memberships.all().delete()
    Partner.objects.filter(pk=partner.pk).update(state=PartnerState.KNOWN)
    asked = propose(client, category, name="Baeckerei Korn", street="Lange Straße 1")
    assert [one.partner for one in asked.context["likely"]] == [partner]
    assert not PartnerProposal.objects.filter(name="Baeckerei Korn").exists()
    propose(client, category, name="Bäckerei Korn", answer=str(partner.pk))
    assert "sonne@example.org" in client.get("/partner/werden/gesendet/").content.decode()
    assert "Eintrag von Bäckerei Korn" in mails.to("sonne@example.org")[-1].message
    opened = client.get(mails.link_to("sonne@example.org"))
    shown = client.get(opened.url).content.decode()
    assert "Ja, wir übernehmen ihn" in shown
    assert str(category) in shown
    client.post(opened.url)
    proposal = PartnerProposal.objects.get(email="sonne@example.org")
    assert proposal.partner == partner
    staff = Client()
    staff.force_login(coordinator, backend="django.contrib.auth.backends.ModelBackend")
    case = f"{ADMIN}inspect/{proposal.pk}/"
    assert "Bekannten Eintrag übergeben" in staff.get(case).content.decode()
    # What waits stands on the first page, and every way to it leads to the decision.
    assert case in staff.get("/verwaltung/").content.decode()
    assert f"{ADMIN}edit/{proposal.pk}/" not in staff.get(ADMIN).content.decode()
    assert staff.get(f"{ADMIN}decline/{proposal.pk}/").url == case
    accept_proposal(proposal=proposal, by=coordinator, with_benefit=False)
    partner.refresh_from_db()
    assert (Partner.objects.count(), partner.benefits.count()) == (1, 1)
    assert (partner.state, partner.memberships.count()) == (PartnerState.ACCEPTED, 1)
    # "None of these" is an answer, too; it does not stand for one that was not shown.
    assert propose(client, category, name="Bäckerei Korn", answer="neu", email="n@example.org").url
    assert propose(client, category, email="m@example.org", answer=str(partner.pk)).url
    assert PartnerProposal.objects.get(email="m@example.org").partner is None


def test_declined_with_a_reason_and_accepted_after_all(
    client, luenen, category, coordinator, mails
):
    propose(client, category)
    client.post(client.get(mails.link_to("sonne@example.org")).url)
    proposal = PartnerProposal.objects.get()
    staff = Client()
    staff.force_login(coordinator, backend="django.contrib.auth.backends.ModelBackend")
    address = f"{ADMIN}decline/{proposal.pk}/"
    assert staff.post(address, {"words": " "}).status_code == 422
    staff.post(address, {"words": "Leider kein Vorteil."})
    decline_proposal(proposal=proposal, by=coordinator, reason="Noch einmal")
    proposal.refresh_from_db()
    assert (proposal.state, proposal.reason) == (ProposalState.DECLINED, "Leider kein Vorteil.")
    assert "Leider kein Vorteil." in mails.to("sonne@example.org")[-1].message
    assert accept_proposal(proposal=proposal, by=coordinator).page
    with pytest.raises(PartnerError) as error:
        decline_proposal(proposal=proposal, by=coordinator, reason="Zu spät")
    assert error.value.code == PartnerError.Code.DECIDED
    proposal.refresh_from_db()
    assert proposal.reason == ""


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"percent": ""}, {"percent"}),
        ({"percent": "110"}, {"percent"}),
        ({"kind": "price", "price": "8", "regular_price": "7,50"}, {"price"}),
        ({"kind": "free_extra"}, {"title"}),
        ({"postcode": "00001"}, {"postcode"}),
        # Of a town that does not take part: which of ours shall look after it?
        ({"postcode": "10115"}, {"municipality"}),
        ({"name": "–", "street": "", "email": "sonne"}, {"name", "street", "email"}),
    ],
)
def test_what_is_missing_is_said_beside_its_field(client, luenen, category, typed, wrong):
    response = propose(client, category, **typed)
    assert (response.status_code, set(response.context["form"].errors)) == (422, wrong)
    assert not PartnerProposal.objects.exists()


def test_the_town_can_be_chosen_where_the_postcode_leaves_it_open(client, luenen, category):
    town = Municipality.objects.get()
    assert propose(client, category, postcode="10115", municipality=town.pk).status_code == 302
    assert PartnerProposal.objects.get().municipality == town


def test_nothing_is_kept_of_who_never_confirmed_nor_for_ever(luenen, partner):
    now = timezone.now()
    PartnerProposal.objects.create(
        municipality=luenen.municipality, name="Nie bestätigt", email="nie@example.org"
    )
    do_what_is_due(now + dt.timedelta(days=13))
    assert PartnerProposal.objects.count() == 2
    do_what_is_due(now + dt.timedelta(days=15))
    assert [one.partner for one in PartnerProposal.objects.all()] == [partner]
    do_what_is_due(now + dt.timedelta(days=181))
    assert not PartnerProposal.objects.exists()
    assert Partner.objects.get() == partner


def test_addresses_are_the_same_however_they_are_spelled():
    same = {_address(street, "44532") for street in ("Münsterstr. 5 a", "Muensterstraße 5a")}
    assert len(same) == 1
    assert _address("Münsterstr. 5", "44532") != _address("Münsterstr. 5", "44534")
