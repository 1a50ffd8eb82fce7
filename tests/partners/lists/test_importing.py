"""One state of a list after another: what is taken over, what is asked, what is left alone."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageLogEntry, Revision

from partners.enums import BenefitKind, DoubtAnswer, DoubtKind, PartnerEvent, PartnerState
from partners.lists.doubts import write_doubts
from partners.lists.errors import ListFileError
from partners.lists.outcomes import Outcome, Reason
from partners.lists.services import answer_doubt
from partners.models import (
    Benefit,
    Partner,
    PartnerBranch,
    PartnerList,
    PartnerListEntry,
    PartnerListRun,
    PartnerLogEntry,
    PartnerMembership,
    PartnerPage,
)
from tests.factories import UserFactory
from tests.partners.lists.files import (
    BAKER,
    BOOKS,
    CINEMA,
    MUSEUM,
    PHARMACY,
    POOL,
    SIX,
    as_csv,
    but,
    shop,
)

pytestmark = pytest.mark.django_db
# What an import may write; a preview writes none of it.
TABLES = (
    *(PartnerPage, PartnerBranch, Partner, Benefit, PartnerListEntry, PartnerLogEntry),
    *(Revision, PageLogEntry),
)


def counts(imported):
    return {name: number for name, number in imported.tally.as_counts().items() if number}


def reasons(imported, outcome):
    return [line.reason for line in imported.tally.lines if line.outcome is outcome]


def decide(partner_list, imported, answer):
    """Answer all questions of an import in the same way."""
    run = PartnerListRun.objects.create(partner_list=partner_list, file_name="x.csv")
    write_doubts(run, imported.doubts)
    for doubt in run.doubts.all():
        answer_doubt(doubt=doubt, answer=answer, by=None)


def rows_of_all_tables():
    return [list(table.objects.order_by("pk").values()) for table in TABLES]


def all_but(left_out, *others):
    return (*others, *[row for row in SIX if row is not left_out])


def test_a_first_state_makes_shops_with_places_and_benefits(known_list, luenen):
    page = PartnerPage.objects.get(title="Museum am Lippeufer")
    assert page.live
    assert page.get_parent().pk == luenen.page.pk
    assert page.slug == "museum-am-lippeufer"
    assert page.website == "https://www.museumamlippeufer.example/"
    assert page.public_email == "info@museumamlippeufer.example"
    branch = page.branches.get()
    assert branch.street == f"Lange Straße {MUSEUM['Hausnummer']}"
    assert (branch.postcode, branch.city) == ("44532", "Lünen")
    assert branch.municipality == luenen.municipality
    assert float(branch.latitude) == pytest.approx(float(MUSEUM["Breitengrad"]))
    partner = page.record
    assert (partner.name, partner.state) == (page.title, PartnerState.KNOWN)
    benefit = partner.benefits.get()
    assert (benefit.kind, str(benefit.price)) == (BenefitKind.PRICE, "1.50")
    assert partner.log.get().event == PartnerEvent.IMPORTED
    # As if it had been published by hand.
    assert page.get_latest_revision_as_object().branches.get().street == branch.street


def test_a_preview_writes_nothing_and_counts_as_the_import_does(known_list, later):
    rows = (
        but(BAKER, Rabatt="7 % Rabatt auf Brot"),
        but(PHARMACY, Straße="Münsterstr.", Hausnummer="5"),
        but(MUSEUM, Name="Haus der Stadtgeschichte"),
        *(POOL, CINEMA, shop("Optik Weitblick")),
    )
    before = rows_of_all_tables()
    preview = later(*rows, writes=False)
    assert rows_of_all_tables() == before
    expected = {"new": 1, "changed": 1, "unchanged": 2, "gone": 1, "doubtful": 2}
    assert counts(preview) == expected
    assert counts(later(*rows)) == expected
    assert counts(later(*rows)) == {"unchanged": 4, "doubtful": 2}


def test_the_same_state_again_changes_nothing(known_list, later):
    before = rows_of_all_tables()
    with CaptureQueriesContext(connection) as asked:
        assert counts(later(*reversed(SIX))) == {"unchanged": 6}
    assert rows_of_all_tables() == before
    assert len(asked) <= 15


def test_the_same_in_another_form_changes_nothing(known_list, later):
    """Other spellings, coordinates that are swapped, zero or have commas: nothing has changed."""
    number = CINEMA["Telefon"].split("/")[1]
    respelt = (
        but(BAKER, Name="BAECKEREI KORNBLUME", Straße="Lange Strasse"),
        but(PHARMACY, Name="Ahorn-Apotheke", Breitengrad="0", Längengrad="0"),
        but(MUSEUM, Breitengrad=MUSEUM["Längengrad"], Längengrad=MUSEUM["Breitengrad"]),
        but(POOL, Breitengrad=POOL["Breitengrad"].replace(".", ","), Straße=" Lange  Str. "),
        but(CINEMA, Website="http://kinolichtblick.example", Telefon=f"+49 2306 {number}"),
        but(BOOKS, Name="Buchhandlung  Eselsohr", ID="17"),
    )
    tables = (PartnerPage, PartnerBranch)
    before = [list(table.objects.order_by("pk").values()) for table in tables]
    assert counts(later(*respelt))["unchanged"] == 6
    assert [list(table.objects.order_by("pk").values()) for table in tables] == before


def test_what_the_list_changes_is_taken_over_and_told(known_list, later):
    website = "https://kornblume.example/neu"
    imported = later(but(BAKER, Website=website, Rabatt="10 % Rabatt auf Brot"), *SIX[1:])
    assert counts(imported) == {"changed": 1, "unchanged": 5}
    told = {(line.field, line.before, line.value) for line in imported.tally.lines}
    assert ("Website", BAKER["Website"], website) in told
    page = PartnerPage.objects.get(title=BAKER["Name"])
    assert page.website == page.get_latest_revision_as_object().website == website
    assert page.record.benefits.get().percent == 10


def test_a_shop_that_moved_is_asked_about_and_neither_doubled_nor_ended(known_list, later):
    moved = but(BAKER, Straße="Münsterstr.", Hausnummer="99", Breitengrad="", Längengrad="")
    imported = later(moved, *SIX[1:])
    [doubt] = imported.doubts
    assert (doubt.kind, doubt.is_sure) == (DoubtKind.MOVED, True)
    partner = Partner.objects.get(name=BAKER["Name"])
    assert partner.state == PartnerState.KNOWN
    assert partner.page.live
    assert partner.page.branches.get().street.startswith("Lange Straße")

    decide(known_list, imported, DoubtAnswer.SAME)
    assert reasons(later(moved, *SIX[1:]), Outcome.CHANGED)[0] is Reason.MOVED
    branch = partner.page.branches.get()
    assert branch.street == "Münsterstr. 99"
    assert branch.latitude is None  # where it was is not where it is
    assert counts(later(moved, *SIX[1:])) == {"unchanged": 6}


def test_a_shop_that_was_renamed_keeps_its_record(known_list, later):
    rows = all_but(CINEMA, but(CINEMA, Name="Filmpalast am Park"))
    imported = later(*rows)
    assert [doubt.kind for doubt in imported.doubts] == [DoubtKind.RENAMED]
    before = Partner.objects.get(name=CINEMA["Name"]).pk
    decide(known_list, imported, DoubtAnswer.SAME)
    later(*rows)
    partner = Partner.objects.get(pk=before)
    assert partner.name == partner.page.title == "Filmpalast am Park"
    assert Partner.objects.count() == 6


def test_another_shop_at_the_same_place_is_added_and_the_old_one_ends(known_list, later):
    rows = all_but(CINEMA, but(CINEMA, Name="Filmpalast am Park"))
    decide(known_list, later(*rows), DoubtAnswer.NEW)
    assert counts(later(*rows)) == {"new": 1, "unchanged": 5, "gone": 1}
    gone = Partner.objects.get(name=CINEMA["Name"])
    assert gone.state == PartnerState.ENDED
    assert not gone.page.live
    assert gone.benefits.get().ended_at is None  # it may come back


def test_a_shop_that_is_back_is_published_again(known_list, later):
    later(*SIX[:-1])
    assert not PartnerPage.objects.get(title=BOOKS["Name"]).live
    assert reasons(later(*SIX), Outcome.CHANGED) == [Reason.RETURNED]
    partner = Partner.objects.get(name=BOOKS["Name"])
    assert partner.page.live
    assert partner.state == PartnerState.KNOWN
    assert counts(later(*SIX)) == {"unchanged": 6}


def test_many_missing_shops_end_only_when_somebody_confirms(luenen, take_state):
    partner_list = PartnerList.objects.create(name="Viele", municipality=luenen.municipality)
    names = ("Adler", "Birke", "Clemens", "Distel", "Elster", "Falke", "Ginster", "Holunder")
    rows = [shop(f"Laden {name}", Hausnummer=str(number)) for number, name in enumerate(names, 1)]
    take_state(partner_list, *rows)
    imported = take_state(partner_list, *rows[:2])
    assert counts(imported) == {"unchanged": 2, "left_alone": 6}
    assert imported.findings["many_gone"] == 6
    assert PartnerPage.objects.live().count() == 8
    confirmed = take_state(partner_list, *rows[:2], ends_many=True)
    assert counts(confirmed) == {"unchanged": 2, "gone": 6}
    assert PartnerPage.objects.live().count() == 2


def test_a_damaged_file_takes_nobody_for_gone(known_list, later):
    whole = as_csv(*SIX)
    cut = whole[: whole.rindex(b"Kino") + 40]  # in the middle of the last row but one
    imported = later(content=cut)
    assert imported.findings["is_complete"] is False
    assert counts(imported) == {"unchanged": 4, "left_alone": 2, "rejected": 1}
    assert set(reasons(imported, Outcome.LEFT_ALONE)) == {Reason.MAYBE_LOST, Reason.IN_BROKEN_ROW}
    assert PartnerPage.objects.live().count() == 6


def shifted(row):
    """The cells of a row, each under the title before its own."""
    return dict(zip(row, [*list(row.values())[1:], ""], strict=True))


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b" ", "empty"),
        (b"%PDF-1.7 something", "no_table"),
        (as_csv(*SIX).split(b"\n", 1)[1], "no_header"),
        (as_csv(*map(shifted, SIX)), "shifted"),
        (as_csv(), "no_row"),
    ],
)
def test_a_file_that_is_no_list_changes_nothing(known_list, later, content, code):
    before = rows_of_all_tables()
    with pytest.raises(ListFileError) as refused:
        later(content=content)
    assert refused.value.code == code
    assert rows_of_all_tables() == before


def test_bad_rows_are_told_and_the_others_imported(known_list, later):
    rows = as_csv(*SIX, shop(""), BAKER, shop("Optik Weitblick"))
    imported = later(content=rows + b"9;Zu;wenige\r\n")
    assert counts(imported) == {"new": 1, "unchanged": 6, "rejected": 3}
    assert set(reasons(imported, Outcome.REJECTED)) == {
        Reason.NO_NAME,
        Reason.DUPLICATE,
        Reason.TOO_FEW_COLUMNS,
    }


def test_lost_letters_are_not_taken_over(known_list, later):
    damaged = but(BAKER, Name="B\ufffdckerei Kornblume", Straße="Lange Stra\ufffde")
    imported = later(damaged, *SIX[1:], shop("Gr\ufffdner Laden", Hausnummer="3"))
    assert counts(imported)["unchanged"] == 6
    assert reasons(imported, Outcome.REJECTED) == [Reason.LOST_LETTERS]
    assert PartnerPage.objects.filter(title=BAKER["Name"]).exists()


def test_what_people_changed_here_stays_and_what_both_changed_is_asked(known_list, later):
    page = PartnerPage.objects.get(title=PHARMACY["Name"])
    page.website = "https://von-hand.example"
    page.public_phone = "02306 4711"
    page.save_revision().publish()
    changed = but(PHARMACY, Website="https://liste.example", Email="neu@liste.example")
    imported = later(*all_but(PHARMACY, changed))
    [doubt] = imported.doubts
    assert doubt.kind == DoubtKind.CONFLICT
    page.refresh_from_db()
    assert page.website == "https://von-hand.example"  # asked
    assert page.public_phone == "02306 4711"  # the list says nothing new
    assert page.public_email == "neu@liste.example"  # only the list changed it
    decide(known_list, imported, DoubtAnswer.OURS)
    later(*all_but(PHARMACY, changed))
    page.refresh_from_db()
    assert page.website == "https://von-hand.example"
    assert counts(later(*all_but(PHARMACY, changed))) == {"unchanged": 6}


def test_a_shop_with_owners_is_ended_only_when_somebody_says_so(known_list, later):
    partner = Partner.objects.get(name=BOOKS["Name"])
    PartnerMembership.objects.create(partner=partner, user=UserFactory())
    Partner.objects.filter(pk=partner.pk).update(state=PartnerState.ACCEPTED)
    imported = later(*SIX[:-1])
    assert [doubt.kind for doubt in imported.doubts] == [DoubtKind.GONE]
    decide(known_list, imported, DoubtAnswer.KEEP)
    for _time in range(2):
        assert reasons(later(*SIX[:-1]), Outcome.LEFT_ALONE) == [Reason.KEPT]
    partner.refresh_from_db()
    assert partner.state == PartnerState.ACCEPTED
    # What an owner gives, the list does not change behind the owner's back.
    imported = later(*SIX[:-1], but(BOOKS, Rabatt="Zwei Lesezeichen gratis"))
    assert [doubt.kind for doubt in imported.doubts] == [DoubtKind.CONFLICT]


def test_a_shop_that_is_here_already_is_not_made_again(luenen, later, known_list):
    page = PartnerPage(title="Café Zilpzalp", website="https://zilpzalp.example")
    page.branches = [PartnerBranch(street="Markt 1", postcode="44532", city="Lünen")]
    luenen.page.add_child(instance=page)
    page.save_revision().publish()
    row = shop("Cafe Zilpzalp", Straße="Markt", Hausnummer="1", Website="https://anders.example")
    assert reasons(later(*SIX, row), Outcome.CHANGED)[0] is Reason.KNOWN_HERE
    page.refresh_from_db()
    assert page.website == "https://zilpzalp.example"
    assert page.public_email == row["Email"]  # there was none
    assert page.record.benefits.count() == 1
    assert counts(later(*SIX, row)) == {"unchanged": 7}


def test_what_people_took_down_stays_down(known_list, later):
    PartnerPage.objects.get(title=POOL["Name"]).unpublish()
    Partner.objects.filter(name=MUSEUM["Name"]).update(state=PartnerState.ENDED)
    PartnerPage.objects.get(title=CINEMA["Name"]).delete()
    imported = later(*[but(row, Telefon="02306/999999") for row in SIX])
    assert set(reasons(imported, Outcome.LEFT_ALONE)) == {
        Reason.TAKEN_DOWN,
        Reason.ENDED_HERE,
        Reason.DELETED,
    }
    assert PartnerPage.objects.live().count() == 4


def test_numbers_of_the_list_help_as_long_as_they_can_be_relied_on(known_list, later):
    numbered = [but(row, ID=str(number)) for number, row in enumerate(SIX, 100)]
    assert counts(later(*numbered)) == {"unchanged": 6}
    quite_another = shop("Haus am Park", ID="100", Straße="Am Ring", Telefon="", Email="")
    imported = later(quite_another, *numbered[1:])
    assert [doubt.kind for doubt in imported.doubts] == [DoubtKind.MOVED_RENAMED]
    anew = [but(row, ID=str(number)) for number, row in enumerate(reversed(SIX), 100)]
    imported = later(*anew)
    assert counts(imported) == {"unchanged": 6}
    assert imported.findings["numbers_are_new"]


def test_further_benefits_come_and_go(known_list, later):
    imported = later(*SIX, but(BAKER, Rabatt="Ein Kaffee gratis"))
    assert reasons(imported, Outcome.REPAIRED) == [Reason.FURTHER_BENEFIT]
    partner = Partner.objects.get(name=BAKER["Name"])
    assert partner.benefits.filter(ended_at=None).count() == 2
    later(*SIX)
    assert partner.benefits.get(ended_at=None).percent == 5


def test_a_town_does_not_write_in_another(luenen, selm, take_state):
    partner_list = PartnerList.objects.create(name="L", municipality=luenen.municipality)
    there = shop("Laden in Selm", PLZ="59379", Ort="Selm")
    rows = (BAKER, there, but(CINEMA, PLZ="10115", Ort="Berlin"))
    imported = take_state(partner_list, *rows, only_town=True)
    assert counts(imported)["new"] == 2
    assert reasons(imported, Outcome.SKIPPED) == [Reason.OTHER_TOWN]
    assert imported.findings["elsewhere"] == 1
    # The association's office may; it is filed where it stands.
    assert counts(take_state(partner_list, *rows))["new"] == 1
    page = PartnerPage.objects.get(title="Laden in Selm")
    assert page.municipality == selm.municipality


def test_many_shops_cost_few_queries(luenen, take_state):
    partner_list = PartnerList.objects.create(name="Groß", municipality=luenen.municipality)

    def cost(number):
        rows = [
            shop(f"Laden {number}-{one}", Straße=f"Weg {number}", Hausnummer=str(one))
            for one in range(number)
        ]
        with CaptureQueriesContext(connection) as asked:
            take_state(partner_list, *rows, ends_many=True)
        return len(asked)

    cost(1)
    assert cost(60) <= cost(7) + 8  # more placeholders than one statement takes


def test_days_and_opening_hours_are_read(luenen, take_state):
    partner_list = PartnerList.objects.create(name="T", municipality=luenen.municipality)
    row = shop("Eisdiele", **{"Öffnungszeiten": "Mo-Fr 8-18 Uhr", "Gültig bis": "31.12.2099"})
    take_state(partner_list, content=as_csv(row, titles=list(row)))
    branch = PartnerBranch.objects.get()
    assert branch.opening_hours == "Mo-Fr 8-18 Uhr"
    assert [0, 480, 1080] in branch.opening_times
    assert Benefit.objects.get().valid_until == dt.date(2099, 12, 31)


def test_what_cannot_be_read_does_not_empty_what_stands_here(known_list, later):
    unreadable = but(BAKER, PLZ="4532", Telefon="keine", Email="quatsch", Website="gibt es nicht")
    imported = later(*all_but(BAKER, unreadable))
    assert counts(imported)["unchanged"] == 6
    assert set(reasons(imported, Outcome.REPAIRED)) >= {
        Reason.POSTCODE_INVALID,
        Reason.EMAIL_INVALID,
        Reason.WEBSITE_INVALID,
    }
    page = PartnerPage.objects.get(title=BAKER["Name"])
    assert page.branches.get().postcode == "44532"
    assert (page.public_phone, page.public_email) == (BAKER["Telefon"], BAKER["Email"])
    assert page.website == BAKER["Website"]


def test_nonsense_is_not_published_and_a_far_shop_says_so(luenen, take_state):
    partner_list = PartnerList.objects.create(name="U", municipality=luenen.municipality)
    row = shop("Laden", Rabatt="150 % Rabatt", Öffnungszeiten="Mo-Fr 25-99 Uhr")
    far = shop("Kölner Laden", PLZ="50667", Ort="Köln", Breitengrad="", Längengrad="")
    mailed = shop("Gasthof", Email="info(at)gasthof.example")
    imported = take_state(
        partner_list,
        content=as_csv(row, far, mailed, titles=[*row]),
    )
    assert not PartnerBranch.objects.exclude(opening_hours="").exists()
    assert not Benefit.objects.filter(partner__name="Laden").exists()
    assert set(reasons(imported, Outcome.REPAIRED)) == {
        Reason.HOURS_INVALID,
        Reason.BENEFIT_INVALID,
        Reason.EMAIL_TIDIED,
    }
    told = {line.title: line for line in imported.tally.lines if line.outcome is Outcome.NEW}
    assert told["Kölner Laden"].reason is Reason.ELSEWHERE
    assert told["Gasthof"].value == "10 % Ermäßigung (10 %)"


def test_another_percentage_than_here_is_told(luenen, known_list, later):
    page = PartnerPage(title="Café Zilpzalp")
    page.branches = [PartnerBranch(street="Markt 1", postcode="44532", city="Lünen")]
    luenen.page.add_child(instance=page)
    page.save_revision().publish()
    Benefit.objects.create(
        partner=page.record, kind=BenefitKind.PERCENT, title="10 % Rabatt", percent=10
    )
    row = shop("Café Zilpzalp", Straße="Markt", Hausnummer="1", Rabatt="12 % Rabatt")
    imported = later(*SIX, row)
    [line] = [one for one in imported.tally.lines if one.outcome is Outcome.LEFT_ALONE]
    assert (line.before, line.value) == ("10 % Rabatt", "12 % Rabatt")
    assert line.reason is Reason.OTHER_BENEFIT_HERE
    assert page.record.benefits.get().percent == 10
