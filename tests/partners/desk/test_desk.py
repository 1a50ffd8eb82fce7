"""The rest of the desk: profile, places, owners, the yearly question, the town's side."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from partners.asking.news import tell_towns
from partners.asking.services import ask_who_is_due
from partners.benefits.facts import BenefitFacts
from partners.benefits.services import add_benefit
from partners.enums import PartnerEvent, PartnerState
from partners.errors import PartnerError
from partners.models import Partner, PartnerInvitation, PartnerLogEntry
from partners.owners.services import invite_owner, remove_owner
from tests.factories import UserFactory

ADMIN = "/verwaltung/partner_records/"


def browser_of(user):
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_foreign_shops_have_no_desk(partner, at_desk):
    _client, desk = at_desk
    stranger = browser_of(UserFactory())
    assert [stranger.get(f"{desk}{part}").status_code for part in ("", "vorteile/", "profil/")] == [
        404
    ] * 3
    assert "noch kein Geschäft" in stranger.get("/partner/verwalten/").content.decode()
    assert Client().get(desk).url.startswith("/konto/anmelden/")
    Partner.objects.filter(pk=partner.pk).update(state=PartnerState.DECLINED)
    client, desk = at_desk
    assert client.get(desk).status_code == 404


def test_profile_and_places(at_desk, partner):
    client, desk = at_desk
    assert client.get("/partner/verwalten/").url == desk
    assert client.get("/konto/").status_code == 200
    form = client.get(f"{desk}profil/").context["form"]
    typed = {
        name: form[name].value() or ""
        for name in form.fields
        if name not in ("languages", "new_image")
    }
    assert client.post(f"{desk}profil/", {**typed, "title": ""}).status_code == 422
    client.post(
        f"{desk}profil/",
        {**typed, "title": "Backhaus Korn", "about": "Seit 1921.\n\n- Brot", "step_free": "1"},
    )
    partner.refresh_from_db()
    page = partner.page
    assert (partner.name, page.title, page.step_free) == ("Backhaus Korn", "Backhaus Korn", True)
    assert "<li>Brot</li>" in page.about
    entry = partner.log.filter(event=PartnerEvent.CHANGED).get()
    assert "Name des Geschäfts" in entry.about
    # Nothing changed: nothing is published or noted.
    form = client.get(f"{desk}profil/").context["form"]
    same = {
        name: form[name].value() or ""
        for name in form.fields
        if name not in ("languages", "new_image")
    }
    client.post(f"{desk}profil/", same)
    assert partner.log.filter(event=PartnerEvent.CHANGED).count() == 1

    [first] = page.branches.all()
    second = {"street": "Bahnhofstr. 2", "postcode": "59379", "opening_hours": "Sa 8–12 Uhr"}
    client.post(f"{desk}profil/ort/", second)
    branch = page.branches.exclude(pk=first.pk).get()
    assert (branch.city, branch.municipality, branch.opening_times) == (
        "Selm",
        None,
        [[5, 480, 720]],
    )
    only_there = add_benefit(
        partner=partner,
        facts=BenefitFacts(kind="free_extra", title="Kaffee", branches=frozenset({branch.pk})),
    )
    where = f"{desk}profil/ort/{branch.pk}/"
    assert "Kaffee" in client.get(where).content.decode()
    client.post(f"{where}entfernen/")
    assert page.branches.count() == 2, "else the benefit would hold everywhere"
    only_there.branches.set([first.pk, branch.pk])
    client.post(f"{where}entfernen/")
    client.post(f"{desk}profil/ort/{first.pk}/entfernen/")
    assert page.branches.get() == first, "the last one stays"
    client.post(
        f"{desk}profil/ort/{first.pk}/",
        {"street": "Lange Str. 9", "postcode": "44534", "city": "Lünen"},
    )
    moved = page.branches.get()
    assert (moved.pk, moved.street, moved.latitude) == (first.pk, "Lange Str. 9", None)
    page.unpublish()
    assert "nicht im Netz" in client.get(f"{desk}profil/").content.decode()


def test_owners_invite_and_leave_but_one_stays(at_desk, partner, owner, mails):
    client, desk = at_desk
    assert client.post(f"{desk}inhaber/", {"email": owner.email}).status_code == 422
    for _twice in range(2):
        client.post(f"{desk}inhaber/", {"email": "Neu@Example.org"})
    invitation = PartnerInvitation.objects.get()
    joining = Client()
    opened = joining.get(mails.link_to("neu@example.org"))
    assert partner.name in joining.get(opened.url).content.decode()
    assert joining.post(opened.url).url == desk
    assert joining.get(desk).status_code == 200
    assert joining.get(opened.url).url == desk, "used, it leads to the desk"
    first = partner.memberships.get(user=owner)
    assert joining.post(f"{desk}inhaber/{first.pk}/entfernen/").status_code == 302
    assert client.get(desk).status_code == 404
    [last] = partner.memberships.all()
    with pytest.raises(PartnerError) as error:
        remove_owner(member=last, by=last.user)
    assert error.value.code == PartnerError.Code.LAST_OWNER
    other = invite_owner(partner=partner, email="zu-spaet@example.org", by=owner)
    joining.post(f"{desk}inhaber/einladung/{other.pk}/")
    late = Client()
    assert "/l/" in (link := mails.link_to("zu-spaet@example.org"))
    assert late.get(link).status_code in (404, 410)
    invitation.refresh_from_db()
    assert invitation.accepted_at


def test_once_a_year_one_button(at_desk, partner, mails, owner):
    client, desk = at_desk
    now = timezone.now()
    year = dt.timedelta(days=366)
    assert ask_who_is_due(now) == 0
    assert ask_who_is_due(now + year) == 1
    assert ask_who_is_due(now + year) == 0
    assert ask_who_is_due(now + year + dt.timedelta(days=31)) == 1, "asked again after a month"
    assert "10 % auf Brot" in mails.to(owner.email)[-1].message
    nobody = Client()
    opened = nobody.get(mails.link_to(owner.email))
    assert "10 % auf Brot" in nobody.get(opened.url).content.decode()
    partner.refresh_from_db()
    asked = partner.confirmed_at
    assert nobody.post(opened.url).status_code == 200
    partner.refresh_from_db()
    assert partner.confirmed_at > asked
    assert partner.asked_at is None
    # At the desk the same; without an owner the town's contact is asked, if there is one.
    Partner.objects.update(confirmed_at=now - year)
    ask_who_is_due(now)
    assert "stimmt/" in client.get(desk).content.decode()
    client.post(f"{desk}stimmt/")
    partner.refresh_from_db()
    assert partner.asked_at is None
    partner.memberships.all().delete()
    Partner.objects.update(confirmed_at=now - year, email="")
    assert ask_who_is_due(now) == 0


def test_the_town_hears_once_a_day_what_shops_changed(partner, owner, coordinator, mails):
    before = len(mails.to(coordinator.email))
    facts = BenefitFacts(kind="free_extra", title="Ein Kaffee")
    add_benefit(partner=partner, facts=facts, by=owner)
    add_benefit(partner=partner, facts=BenefitFacts(kind="event", title="Backtag"), by=coordinator)
    PartnerLogEntry.objects.update(created_at=timezone.make_aware(dt.datetime(2026, 11, 20, 15)))
    for day, hour in ((20, 23), (21, 5), (21, 7), (21, 8), (22, 7)):
        tell_towns(timezone.make_aware(dt.datetime(2026, 11, day, hour)))
    [mail] = mails.to(coordinator.email)[before:]
    assert "Ein Kaffee" in mail.message
    assert "Backtag" not in mail.message


def test_the_town_looks_after_a_shop(partner, coordinator, owner, selm, mails):
    staff = browser_of(coordinator)
    record = f"{ADMIN}edit/{partner.pk}/"
    assert "10 % auf Brot" in staff.get(record).content.decode()
    assert "Bäckerei Korn" in staff.get(ADMIN).content.decode()
    # A benefit: less at once, if the town says so.
    [benefit] = partner.benefits.all()
    type(benefit).objects.update(created_at=timezone.now() - dt.timedelta(days=9))
    address = f"{ADMIN}benefit/{partner.pk}/{benefit.pk}/"
    form = staff.get(address).context["form"]
    typed = {name: value for name in form.fields if (value := form[name].value())}
    assert staff.post(address, {**typed, "percent": "0"}).status_code == 422
    typed["title"] = "Rabatt auf Brot"
    staff.post(address, {**typed, "percent": "5"})
    assert partner.benefits.count() == 2
    staff.post(address, {"act": "bleibt"})
    staff.post(address, {**typed, "percent": "5", "at_once": "1"})
    assert partner.benefits.get().percent == 5
    for act in ("pause", "weiter", "ende"):
        asked = staff.post(address, {"act": act})
    assert asked.context["asks_end"]
    benefit.refresh_from_db()
    assert benefit.ended_at is None, "asked first"
    staff.post(address, {"act": "ende", "confirmed": "1"})
    benefit.refresh_from_db()
    assert (bool(benefit.ended_at), benefit.paused_at) == (True, None)
    staff.post(f"{ADMIN}benefit/{partner.pk}/0/", {"kind": "free_entry"})
    assert partner.benefits.get(ended_at=None).title == "Freier Eintritt"
    staff.post(f"{ADMIN}action/{partner.pk}/einladen/", {"email": "zweite@example.org"})
    assert mails.to("zweite@example.org")

    ending = f"{ADMIN}action/{partner.pk}/ende/"
    assert owner.email in staff.get(ending).content.decode()
    assert staff.post(ending, {"reason": " "}).status_code == 422
    partner.refresh_from_db()
    assert partner.state == PartnerState.ACCEPTED
    staff.post(ending, {"reason": "Geschäft geschlossen"})
    assert "Geschäft geschlossen" in mails.to(owner.email)[-1].message
    partner.refresh_from_db()
    assert (partner.state, partner.page.live) == (PartnerState.ENDED, False)
    assert (
        "nicht mehr" in browser_of(owner).get(f"/partner/verwalten/{partner.pk}/").content.decode()
    )
    staff.post(f"{ADMIN}action/{partner.pk}/weiter/")
    partner.refresh_from_db()
    assert (partner.state, partner.page.live) == (PartnerState.ACCEPTED, True)

    foreign = browser_of(UserFactory(groups=[selm.municipality.coordinators]))
    for address in (record, f"{ADMIN}benefit/{partner.pk}/0/"):
        assert foreign.get(address).status_code == 404
    assert foreign.post(f"{ADMIN}action/{partner.pk}/ende/").status_code == 404
