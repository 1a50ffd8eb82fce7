import datetime as dt
import io
from decimal import Decimal

import pytest
from defusedxml.ElementTree import fromstring
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from core.html_cleaning import plain_line
from core.models import Activity, EngagementField, Requirement, SpokenLanguage, TargetGroup
from opportunities.enums import GermanLevel, Rhythm, TimeModel, Whereabouts
from opportunities.freinet.additions import FIELDS, TERMS
from opportunities.freinet.exporting import _plain, export_offers, list_id
from opportunities.freinet.importing import import_offers
from opportunities.freinet.options import ImportOptions
from opportunities.freinet.outcomes import Reason
from opportunities.freinet.reading import rows_of
from opportunities.models import FreinetOffer, OpportunityDate, OpportunityPage, WeeklySlot
from organisations.models import OrganisationPage
from tests.factories import OpportunityPageFactory, OrganisationPageFactory
from tests.hidden import PROTECTED, TRACES
from tests.shared_rows import shared_rows

NAME_SPACE = "{urn:ehrenamtsverbund:angebot:1}"


def exported(keys=None, agency="ev1"):
    if keys is None:
        keys = list(OpportunityPage.objects.order_by("pk").values_list("pk", flat=True))
    return b"".join(
        export_offers(
            keys, agency=agency, address_of=lambda page: f"https://verbund.example/{page.slug}/"
        )
    )


def imported(data):
    return import_offers(
        lambda: rows_of(io.BytesIO(data)), ImportOptions(now=timezone.now().replace(microsecond=0))
    )


def offers_in(data):
    return fromstring(data).findall("angebot")


def values_of(page):
    """Everything that an export carries, comparable."""
    return {
        **{name: getattr(page, name) for name in (*FIELDS, "description", "open_until")},
        "first_published_at": page.first_published_at.replace(microsecond=0),
        "organisation": page.organisation.title,
        "municipality": page.municipality.ags,
        "slots": list(page.slots.values_list("weekday", "starts_at", "ends_at", "rhythm")),
        "dates": list(page.dates.values_list("takes_place_on", "starts_at", "ends_at")),
        **{name: sorted(term.slug for term in getattr(page, name).all()) for name in TERMS},
    }


def empty_association():
    for page in OrganisationPage.objects.all():
        page.delete()
    FreinetOffer.objects.all().delete()
    assert not OpportunityPage.objects.exists()


@shared_rows
def full_offer(luenen):
    """An offer that says everything it can."""
    organisation = OrganisationPageFactory(parent=luenen.page, title="Lesefreunde & Söhne e. V.")
    page = OpportunityPageFactory(
        parent=organisation,
        title="Lesen < Zuhören & „Reden“",
        summary="Lesen Sie vor & hören Sie zu; 2 < 3.",
        description=(
            "<h3>Worum es geht</h3><p>Sie <b>lesen</b> vor,<br/>und <i>zwar</i> "
            '<a href="https://lesen.example/?a=1&amp;b=2">so</a>.</p><ul><li>Eins</li></ul>'
        ),
        time_model=TimeModel.REGULAR,
        hours_per_week=Decimal("2.5"),
        starts_on=dt.date(2026, 10, 1),
        ends_on=dt.date(2027, 6, 30),
        closes_on=dt.date(2027, 3, 31),
        time_note="auch in den Ferien",
        whereabouts=Whereabouts.BOTH,
        venue="Bücherei",
        street="Am Markt 1",
        postcode="44532",
        city="Lünen",
        locality="Brambauer",
        latitude=51.6123,
        longitude=7.52,
        public_transport="ZOB, Linie R11",
        requirements_note="Freude an Büchern",
        minimum_age=16,
        german_level=GermanLevel.GOOD,
        has_insurance=True,
        counts_for_card=True,
        is_step_free=True,
        suits_groups=True,
        places_wanted=4,
        places_taken=1,
        contact_name="Nadja Beispiel",
        contact_email="lesen@verein.example",
        contact_phone="02306 1234",
    )
    page.slots = [
        WeeklySlot(weekday=2, starts_at=dt.time(15), ends_at=dt.time(17, 30)),
        WeeklySlot(weekday=5, rhythm=Rhythm.FORTNIGHTLY),
    ]
    page.dates = [
        OpportunityDate(takes_place_on=dt.date(2026, 12, 12), starts_at=dt.time(9)),
        OpportunityDate(takes_place_on=dt.date(2026, 12, 24)),
    ]
    page.engagement_fields = list(EngagementField.objects.all()[:2])
    page.target_groups = list(TargetGroup.objects.all()[:1])
    page.activities = list(Activity.objects.all()[:3])
    page.requirements = list(Requirement.objects.all()[:2])
    page.languages = list(SpokenLanguage.objects.all()[:2])
    page.save_revision().publish()
    return OpportunityPage.objects.get(pk=page.pk)


@pytest.mark.django_db
class TestRoundTrip:
    def test_nothing_is_lost(self, full_offer, selm):
        plain = OpportunityPageFactory(
            parent=OrganisationPageFactory(parent=selm.page),
            # Nothing of this says Selm, and one of it says something else.
            city="Dortmund",
            summary="",
            time_model=TimeModel.ONCE,
        )
        before = [values_of(page) for page in (full_offer, plain)]
        data = exported()
        empty_association()

        tally = imported(data)

        assert {outcome: n for outcome, n in tally.as_counts().items() if n} == {"new": 2}
        after = [values_of(page) for page in OpportunityPage.objects.order_by("pk")]
        assert after == before

    def test_what_is_published_again_is_the_same_too(self, full_offer):
        """The imported page's revision holds its times and terms, not only its tables."""
        before = values_of(full_offer)
        data = exported()
        empty_association()
        imported(data)
        page = OpportunityPage.objects.get()
        page.get_latest_revision().publish()
        assert values_of(OpportunityPage.objects.get()) == before

    def test_a_second_export_changes_and_removes(self, full_offer):
        first = exported()
        full_offer.slots = [WeeklySlot(weekday=0)]
        full_offer.languages = []
        full_offer.minimum_age = None
        full_offer.has_insurance = False
        full_offer.save_revision().publish()
        before = values_of(OpportunityPage.objects.get())
        second = exported()
        empty_association()
        imported(first)

        assert imported(second).as_counts()["changed"] == 1
        assert values_of(OpportunityPage.objects.get()) == before
        assert imported(second).as_counts()["unchanged"] == 1

    def test_a_secret_address_stays_secret(self, luenen):
        page = OpportunityPageFactory(
            parent=OrganisationPageFactory(parent=luenen.page),
            **PROTECTED,
        )
        data = exported()
        assert [trace for trace in TRACES if trace.encode() in data] == []
        empty_association()
        imported(data)
        again = OpportunityPage.objects.get()
        assert again.address_hidden
        assert (again.street, again.city, again.latitude) == ("", "Lünen", None)
        assert again.title == page.title

    def test_what_can_not_be_used_is_left_out_and_told(self, full_offer):
        data = exported().decode()
        for good, bad in (
            (">regular<", ">manchmal<"),
            (">2.5<", ">900<"),
            (">2027-06-30<", ">2020-01-01<"),
            (">51.6123<", ">nan<"),
            (">16<", ">160<"),
            ('tag="mi" von="15:00:00" bis="17:30:00"', 'tag="mi" von="15:00:00" bis="14:00:00"'),
            ('tag="2026-12-24"', 'tag="Heiligabend"'),
            (">lesen@verein.example<", ">kein Postfach<"),
        ):
            assert good in data
            data = data.replace(good, bad)
        slug = full_offer.activities.first().slug
        data = data.replace(f">{slug}<", ">x<").replace(
            full_offer.activities.first().label, "Unbekannt"
        )
        empty_association()

        tally = imported(data.encode())

        page = OpportunityPage.objects.get()
        assert page.time_model == TimeModel.FLEXIBLE
        assert page.hours_per_week is page.ends_on is page.latitude is page.minimum_age is None
        assert (page.slots.count(), page.dates.count(), page.activities.count()) == (1, 1, 2)
        assert page.contact_email == ""
        told = {line.field for line in tally.lines if line.reason == Reason.INVALID}
        assert told == {
            *("zeitmodell", "wochenstunden", "bis", "breite", "laenge", "mindestalter"),
            *("wochentermin", "einzeltermin", "email", "taetigkeit"),
        }

    def test_of_a_damaged_file_the_rest_is_whole(self, full_offer, selm):
        OpportunityPageFactory(parent=OrganisationPageFactory(parent=selm.page), title="Zweites")
        first, second = list(OpportunityPage.objects.order_by("pk"))
        data = exported([second.pk, first.pk]).replace(b"</angebotsname>", b"", 1)
        before = values_of(full_offer)
        empty_association()
        assert imported(data).as_counts()["new"] == 1
        assert values_of(OpportunityPage.objects.get()) == before


@pytest.mark.django_db
class TestShape:
    def test_other_readers_find_what_freinet_writes(self, full_offer):
        root = fromstring(exported())
        assert root.attrib == {
            "GesamtAnzahlErgebnisse": "1",
            "agenturId": "ev1",
            "anzahlErgebnisse": "1",
        }
        offer = root[0]
        texts = {child.tag: child.text for child in offer if not child.tag.startswith("{")}
        assert texts["angebotsname"] == "Lesen < Zuhören & „Reden“"
        assert texts["einrichtungsname"] == "Lesefreunde & Söhne e. V."
        assert texts["einrichtungs_id"] == str(full_offer.organisation_id)
        assert (texts["plz"], texts["ort"], texts["ortsteil"]) == ("44532", "Lünen", "Brambauer")
        assert (texts["geo_breite"], texts["geo_laenge"]) == ("51.6123", "7.52")
        assert (texts["anzahl_gesuche"], texts["anzahl_vermittlungen"]) == ("4", "1")
        assert texts["beschreibung"] == full_offer.description
        assert "auch in den Ferien" in texts["termine"]
        assert texts["link"] == f"https://verbund.example/{full_offer.slug}/"
        assert texts["erstellt"] == str(int(full_offer.first_published_at.timestamp()))

    def test_links_inside_the_site_lead_there_from_anywhere(self, luenen, full_offer):
        full_offer.description = f'<p><a linktype="page" id="{luenen.page.pk}">Stadt</a></p>'
        full_offer.save_revision().publish()
        (offer,) = offers_in(exported())
        assert 'href="https://verbund.example/luenen/"' in offer.findtext("beschreibung")

    def test_only_what_everybody_may_see(self, full_offer, selm):
        organisation = OrganisationPageFactory(parent=selm.page)
        OpportunityPageFactory(parent=organisation, title="Entwurf", published=False)
        over = OpportunityPageFactory(parent=organisation, closes_on=dt.date(2020, 1, 1))
        from wagtail.models import PageViewRestriction

        PageViewRestriction.objects.create(page=selm.page, restriction_type="login")
        OpportunityPageFactory(parent=organisation, title="Nur für Angemeldete")
        assert over.state() == "expired"
        assert [o.findtext("angebotsname") for o in offers_in(exported())] == [
            "Lesen < Zuhören & „Reden“"
        ]

    def test_characters_that_xml_forbids_do_not_break_it(self, full_offer):
        OpportunityPage.objects.update(summary="Glocke\x07 und Ende\uffff")
        (offer,) = offers_in(exported())
        assert offer.findtext("kurz_beschreibung") == "Glocke und Ende"

    def test_an_offer_from_freinet_keeps_its_number(self, full_offer):
        (offer,) = offers_in(exported())
        assert offer.get("angebotsId") == f"ev{full_offer.translation_key.hex[:16]}"
        FreinetOffer.objects.create(
            freinet_id="4711", agency_id="901", list_key="901", page=full_offer, digest=""
        )
        (offer,) = offers_in(exported())
        assert offer.get("angebotsId") == "4711"

    def test_queries_do_not_grow_with_the_number_of_offers(self, full_offer):
        def queries():
            with CaptureQueriesContext(connection) as found:
                exported()
            # Whether content has changed is asked once a second, whoever asks.
            return sum("contentversion" not in query["sql"] for query in found.captured_queries)

        queries()  # what is restricted is kept afterwards
        one = queries()
        for _number in range(4):
            OpportunityPageFactory(parent=full_offer.organisation)
        assert queries() == one
        assert one <= 10
        assert len(offers_in(exported())) == 5


def test_a_narrower_list_is_another_list():
    whole, part = list_id("verbund.example", ""), list_id("verbund.example", "ort=selm")
    assert whole != part
    assert whole == list_id("verbund.example", "")
    assert len(whole) <= 20


@given(st.text())
def test_plain_text_is_read_as_it_was(text):
    line = plain_line(text, markup=False)
    assert plain_line(_plain(line)) == plain_line(line) or plain_line(_plain(line)) == line


@pytest.mark.django_db
class TestAddress:
    def test_everybody_may_have_what_the_search_finds(self, client, full_offer, selm):
        OpportunityPageFactory(parent=OrganisationPageFactory(parent=selm.page), title="In Selm")
        response = client.get("/angebote/freinet.xml", {"ort": "selm"})
        assert response.headers["Content-Type"] == "application/xml; charset=utf-8"
        (offer,) = offers_in(response.getvalue())
        assert offer.findtext("angebotsname") == "In Selm"
        assert offer.findtext("link").startswith("http://testserver/selm/")

    def test_a_part_is_never_taken_for_the_whole(self, client, full_offer):
        def agency(query):
            content = client.get(f"/angebote/freinet.xml?{query}").getvalue()
            return fromstring(content).get("agenturId")

        assert agency("") != agency("ort=luenen")
        assert agency("ort=luenen") == agency("seite=3&ort=luenen&unsinn=x")

    def test_who_has_it_already_gets_no_second_one(self, client, full_offer):
        etag = client.get("/angebote/freinet.xml").headers["ETag"]
        again = client.get("/angebote/freinet.xml", headers={"If-None-Match": etag})
        assert again.status_code == 304
        other = client.get("/angebote/freinet.xml?ort=luenen", headers={"If-None-Match": etag})
        assert other.status_code == 200

    @pytest.mark.parametrize(
        "query", ["plz=😀&radius=-5", f"q={'x' * 10_000}", "q=%00%25]]>&ort=<"]
    )
    def test_absurd_parameters_are_no_errors(self, client, full_offer, query):
        response = client.get(f"/angebote/freinet.xml?{query}")
        assert response.status_code == 200
        fromstring(response.getvalue())


@pytest.mark.django_db
class TestCommand:
    def test_it_writes_a_file_that_can_be_imported(self, full_offer, selm, tmp_path, capsys):
        OpportunityPageFactory(parent=OrganisationPageFactory(parent=selm.page))
        file = tmp_path / "angebote.xml"
        call_command("export_freinet", str(file))
        assert "2 offers" in capsys.readouterr().out
        before = values_of(full_offer)
        empty_association()
        assert imported(file.read_bytes()).as_counts()["new"] == 2
        assert values_of(OpportunityPage.objects.order_by("pk").first()) == before

    def test_it_writes_a_choice(self, full_offer, selm, tmp_path):
        file = tmp_path / "angebote.xml"
        call_command("export_freinet", str(file), choice="ort=selm")
        assert offers_in(file.read_bytes()) == []

    def test_a_folder_that_is_none_is_said(self, full_offer, tmp_path):
        with pytest.raises(CommandError, match="can't be written"):
            call_command("export_freinet", str(tmp_path / "nirgends" / "angebote.xml"))
