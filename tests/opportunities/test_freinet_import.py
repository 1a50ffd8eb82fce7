import datetime as dt
import io
import threading

import pytest
from django.core.management import call_command
from django.db import DataError, connection
from django.utils import timezone
from wagtail.models import Page, PageLogEntry, ReferenceIndex, Revision
from wagtail.search.models import IndexEntry

from core.models import ContentVersion
from municipalities.models import CollectingPage
from municipalities.services import found_municipality
from opportunities.admin_search import index_changed_offers
from opportunities.enums import OpportunityState, TimeModel, Whereabouts
from opportunities.freinet import importing
from opportunities.freinet.errors import FreinetFileError
from opportunities.freinet.importing import import_offers
from opportunities.freinet.options import ImportOptions
from opportunities.freinet.outcomes import Outcome, Reason
from opportunities.freinet.reading import rows_of
from opportunities.models import FreinetOffer, FreinetOrganisation, OpportunityPage, WeeklySlot
from organisations.models import OrganisationPage
from tests.factories import OrganisationPageFactory, UserFactory
from tests.opportunities.freinet_files import csv_export, offer, xml_export

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)
FORMS = pytest.mark.parametrize("export", [csv_export, xml_export], ids=["csv", "xml"])


def run(data, town=None, *, writes=True, **options):
    return import_offers(
        lambda: rows_of(io.BytesIO(data)),
        ImportOptions(now=NOW, town=town and town.municipality, **options),
        writes=writes,
    )


def outcomes(tally):
    """The counts without the zeros."""
    return {outcome: number for outcome, number in tally.as_counts().items() if number}


def reasons(tally, freinet_id=None):
    return [
        line.reason for line in tally.lines if line.reason and freinet_id in (None, line.freinet_id)
    ]


def page_of(freinet_id):
    return OpportunityPage.objects.get(freinet_source__freinet_id=str(freinet_id))


def written():
    """Everything that a needless write would change."""
    return (
        Revision.objects.count(),
        PageLogEntry.objects.count(),
        list(ContentVersion.objects.values_list("number", flat=True)),
        list(OpportunityPage.objects.order_by("pk").values_list("pk", "last_published_at")),
        list(FreinetOffer.objects.order_by("pk").values()),
        list(FreinetOrganisation.objects.order_by("pk").values()),
    )


def assert_tree_is_sound():
    assert Page.find_problems() == ([], [], [], [], [])
    for page in Page.objects.filter(depth__gt=2):
        parent = page.get_parent()
        assert page.url_path == f"{parent.url_path}{page.slug}/"
        assert page.specific_class is not None
    for page in OrganisationPage.objects.all():
        slugs = list(page.get_children().values_list("slug", flat=True))
        assert len(slugs) == len(set(slugs))


class TestNew:
    @FORMS
    def test_an_offer_becomes_a_published_page_below_its_organisation(self, luenen, export):
        tally = run(
            export(
                offer(
                    1,
                    angebotsname="Lesen &amp; Zuhören",
                    beschreibung="&lt;p&gt;Ein Satz.&lt;/p&gt;<img src='https://x.example/a.gif'>",
                    geo_breite="51.6",
                    geo_laenge="7.5",
                    latitude="51,6",
                    longitude="7,5",
                )
            )
        )

        assert outcomes(tally) == {"new": 1}
        page = page_of(1)
        assert page.title == page.draft_title == "Lesen & Zuhören"
        assert page.description == "<p>Ein Satz.</p>"
        assert page.summary == "Ein Satz."
        assert (page.postcode, page.city, page.places_wanted) == ("44532", "Lünen", 2)
        assert (page.latitude, page.longitude) == (51.6, 7.5)
        assert page.time_model == TimeModel.FLEXIBLE
        assert page.whereabouts == Whereabouts.ON_SITE
        assert page.live
        assert not page.has_unpublished_changes
        assert page.first_published_at.year == 2017
        assert page.listed_at == page.first_published_at
        assert page.last_published_at == NOW
        assert page.url == "/luenen/lesefreunde-ev/lesen-zuhoeren/"
        assert page.municipality == luenen.municipality
        assert page.organisation.title == "Lesefreunde e.V."
        assert page.organisation.live
        assert page.organisation.municipality == luenen.municipality
        assert page.state() == OpportunityState.OPEN
        assert_tree_is_sound()

    def test_only_the_xml_form_has_street_times_and_short_text(self, luenen):
        run(
            xml_export(
                offer(
                    1, strasse="Am Markt 1", termine="mittwochs", kurz_beschreibung="Kurz gesagt."
                )
            )
        )
        page = page_of(1)
        assert (page.street, page.time_note, page.summary) == (
            "Am Markt 1",
            "mittwochs",
            "Kurz gesagt.",
        )

    def test_titles_may_repeat_and_be_nearly_nothing(self, luenen):
        titles = ["Garten AG", "Garten AG", "Garten-AG!", "???", "x" * 400]
        run(csv_export(*(offer(n, angebotsname=title) for n, title in enumerate(titles))))
        slugs = [page_of(n).slug for n in range(4)]
        assert slugs == ["garten-ag", "garten-ag-2", "garten-ag-3", "angebot-3"]
        assert len(page_of(4).title) == 255
        assert_tree_is_sound()

    def test_new_pages_come_after_those_that_are_there(self, luenen):
        organisation = OrganisationPageFactory(parent=luenen.page, title="Lesefreunde")
        by_hand = OpportunityPage(title="Vorlesen in Gruppe 1", slug="vorlesen-in-gruppe-1")
        organisation.add_child(instance=by_hand)
        run(csv_export(offer(1), offer(2)))
        children = list(organisation.get_children().values_list("slug", flat=True))
        assert children == [
            "vorlesen-in-gruppe-1",
            "vorlesen-in-gruppe-1-2",
            "vorlesen-in-gruppe-2",
        ]
        assert_tree_is_sound()

    def test_the_history_says_where_it_came_from(self, luenen):
        user = UserFactory()
        run(csv_export(offer(1)), user=user)
        page = page_of(1)
        entries = PageLogEntry.objects.filter(page_id=page.pk)
        assert {entry.action for entry in entries} == {
            "wagtail.create",
            "wagtail.publish",
            "opportunities.import",
        }
        assert {entry.user for entry in entries} == {user}
        assert "Freinet" in str(entries.get(action="opportunities.import").message)
        assert page.latest_revision == page.live_revision
        assert page.latest_revision.user == page.owner == user

    def test_search_and_references_are_what_a_rebuild_finds(self, luenen):
        def index():
            entries = IndexEntry.objects.order_by("content_type", "object_id")
            fields = [f.name for f in IndexEntry._meta.concrete_fields]
            fields = [name for name in fields if name not in ("id", "title_norm", "indexentry_ptr")]
            return [tuple(map(str, row)) for row in entries.values_list(*fields)]

        def references():
            fields = ("content_type", "object_id", "to_content_type", "to_object_id", "model_path")
            return sorted(ReferenceIndex.objects.values_list(*fields))

        call_command("update_index", verbosity=0)
        run(csv_export(*map(offer, range(5)), offer(6, einrichtungsname="Andere")))
        run(csv_export(*map(offer, range(4)), offer(4, angebotsname="Tauchen")))
        index_changed_offers(after=0)
        before = index(), references()
        call_command("update_index", verbosity=0)
        call_command("rebuild_references_index", verbosity=0)
        assert (index(), references()) == before
        assert [page.pk for page in OpportunityPage.objects.search("Tauchen")] == [page_of(4).pk]

    def test_the_same_as_if_somebody_had_made_it(self, luenen):
        """Column by column what `add_child`, `save_revision` and `publish` write."""
        run(csv_export(offer(1)))
        imported = page_of(1)
        own = {"id", "path", "translation_key", "slug", "url_path", "page_ptr"} | {
            "latest_revision",
            "live_revision",
        }
        fields = [f.name for f in OpportunityPage._meta.concrete_fields if f.name not in own]
        content = ("title", "summary", "description", "postcode", "city", "places_wanted")
        by_hand = OpportunityPage(
            **{name: getattr(imported, name) for name in content},
            slug="von-hand",
            first_published_at=imported.first_published_at,
        )
        imported.organisation.add_child(instance=by_hand)
        by_hand.save_revision().publish()
        by_hand = OpportunityPage.objects.get(pk=by_hand.pk)
        times = {"last_published_at", "latest_revision_created_at"}
        for name in set(fields) - times:
            assert getattr(by_hand, name) == getattr(imported, name), name
        one, other = by_hand.latest_revision.content, imported.latest_revision.content
        assert one.keys() == other.keys()
        differing = {key for key in one if one[key] != other[key]}
        assert differing <= own | times | {"pk", "live", "has_unpublished_changes"}
        assert imported.latest_revision.as_object().title == imported.title

    def test_a_page_of_the_import_can_be_edited_and_shown(self, luenen, client):
        run(csv_export(offer(1)))
        page = page_of(1)
        page.title = "Geändert"
        page.save_revision().publish()
        assert page_of(1).title == "Geändert"
        assert "Geändert" in client.get(page.url).content.decode()


class TestAgain:
    @FORMS
    def test_the_same_file_changes_nothing(self, luenen, selm, export):
        data = export(
            *map(offer, range(5)),
            offer(6, ort="Selm", plz="59379", einrichtungsname="Andere", einrichtungs_id="7"),
            offer(7, einrichtungsname="", einrichtungs_id=""),
            offer(8, geo_breite="0", geo_laenge="0", latitude="0", longitude="0"),
            offer(9, ort="", plz=""),
        )
        first = run(data, luenen)
        before = written()
        second = run(data, luenen)
        assert first.counts[Outcome.NEW] == second.counts[Outcome.UNCHANGED] == first.counts["new"]
        assert second.counts[Outcome.REPAIRED] == first.counts[Outcome.REPAIRED] > 0
        assert written() == before

    def test_either_form_of_one_agency_finds_the_others_pages(self, luenen):
        run(xml_export(offer(1), offer(2)))
        tally = run(csv_export(offer(1), offer(2)))
        assert outcomes(tally) == {"unchanged": 2}

    def test_a_changed_offer_is_published_as_a_new_revision(self, luenen):
        run(csv_export(offer(1), offer(2)))
        before = page_of(1)
        tally = run(
            csv_export(offer(1, angebotsname="Neu", beschreibung="<p>Anders</p>"), offer(2))
        )

        assert outcomes(tally) == {"changed": 1, "unchanged": 1}
        page = page_of(1)
        assert (page.title, page.draft_title, page.description) == ("Neu", "Neu", "<p>Anders</p>")
        assert page.url == before.url
        assert page.latest_revision_id == page.live_revision_id != before.latest_revision_id
        assert page.latest_revision.content["title"] == "Neu"
        assert page.revisions.count() == 2
        assert page.first_published_at == before.first_published_at
        actions = PageLogEntry.objects.filter(page_id=page.pk).values_list("action", flat=True)
        assert list(actions).count("wagtail.publish") == 2

    def test_a_newer_date_of_editing_alone_is_no_change(self, luenen):
        run(csv_export(offer(1)))
        tally = run(
            csv_export(offer(1, bearbeitet="1650000000", anzahl_aktueller_vermittlungen="5"))
        )
        assert outcomes(tally) == {"unchanged": 1}

    def test_what_people_added_to_an_unedited_text_stays(self, luenen):
        run(csv_export(offer(1)))
        page = page_of(1)
        OpportunityPage.objects.filter(pk=page.pk).update(minimum_age=16)
        WeeklySlot.objects.create(opportunity=page, weekday=2)
        run(csv_export(offer(1, angebotsname="Neu")))
        page = page_of(1)
        assert page.minimum_age == 16
        assert page.slots.count() == 1
        assert len(page.latest_revision.content["slots"]) == 1

    @pytest.mark.parametrize("publishes", [True, False])
    def test_what_a_person_edited_is_not_overwritten(self, luenen, publishes):
        run(csv_export(offer(1)))
        page = page_of(1)
        page.title = "Von Hand"
        revision = page.save_revision()
        if publishes:
            revision.publish()
        assert outcomes(run(csv_export(offer(1)))) == {"unchanged": 1}

        before = written()
        tally = run(csv_export(offer(1, angebotsname="Neu")))
        assert outcomes(tally) == {"conflict": 1}
        assert reasons(tally) == [Reason.EDITED]
        assert written() == before

    def test_a_locked_page_is_left_alone(self, luenen):
        run(csv_export(offer(1), offer(2)))
        Page.objects.filter(pk__in=[page_of(1).pk, page_of(2).pk]).update(locked=True)
        tally = run(csv_export(offer(1, angebotsname="Neu")))
        assert outcomes(tally) == {"conflict": 2}
        assert set(reasons(tally)) == {Reason.LOCKED}
        assert page_of(2).live

    def test_what_a_person_unpublished_stays_down(self, luenen):
        run(csv_export(offer(1)))
        page_of(1).unpublish()
        for data in (csv_export(offer(1)), csv_export(offer(1, angebotsname="Neu"))):
            tally = run(data)
            assert outcomes(tally) == {"conflict": 1}
            assert reasons(tally) == [Reason.TAKEN_DOWN]
        assert not page_of(1).live

    def test_what_a_person_deleted_is_not_made_again(self, luenen):
        run(csv_export(offer(1), offer(2)))
        page_of(1).delete()
        tally = run(csv_export(offer(1), offer(2)))
        assert outcomes(tally) == {"conflict": 1, "unchanged": 1}
        assert reasons(tally) == [Reason.DELETED]
        assert OpportunityPage.objects.count() == 1

    def test_a_deleted_organisation_stays_deleted(self, luenen):
        run(xml_export(offer(1)))
        OrganisationPage.objects.get().delete()
        tally = run(xml_export(offer(1), offer(2)))
        assert outcomes(tally) == {"conflict": 2}
        assert set(reasons(tally)) == {Reason.DELETED, Reason.ORGANISATION_DELETED}

    def test_an_organisation_made_anew_by_hand_is_used(self, luenen):
        run(xml_export(offer(1)))
        OrganisationPage.objects.get().delete()
        anew = OrganisationPageFactory(parent=luenen.page, title="Lesefreunde")
        tally = run(xml_export(offer(1), offer(2)))
        assert outcomes(tally) == {"new": 1, "conflict": 1}
        assert page_of(2).organisation == anew
        assert outcomes(run(xml_export(offer(1), offer(2)))) == {"conflict": 1, "unchanged": 1}

    def test_an_unpublished_organisation_gets_no_new_offers(self, luenen):
        run(csv_export(offer(1)))
        OrganisationPage.objects.get().unpublish()
        tally = run(csv_export(offer(1), offer(2)))
        assert outcomes(tally) == {"conflict": 1, "unchanged": 1}
        assert reasons(tally) == [Reason.ORGANISATION_TAKEN_DOWN]


class TestGone:
    def test_it_is_unpublished_and_its_address_goes_on_answering(self, luenen, client):
        run(csv_export(offer(1), offer(2)))
        url = page_of(2).url
        tally = run(csv_export(offer(1)))

        assert outcomes(tally) == {"unchanged": 1, "gone": 1}
        assert reasons(tally) == [Reason.NOT_IN_FILE]
        page = page_of(2)
        assert not page.live
        assert page.expired
        assert page.live_revision is None
        assert client.get(url).status_code == 200
        actions = PageLogEntry.objects.filter(page_id=page.pk).values_list("action", flat=True)
        assert {"wagtail.unpublish", "opportunities.import"} <= set(actions)
        before = written()
        assert outcomes(run(csv_export(offer(1)))) == {"unchanged": 1}
        assert written() == before

    @pytest.mark.parametrize("title", ["Vorlesen in Gruppe 2", "Neu"])
    def test_it_is_published_again_when_it_comes_back(self, luenen, title):
        run(csv_export(offer(1), offer(2)))
        run(csv_export(offer(1)))
        tally = run(csv_export(offer(1), offer(2, angebotsname=title)))
        assert outcomes(tally) == {"unchanged": 1, "changed": 1}
        assert reasons(tally) == [Reason.RETURNED]
        page = page_of(2)
        assert page.live
        assert not page.expired
        assert not page.has_unpublished_changes
        assert page.title == title
        assert page.live_revision_id == page.latest_revision_id
        again = run(csv_export(offer(1), offer(2, angebotsname=title)))
        assert outcomes(again) == {"unchanged": 2}

    def test_edited_pages_go_too_but_keep_their_text(self, luenen):
        run(csv_export(offer(1), offer(2)))
        page = page_of(2)
        page.title = "Von Hand"
        page.save_revision().publish()
        tally = run(csv_export(offer(1)))
        assert outcomes(tally) == {"unchanged": 1, "gone": 1}
        assert reasons(tally) == [Reason.NOT_IN_FILE_EDITED]
        assert page_of(2).title == "Von Hand"
        assert not page_of(2).live
        tally = run(csv_export(offer(1), offer(2)))
        assert reasons(tally) == [Reason.EDITED]

    def test_what_people_published_again_themselves_is_back(self, luenen):
        run(csv_export(offer(1), offer(2)))
        run(csv_export(offer(1)))
        page_of(2).latest_revision.publish()
        assert outcomes(run(csv_export(offer(1)))) == {"unchanged": 1}
        assert page_of(2).live
        assert outcomes(run(csv_export(offer(1), offer(2)))) == {"unchanged": 2}
        assert FreinetOffer.objects.get(freinet_id="2").gone_at is None

    def test_what_people_made_themselves_never_goes(self, luenen):
        run(csv_export(offer(1)))
        by_hand = OpportunityPage(title="Von Hand")
        OrganisationPage.objects.get().add_child(instance=by_hand)
        run(csv_export(offer(1)))
        assert OpportunityPage.objects.get(pk=by_hand.pk).live

    def test_a_file_without_offers_is_an_error_and_takes_nothing_down(self, luenen):
        run(csv_export(offer(1)))
        with pytest.raises(FreinetFileError):
            run(csv_export())
        assert page_of(1).live

    def test_a_file_of_nothing_but_rejected_rows_takes_nothing_down(self, luenen):
        run(csv_export(offer(1)))
        assert outcomes(run(csv_export(offer(2, angebotsname="")))) == {"rejected": 1}
        assert page_of(1).live

    @FORMS
    def test_a_file_that_was_cut_off_takes_nothing_down(self, luenen, export):
        run(export(*map(offer, range(101, 110))))
        data = export(*map(offer, range(101, 105)))
        tally = run(data[: int(len(data) * 0.9)])
        assert tally.counts[Outcome.UNCHANGED] == 3
        assert tally.counts[Outcome.REJECTED] == 1
        assert tally.counts[Outcome.GONE] == 0

    @pytest.mark.parametrize("broken", ["", "seltsam;2", "2\r\n\r\n"])
    def test_an_offer_whose_row_is_broken_has_not_gone(self, luenen, broken):
        run(csv_export(offer(1), offer(2), offer(3)))
        data = csv_export(offer(1), offer(2), offer(3))
        start = data.index(b"901;Agentur Beispiel;Lesefreunde e.V.;Vorlesen in Gruppe 2")
        end = data.index(b"\r\n", start)
        damaged = data[: start + 75] + broken.encode() + data[end:]
        tally = run(damaged)
        assert tally.counts[Outcome.REJECTED] == 1
        assert tally.counts[Outcome.GONE] == 0

    def test_a_row_without_a_title_has_not_gone(self, luenen):
        run(csv_export(offer(1), offer(2)))
        tally = run(csv_export(offer(1), offer(2, angebotsname="  ")))
        assert outcomes(tally) == {"unchanged": 1, "rejected": 1}

    def test_exports_of_different_agencies_leave_each_other_alone(self, luenen):
        run(xml_export(offer(1), agency="1"))
        tally = run(xml_export(offer(2), agency="2"))
        assert outcomes(tally) == {"new": 1}
        assert page_of(1).live

    def test_exports_that_name_no_agency_are_told_apart_by_their_town(self, luenen, selm):
        run(xml_export(offer(1), agency=""), luenen)
        assert outcomes(run(xml_export(offer(2, ort="Selm", plz=""), agency=""), selm)) == {
            "new": 1
        }
        tally = run(xml_export(offer(3), agency=""), luenen)
        assert outcomes(tally) == {"new": 1, "gone": 1}

    def test_the_last_offer_of_one_of_many_agencies_is_missed(self, luenen):
        run(csv_export(*(offer(n, agenturid=str(n)) for n in range(1, 6))))
        tally = run(csv_export(*(offer(n, agenturid=str(n)) for n in range(1, 5))))
        assert outcomes(tally) == {"unchanged": 4, "gone": 1}

    def test_an_export_of_one_agency_says_nothing_about_the_others(self, luenen):
        run(csv_export(*(offer(n, agenturid=str(n)) for n in range(1, 6))))
        tally = run(csv_export(offer(1, agenturid="1")))
        assert outcomes(tally) == {"unchanged": 1}


class TestOrganisations:
    def test_made_once_by_number_or_by_name(self, luenen):
        run(
            xml_export(
                offer(1),
                offer(2, einrichtungsname="LESEFREUNDE e. V."),
                offer(3, einrichtungs_id="", einrichtungsname="Lesefreunde"),
                offer(4, einrichtungs_id="5002"),
                offer(5, einrichtungs_id="5003", einrichtungsname="Andere"),
            )
        )
        assert sorted(OrganisationPage.objects.values_list("title", flat=True)) == [
            "Andere",
            "Lesefreunde e.V.",
        ]

    def test_one_made_by_hand_is_found(self, luenen):
        by_hand = OrganisationPageFactory(parent=luenen.page, title="Lese-Freunde e. V.")
        run(csv_export(offer(1, einrichtungsname="Lese Freunde")))
        assert page_of(1).organisation == by_hand
        assert OrganisationPage.objects.count() == 1

    def test_the_same_name_in_another_town_is_another_page(self, luenen, selm):
        run(csv_export(offer(1), offer(2, ort="Selm", plz="59379")))
        assert [page_of(n).municipality for n in (1, 2)] == [luenen.municipality, selm.municipality]
        assert OrganisationPage.objects.count() == 2

    def test_a_new_name_under_the_old_number_renames_it(self, luenen):
        run(xml_export(offer(1), offer(2)))
        url = page_of(1).organisation.url
        named = [offer(n, einrichtungsname="Vorlesekreis") for n in (1, 2)]
        run(xml_export(*named))
        organisation = OrganisationPage.objects.get()
        assert (organisation.title, organisation.url) == ("Vorlesekreis", url)
        before = written()
        run(xml_export(*named))
        assert written() == before

    def test_a_name_that_people_gave_stays(self, luenen):
        run(xml_export(offer(1)))
        organisation = OrganisationPage.objects.get()
        organisation.title = "Die Lesefreunde"
        organisation.save_revision().publish()
        run(xml_export(offer(1, einrichtungsname="Vorlesekreis")))
        assert OrganisationPage.objects.get().title == "Die Lesefreunde"

    def test_rows_that_contradict_each_other_do_not_rename_in_turns(self, luenen):
        data = xml_export(offer(1), offer(2, einrichtungsname="Ganz anders"))
        run(data)
        before = written()
        run(data)
        assert written() == before
        assert OrganisationPage.objects.get().title == "Lesefreunde e.V."

    def test_without_a_name_the_number_or_the_agency_helps(self, luenen):
        run(xml_export(offer(1)))
        tally = run(xml_export(offer(1), offer(2, einrichtungsname="")))
        assert page_of(2).organisation == page_of(1).organisation
        assert reasons(tally) == [Reason.ORGANISATION_FROM_ID]
        tally = run(csv_export(offer(1), offer(2), offer(3, einrichtungsname="")))
        assert page_of(3).organisation.title == "Agentur Beispiel"
        assert reasons(tally) == [Reason.ORGANISATION_FROM_AGENCY]

    def test_without_any_name_the_offer_is_rejected(self, luenen):
        tally = run(xml_export(offer(1), offer(2, einrichtungsname="", einrichtungs_id="")))
        assert outcomes(tally) == {"new": 1, "rejected": 1}
        assert reasons(tally) == [Reason.NO_ORGANISATION]

    def test_an_offer_that_changes_hands_moves(self, luenen):
        run(csv_export(offer(1), offer(2)))
        old_url = page_of(2).url
        data = csv_export(offer(1), offer(2, einrichtungsname="Andere"))
        tally = run(data)
        assert outcomes(tally) == {"unchanged": 1, "changed": 1}
        assert reasons(tally) == [Reason.MOVED]
        page = page_of(2)
        assert page.organisation.title == "Andere"
        assert page.url == "/luenen/andere/vorlesen-in-gruppe-2/" != old_url
        assert page.latest_revision.content["organisation"] == page.organisation_id
        assert_tree_is_sound()
        before = written()
        assert outcomes(run(data)) == {"unchanged": 2}
        assert written() == before

    def test_where_people_moved_a_page_it_stays(self, luenen):
        run(csv_export(offer(1)))
        other = OrganisationPageFactory(parent=luenen.page, title="Andere")
        page_of(1).move(other, pos="last-child")
        assert outcomes(run(csv_export(offer(1)))) == {"unchanged": 1}
        run(csv_export(offer(1, angebotsname="Neu")))
        assert page_of(1).organisation == other


class TestTowns:
    def test_offers_go_to_their_town(self, luenen, selm):
        run(csv_export(offer(1), offer(2, ort="Selm-Bork", plz=""), offer(3, ort="", plz="59379")))
        assert [page_of(n).municipality.name for n in (1, 2, 3)] == ["Lünen", "Selm", "Selm"]

    def test_the_csv_form_has_the_town_in_the_column_for_its_part(self, home):
        hamburg = found_municipality(ags="02000000", name="Hamburg")
        run(
            csv_export(
                offer(1, ort="", plz="20251", ortsteil="Hamburg"),
                offer(2, ort="", plz="", ortsteil="Hamburg"),
                offer(3, ort="", plz="20257", ortsteil="Hamburg-Eimsbüttel"),
            )
        )
        pages = [page_of(n) for n in (1, 2, 3)]
        assert {page.municipality for page in pages} == {hamburg.municipality}
        assert [page.locality for page in pages] == ["", "", "Eimsbüttel"]

    @pytest.mark.parametrize(
        ("has_town", "elsewhere", "expected"),
        [
            (False, False, {"skipped": 2}),
            (True, False, {"new": 1, "skipped": 1}),
            (True, True, {"new": 2}),
            (False, True, {"new": 2}),
        ],
    )
    def test_unknown_places_and_places_elsewhere(self, luenen, has_town, elsewhere, expected):
        data = csv_export(
            offer(1, ort="", plz=""),
            offer(2, ort="Essen/Kray", plz="45307", einrichtungsname="Andere"),
        )
        tally = run(data, luenen if has_town else None, collects_elsewhere=elsewhere)
        assert {k: v for k, v in outcomes(tally).items() if k != "repaired"} == expected
        if not elsewhere:
            assert Reason.ELSEWHERE in reasons(tally, "2")
            assert not CollectingPage.objects.exists()

    def test_the_collecting_page_belongs_to_the_town_or_the_association(self, luenen):
        data = csv_export(offer(1, ort="Essen", plz="45307"), offer(2, ort="Essen", plz="45307"))
        run(data, luenen, collects_elsewhere=True)
        assert page_of(1).url == "/luenen/umland/lesefreunde-ev/vorlesen-in-gruppe-1/"
        assert page_of(1).municipality == luenen.municipality
        assert page_of(1).city == "Essen"
        assert CollectingPage.objects.count() == 1
        run(csv_export(offer(3, ort="Essen", agenturid="7")), collects_elsewhere=True)
        assert page_of(3).url == "/umland/lesefreunde-ev/vorlesen-in-gruppe-3/"
        assert page_of(3).municipality is None
        before = written()
        run(data, luenen, collects_elsewhere=True)
        assert written() == before

    def test_collected_offers_stay_when_they_are_skipped_later(self, luenen):
        data = csv_export(offer(1, ort="Essen", plz="45307"))
        run(data, luenen, collects_elsewhere=True)
        assert outcomes(run(data, luenen)) == {"skipped": 1}
        assert page_of(1).live

    def test_an_offer_that_leaves_the_association_is_unpublished(self, luenen):
        run(csv_export(offer(1), offer(2)))
        gone = offer(2, ort="Essen", plz="45307")
        tally = run(csv_export(offer(1), gone))
        assert outcomes(tally) == {"unchanged": 1, "gone": 1}
        assert reasons(tally) == [Reason.LEFT]
        assert outcomes(run(csv_export(offer(1), gone))) == {"unchanged": 1, "skipped": 1}
        assert outcomes(run(csv_export(offer(1), offer(2)))) == {"unchanged": 1, "changed": 1}

    def test_forgetting_the_town_takes_nothing_down(self, luenen):
        data = csv_export(offer(1), offer(2, ort="", plz=""))
        run(data, luenen)
        assert outcomes(run(data)) == {"unchanged": 2}

    def test_another_town_draws_nothing_to_it(self, luenen, selm):
        data = csv_export(offer(1), offer(2, ort="", plz=""))
        run(data, luenen)
        assert outcomes(run(data, selm)) == {"unchanged": 2}
        assert page_of(2).municipality == luenen.municipality
        assert outcomes(run(csv_export(offer(1), offer(2, ort="Selm", plz="59379")))) == {
            "unchanged": 1,
            "changed": 1,
        }

    def test_collected_offers_without_a_place_stay_collected(self, luenen):
        data = csv_export(offer(1, ort="", plz=""))
        run(data, collects_elsewhere=True)
        assert outcomes(run(data, collects_elsewhere=True)) == {"unchanged": 1}
        assert outcomes(run(data)) == {"skipped": 1}
        assert page_of(1).live

    def test_an_offer_that_moves_to_another_town_moves_there(self, luenen, selm):
        run(csv_export(offer(1)))
        run(csv_export(offer(1, ort="Selm", plz="59379")))
        page = page_of(1)
        assert page.municipality == page.organisation.municipality == selm.municipality
        assert page.url == "/selm/lesefreunde-ev/vorlesen-in-gruppe-1/"
        assert_tree_is_sound()

    def test_whoever_is_bound_to_a_town_touches_no_other(self, luenen, selm):
        run(csv_export(offer(1), offer(2, ort="Selm", plz=""), offer(3, ort="Selm", plz="")))
        data = csv_export(
            offer(1, angebotsname="Neu"),
            offer(2, ort="Selm", plz="", angebotsname="Neu"),
            offer(4, ort="Selm", plz=""),
        )
        tally = run(data, luenen, only_town=True)
        assert outcomes(tally) == {"changed": 1, "skipped": 2}
        assert set(reasons(tally)) == {Reason.OTHER_TOWN}
        assert page_of(2).title != "Neu"
        assert page_of(3).live

    def test_a_binding_holds_where_an_organisation_was_moved_away(self, luenen, selm):
        run(xml_export(offer(1)), luenen)
        OrganisationPage.objects.get().move(selm.page, pos="last-child")
        tally = run(xml_export(offer(1, angebotsname="Neu"), offer(2)), luenen, only_town=True)
        assert outcomes(tally) == {"skipped": 2}
        assert set(reasons(tally)) == {Reason.OTHER_TOWN}


class TestRows:
    def test_broken_rows_are_told_and_never_stop_the_rest(self, luenen):
        tally = run(
            csv_export(
                offer(1),
                {**offer(2), "_angebotsId": ""},
                {**offer(3), "_angebotsId": "drei Stück"},
                offer(1, angebotsname="Doppelt"),
                offer(5, angebotsname="<p> </p>"),
                offer(6, einrichtungsname="", agenturname=""),
                offer(7),
            )
        )
        assert outcomes(tally) == {"new": 2, "rejected": 5}
        rejected = [
            (line.row, line.freinet_id, line.field, line.reason)
            for line in tally.lines
            if line.outcome is Outcome.REJECTED
        ]
        assert sorted(rejected) == [
            (2, "", "angebotsId", Reason.NO_ID),
            (3, "drei Stück", "angebotsId", Reason.BAD_ID),
            (4, "1", "angebotsId", Reason.DUPLICATE),
            (5, "5", "angebotsname", Reason.NO_TITLE),
            (6, "6", "", Reason.NO_ORGANISATION),
        ]
        assert page_of(1).title == "Vorlesen in Gruppe 1"

    def test_repairs_are_told_with_field_and_value(self, luenen):
        tally = run(
            csv_export(
                offer(1, plz="sdfsdf", latitude="0", longitude="0", anzahl_gesuche="viele"),
                offer(2, angebotsname="FÃ¼r Kinder", latitude="7,5", longitude="51,6"),
                offer(3, erstellt="99999999999"),
            )
        )
        assert outcomes(tally) == {"new": 3, "repaired": 3}
        told = {
            (line.row, line.field, line.reason, line.value)
            for line in tally.lines
            if line.outcome is Outcome.REPAIRED
        }
        assert told == {
            (1, "plz", Reason.POSTCODE_INVALID, "sdfsdf"),
            (1, "geo_breite/geo_laenge", Reason.COORDINATES_ZERO, "0 / 0"),
            (1, "anzahl_gesuche", Reason.NUMBER_INVALID, "viele"),
            (2, "", Reason.ENCODING, ""),
            (2, "geo_breite/geo_laenge", Reason.COORDINATES_SWAPPED, "7,5 / 51,6"),
            (3, "erstellt", Reason.TIME_INVALID, "99999999999"),
        }
        assert page_of(1).postcode == ""
        assert page_of(2).title == "Für Kinder"
        assert (page_of(2).latitude, page_of(2).longitude) == (51.6, 7.5)
        assert page_of(3).first_published_at == NOW

    def test_absurd_values_fit_all_the_same(self, luenen):
        long = "Sehr " * 3000
        tally = run(
            xml_export(
                offer(
                    1,
                    angebotsname=long,
                    einrichtungsname=long,
                    beschreibung=f"<p>{long * 20}</p>",
                    kurz_beschreibung=long,
                    strasse=long,
                    ort=long,
                    ortsteil=long,
                    plz=long,
                    termine=long,
                    anzahl_gesuche="9" * 30,
                    erstellt="9" * 30,
                    geo_breite="9" * 30,
                    geo_laenge="9" * 30,
                    einrichtungs_id="9" * 300,
                )
            ),
            luenen,
        )
        assert tally.counts[Outcome.NEW] == 1
        page_of(1).full_clean()

    def test_zero_bytes_do_not_reach_the_database(self, luenen):
        run(csv_export(offer(1, angebotsname="Ku\x00chen", beschreibung="a\x00b", ort="Lü\x00nen")))
        assert page_of(1).title == "Kuchen"
        tally = run(
            csv_export(offer(1, einrichtungsname="", agenturname="", angebotsname="a\x00b"))
        )
        assert "\x00" not in str([line.as_json() for line in tally.lines])

    def test_a_row_that_makes_the_reader_stumble_is_rejected(self, luenen, monkeypatch, caplog):
        original = importing.read_offer

        def stumble(row, *args, **kwargs):
            if row.number == 2:
                raise RuntimeError("unheard of")
            return original(row, *args, **kwargs)

        monkeypatch.setattr(importing, "read_offer", stumble)
        tally = run(csv_export(offer(1), offer(2), offer(3)))
        assert outcomes(tally) == {"new": 2, "rejected": 1}
        assert reasons(tally) == [Reason.UNEXPECTED]
        assert "unheard of" in caplog.text

    def test_a_row_that_the_database_refuses_is_rejected_alone(self, luenen, monkeypatch, caplog):
        original = importing.write_plan

        def refuse(plan, *args, **kwargs):
            original(plan, *args, **kwargs)
            if any(step.offer.freinet_id == "3" for step in plan.steps):
                raise DataError("value too long")

        monkeypatch.setattr(importing, "write_plan", refuse)
        tally = run(csv_export(*map(offer, range(1, 8))))
        assert outcomes(tally) == {"new": 6, "rejected": 1}
        assert reasons(tally, "3") == [Reason.UNEXPECTED]
        assert OpportunityPage.objects.count() == 6
        assert_tree_is_sound()


class TestPreview:
    def test_it_counts_the_same_and_writes_nothing(self, luenen, selm):
        first = xml_export(
            *map(offer, range(1, 6)),
            offer(6, einrichtungs_id="7", einrichtungsname=""),
            offer(7, ort="Essen", plz="45307"),
            offer(8, ort="", plz="sdfsdf"),
            offer(1),
            offer(9, angebotsname=""),
            offer(10, ort="Selm"),
        )
        later = xml_export(
            offer(1),
            offer(2, angebotsname="Neu"),
            offer(3, einrichtungs_id="8", einrichtungsname="Andere"),
            offer(11, einrichtungs_id="8", einrichtungsname="Andere"),
            offer(12, einrichtungs_id="8", einrichtungsname=""),
        )
        for data in (first, later):
            before = written(), Page.objects.count()
            preview = run(data, luenen, writes=False, collects_elsewhere=True)
            assert (written(), Page.objects.count()) == before
            done = run(data, luenen, collects_elsewhere=True)
            assert preview.as_counts() == done.as_counts()
            assert preview.lines == done.lines

    def test_organisations_of_earlier_batches_count(self, luenen, monkeypatch):
        monkeypatch.setattr(importing, "BATCH", 1)
        data = xml_export(offer(1), offer(2, einrichtungsname=""))
        assert outcomes(run(data, writes=False)) == {"new": 2, "repaired": 1}


class TestBatches:
    def test_progress_is_told_after_each(self, luenen, monkeypatch):
        monkeypatch.setattr(importing, "BATCH", 2)
        told = []
        import_offers(
            lambda: rows_of(io.BytesIO(csv_export(*map(offer, range(5))))),
            ImportOptions(now=timezone.now()),
            on_progress=lambda done, total: told.append((done, total)),
        )
        assert told == [(2, 5), (4, 5), (5, 5)]

    def test_a_killed_import_goes_on_where_it_stopped(self, luenen, monkeypatch):
        monkeypatch.setattr(importing, "BATCH", 2)
        data = csv_export(*map(offer, range(1, 8)))

        def kill(done, total):
            if done == 4:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            import_offers(
                lambda: rows_of(io.BytesIO(data)), ImportOptions(now=NOW), on_progress=kill
            )
        assert OpportunityPage.objects.count() == 4
        assert_tree_is_sound()

        assert outcomes(run(data)) == {"unchanged": 4, "new": 3}
        assert OrganisationPage.objects.count() == 1
        assert_tree_is_sound()

    def test_the_number_of_queries_does_not_grow_with_the_offers(
        self, luenen, django_assert_max_num_queries
    ):
        def queries(data):
            with django_assert_max_num_queries(1000) as captured:
                run(data)
            return len(captured)

        run(csv_export(offer(0)))
        # In both files something is new, with its organisation, and something has gone.
        few = queries(csv_export(*map(offer, range(1, 4)), offer(900, einrichtungsname="a")))
        many = queries(csv_export(*map(offer, range(10, 150)), offer(901, einrichtungsname="b")))
        # SQLite takes fewer rows in one insert than PostgreSQL.
        rows_at_once = 1 if connection.vendor == "postgresql" else 8
        assert many < few + 12 * rows_at_once


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_imports_at_once_do_not_harm_the_tree(luenen, monkeypatch):
    monkeypatch.setattr(importing, "BATCH", 5)
    files = [
        csv_export(*map(offer, range(1, 31))),
        csv_export(*map(offer, range(16, 46))),
    ]
    failures = []

    def work(data):
        try:
            run(data)
        except Exception as failure:  # told to the test, which must see it
            failures.append(failure)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(data,)) for data in files]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failures == []
    assert OrganisationPage.objects.count() == 1
    assert FreinetOffer.objects.count() == 45
    assert OpportunityPage.objects.count() == 45
    assert_tree_is_sound()
