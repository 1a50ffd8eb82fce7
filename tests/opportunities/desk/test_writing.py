"""Writing an offer at the desk, step by step, as the browser sends it."""

import datetime as dt
import uuid

import pytest
from django.urls import reverse

from core.models import EngagementField
from opportunities.desk.drafts import draft_of, new_offer
from opportunities.desk.plaintext import plain_text_of, rich_text_of
from opportunities.models import OpportunityPage
from organisations.models import Organisation
from tests.factories import OpportunityPageFactory

TITLE = "Vorlesen am Nachmittag"
TEXT = "Sie lesen Kindern vor.\n\nDanach wird gespielt."


def new_url(organisation: Organisation) -> str:
    return reverse("desk_offers:new", kwargs={"organisation": organisation.pk})


def write_url(organisation: Organisation, offer: OpportunityPage, step: str) -> str:
    return reverse(
        "desk_offers:write",
        kwargs={"organisation": organisation.pk, "offer": offer.pk, "step": step},
    )


def shown(response, **changes):
    """What a browser would send from the page: every field as it stands, hidden ones too."""
    form = response.context["form"]
    data = {}
    for field in form:
        value = field.value()
        data[field.html_name] = _sent(field, value)
        data[field.html_initial_name] = _sent(field, value)
    for name, rows in form.row_sets.items():
        data[f"{name}-before"] = form.fingerprints()[name]
        data[f"{name}-TOTAL_FORMS"] = str(len(rows.forms))
        data[f"{name}-INITIAL_FORMS"] = "0"
        for row in rows:
            data |= {field.html_name: _sent(field, field.value()) for field in row}
    data |= changes
    return {name: value for name, value in data.items() if value is not None}


def _sent(field, value):
    if isinstance(value, bool):
        return "on" if value else None
    if isinstance(value, list | tuple):
        return [str(one) for one in value] or None
    if value is None:
        return ""
    if isinstance(value, dt.time):
        return f"{value:%H:%M}"
    return str(value)


@pytest.fixture
def started(desk):
    """A draft with title and text."""
    data = {"key": str(uuid.uuid4()), "title": TITLE, "description": TEXT}
    desk.client.post(new_url(desk.organisation), data)
    return OpportunityPage.objects.get()


def test_the_first_step_makes_a_draft_that_nobody_else_sees(desk):
    field = EngagementField.objects.create(label="Kultur", slug="kultur")
    response = desk.client.post(
        new_url(desk.organisation),
        {
            "key": str(uuid.uuid4()),
            "title": TITLE,
            "description": TEXT,
            "engagement_fields": [field.pk],
        },
    )
    offer = OpportunityPage.objects.get()
    assert response.url == write_url(desk.organisation, offer, "wann-und-wo")
    assert not offer.live
    draft = draft_of(offer)
    assert draft.title == TITLE
    assert draft.description == "<p>Sie lesen Kindern vor.</p><p>Danach wird gespielt.</p>"
    assert draft.summary == "Sie lesen Kindern vor. Danach wird gespielt."
    assert list(draft.engagement_fields.all()) == [field]
    assert draft.city == "Lünen"
    assert desk.client.get(offer.url).status_code == 404


def test_the_same_form_sent_twice_makes_one_draft(desk):
    data = {"key": str(uuid.uuid4()), "title": TITLE, "description": TEXT}
    for do in ("tippen", "tippen", "weiter"):
        desk.client.post(new_url(desk.organisation), {**data, "do": do})
    offer = OpportunityPage.objects.get()
    assert offer.revisions.count() == 1


def test_without_title_and_text_nothing_is_made_and_what_was_typed_stays(desk):
    response = desk.client.post(
        new_url(desk.organisation), {"title": "", "description": "", "summary": "Kurz gesagt"}
    )
    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"title", "description"}
    assert "Kurz gesagt" in response.content.decode()
    assert not OpportunityPage.objects.exists()


def test_typing_saves_what_is_right_into_one_revision(desk, started):
    address = write_url(desk.organisation, started, "worum")
    page = desk.client.get(address)
    for title in ("Vorlesen", "Vorlesen im", "Vorlesen im Kindergarten"):
        response = desk.client.post(address, shown(page, title=title, do="tippen"))
        assert "saved" in response.json()
    response = desk.client.post(address, shown(page, title="", summary="Neu", do="tippen"))
    draft = draft_of(OpportunityPage.objects.get())
    assert (draft.title, draft.summary) == ("Vorlesen im Kindergarten", "Neu")
    assert started.revisions.count() == 1


def test_two_tabs_do_not_undo_each_other(desk, started):
    address = write_url(desk.organisation, started, "worum")
    first, second = desk.client.get(address), desk.client.get(address)
    desk.client.post(address, shown(first, title="Neuer Titel"))
    desk.client.post(address, shown(second, summary="Neuer Satz"))
    draft = draft_of(OpportunityPage.objects.get())
    assert (draft.title, draft.summary) == ("Neuer Titel", "Neuer Satz")


def test_a_form_that_nobody_changed_leaves_no_trace(desk, started):
    for step in ("worum", "wann-und-wo", "wen-und-was"):
        address = write_url(desk.organisation, started, step)
        before = started.revisions.count()
        page = desk.client.get(address)
        assert page.status_code == 200
        response = desk.client.post(address, shown(page))
        assert response.status_code == 302, response.context["form"].errors
        assert started.revisions.count() == before


def test_markup_of_the_town_stays_where_nobody_changes_the_text(desk):
    rich = "<p>Sie lesen <b>laut</b>.</p><ul><li>Montag</li><li>Freitag</li></ul>"
    offer = OpportunityPageFactory(parent=desk.page, description=rich)
    address = write_url(desk.organisation, offer, "worum")
    desk.client.post(address, shown(desk.client.get(address), title="Anders"))
    assert draft_of(OpportunityPage.objects.get()).description == rich


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Eins.\n\nZwei,\ndrei.", "<p>Eins.</p><p>Zwei,<br/>drei.</p>"),
        ("- Montag\n- Freitag", "<ul><li>Montag</li><li>Freitag</li></ul>"),
        (
            "<script>alert(1)</script> & Co.",
            "<p>&lt;script&gt;alert(1)&lt;/script&gt; &amp; Co.</p>",
        ),
    ],
)
def test_plain_text_becomes_safe_rich_text_and_comes_back(text, html):
    assert rich_text_of(text) == html
    assert plain_text_of(html) == text


def test_rows_are_added_and_removed_by_buttons_and_dates_keep_their_keys(desk, started):
    address = write_url(desk.organisation, started, "wann-und-wo")
    page = desk.client.get(address)
    first = {"dates-0-takes_place_on": "2027-12-04", "dates-0-places": "3"}
    page = desk.client.post(address, shown(page, **first, do="mehr:dates"))
    assert len(page.context["form"].dates.forms) == 2
    second = {"dates-1-takes_place_on": "2027-12-11", "dates-1-starts_at": "09:00"}
    desk.client.post(address, shown(page, **second, do="weiter"))
    dates = list(draft_of(OpportunityPage.objects.get()).dates.all())
    assert [date.takes_place_on for date in dates] == [dt.date(2027, 12, 4), dt.date(2027, 12, 11)]
    page = desk.client.get(address)
    desk.client.post(address, shown(page, **{"dates-1-places": "5"}, do="weniger:dates-0"))
    (date,) = draft_of(OpportunityPage.objects.get()).dates.all()
    assert (date.key, date.places) == (dates[1].key, 5)


def test_an_emptied_row_is_gone_and_a_monday_is_a_weekday(desk, started):
    address = write_url(desk.organisation, started, "wann-und-wo")
    monday = {"slots-0-weekday": "0", "slots-0-starts_at": "15:00", "slots-0-ends_at": "17:00"}
    desk.client.post(address, shown(desk.client.get(address), **monday))
    (slot,) = draft_of(OpportunityPage.objects.get()).slots.all()
    assert (slot.weekday, slot.starts_at) == (0, dt.time(15))
    empty = dict.fromkeys(monday, "")
    desk.client.post(address, shown(desk.client.get(address), **empty))
    assert not draft_of(OpportunityPage.objects.get()).slots.exists()


WRONG = {
    "wann-und-wo": {
        "hours_per_week": "viele",
        "starts_on": "morgen",
        "ends_on": "31.02.2027",
        "closes_on": "bald",
        "postcode": "4453",
        "city": "x" * 81,
        "venue": "x" * 121,
        "street": "x" * 121,
        "locality": "x" * 81,
        "time_note": "x" * 241,
        "public_transport": "x" * 121,
        "time_model": "nie",
        "whereabouts": "irgendwo",
        "slots-0-weekday": "9",
        "slots-0-starts_at": "25:00",
        "dates-0-takes_place_on": "Ostern",
        "dates-0-places": "-1",
    },
    "wen-und-was": {
        "places_wanted": "-1",
        "minimum_age": "150",
        "german_level": "perfekt",
        "requirements_note": "x" * 241,
        "requirements": ["999999"],
        "languages": ["999999"],
        "smallest_group": "0",
        "largest_group": "keine",
        "contact_name": "x" * 121,
        "contact_email": "nicht@ganz",
        "contact_phone": "ruf an",
        "reminder_hours": "-1",
        "answer_hours": "0",
    },
}


@pytest.mark.parametrize(
    ("step", "name", "value"),
    [(step, name, value) for step, fields in WRONG.items() for name, value in fields.items()],
)
def test_bad_input_is_told_beside_the_field_and_stays(desk, started, step, name, value):
    address = write_url(desk.organisation, started, step)
    before = draft_of(started).serializable_data()
    row = {"slots": {"slots-0-weekday": "1"}, "dates": {"dates-0-takes_place_on": "2027-01-01"}}
    sent = {**row.get(name.split("-")[0], {}), name: value}
    response = desk.client.post(address, shown(desk.client.get(address), **sent))
    assert response.status_code == 422
    html = response.content.decode()
    assert f'id="id_{name}_error"' in html
    (problem,) = response.context["form"].problems()
    assert f'href="#{problem.field_id}"' in html
    if isinstance(value, str) and name not in ("time_model", "whereabouts", "german_level"):
        assert value in html or name.endswith("weekday")
    assert draft_of(OpportunityPage.objects.get()).serializable_data() == before


@pytest.mark.parametrize("day", ["0012-01-01", "9999-12-31"])
@pytest.mark.parametrize("name", ["starts_on", "dates-0-takes_place_on"])
def test_a_year_that_is_a_slip_of_the_keys_is_refused(desk, started, name, day):
    address = write_url(desk.organisation, started, "wann-und-wo")
    response = desk.client.post(address, shown(desk.client.get(address), **{name: day}))
    (problem,) = response.context["form"].problems()
    assert (response.status_code, problem.text) == (422, "Bitte prüfen Sie das Jahr.")


def test_hours_that_are_no_number_are_told_that_halves_are_fine(desk, started):
    address = write_url(desk.organisation, started, "wann-und-wo")
    response = desk.client.post(address, shown(desk.client.get(address), hours_per_week="zwei"))
    (problem,) = response.context["form"].problems()
    assert "1,5" in problem.text
    # The label is a question already.
    assert f"{problem.label} {problem.text}" in response.content.decode()


def test_the_end_comes_after_the_beginning(desk, started):
    address = write_url(desk.organisation, started, "wann-und-wo")
    days = {"starts_on": "2027-05-02", "ends_on": "2027-05-01"}
    response = desk.client.post(address, shown(desk.client.get(address), **days))
    assert set(response.context["form"].errors) == {"ends_on"}


def test_a_new_offer_begins_with_what_the_last_one_said(desk):
    OpportunityPageFactory(
        parent=desk.page, contact_name="Mia", contact_email="mia@example.org", street="Markt 1"
    )
    offer = new_offer(desk.organisation)
    assert (offer.contact_name, offer.street, offer.title) == ("Mia", "Markt 1", "")


def test_going_back_saves_what_is_right_so_far(desk, started):
    address = write_url(desk.organisation, started, "wen-und-was")
    wrong_too = {"places_wanted": "4", "contact_phone": "ruf an", "do": "zu:worum"}
    response = desk.client.post(address, shown(desk.client.get(address), **wrong_too))
    assert response.url == write_url(desk.organisation, started, "worum")
    draft = draft_of(OpportunityPage.objects.get())
    assert (draft.places_wanted, draft.contact_phone) == (4, "")
