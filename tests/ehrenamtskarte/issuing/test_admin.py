"""What a coordinator does with cards: makes, prints, finds, ends and replaces them."""

import csv
import datetime as dt
import io
import zipfile
from base64 import b64decode

import pypdfium2
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from ehrenamtskarte.credential.status import read_status_list
from ehrenamtskarte.credential.verdicts import VerdictKind, judge
from ehrenamtskarte.deciding.scope import in_towns
from ehrenamtskarte.enums import BatchState, CardEnd, CardEventKind
from ehrenamtskarte.issuing import batches
from ehrenamtskarte.issuing.batches import start_batch
from ehrenamtskarte.issuing.errors import IssueError
from ehrenamtskarte.issuing.finding import found_cards
from ehrenamtskarte.issuing.services import hand_over, replace_card, revoke_card
from ehrenamtskarte.keys.published import address_of, own_key_set
from ehrenamtskarte.models import Card, CardBatch, CardDesign, StatusList
from ehrenamtskarte.printing.errors import CardPrintError
from ehrenamtskarte.status.publishing import publish_list
from tests.ehrenamtskarte.cards import make_cards
from tests.ehrenamtskarte.issuing.factories import approved, issued
from tests.factories import UserFactory
from tests.qr import read_qr


@pytest.fixture
def town(luenen):
    return luenen.municipality


@pytest.fixture
def coordinator(client, town):
    person = UserFactory(groups=[town.coordinators])
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def batch(town, django_capture_on_commit_callbacks):
    approved(town, first_name="Anna", last_name="Zuletzt")
    approved(town, first_name="Łukasz", last_name="Ästhet")
    with django_capture_on_commit_callbacks(execute=True):
        made = start_batch(municipality=town, by=None)
    made.refresh_from_db()
    return made


def content(response):
    return b"".join(response.streaming_content)


def codes_on(pdf):
    """Every QR code of a PDF, as a decoder reads it from the pages at 300 dpi."""
    document = pypdfium2.PdfDocument(pdf)
    return [
        found.text for page in document for found in read_qr(page.render(scale=300 / 72).to_pil())
    ]


def picture_of(address):
    return Image.open(io.BytesIO(b64decode(address.partition("base64,")[2])))


def text_of(pdf):
    return "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))


def judged(text, now=None):
    """With the keys and the lists that the site publishes."""
    keys, now = own_key_set(), now or timezone.now()
    lists = {}
    for one in StatusList.objects.all():
        address = address_of(one)
        token = bytes(publish_list(one, now=now).token)
        lists[address] = read_status_list(token, address=address, signers=keys.of_list(address))
    return judge(text, keys=keys, lists=lists, now=now)


def test_made_printed_judged_and_revoked(
    coordinator, town, selm, django_capture_on_commit_callbacks
):
    approved(town, first_name="Anna", last_name="Muster")
    approved(selm.municipality)
    with django_capture_on_commit_callbacks(execute=True):
        response = coordinator.post(reverse("card_batches:add"), {"municipality": town.pk})
    batch = CardBatch.objects.get()
    assert response.url == reverse("card_batches:inspect", args=[batch.pk])
    assert batch.state == BatchState.RELEASED
    assert coordinator.get(response.url).context["printable"] == 1
    sheet = coordinator.get(reverse("card_batches:paper", args=[batch.pk, "boegen"]))
    assert sheet.streaming
    (text,) = codes_on(content(sheet))
    verdict = judged(text)
    assert (verdict.kind, verdict.claims.name) == (VerdictKind.VALID, "Anna Muster")
    card = batch.cards.get()
    by_mistake = coordinator.post(reverse("cards:revoke", args=[card.pk]), {"note": ""})
    assert "Bitte wählen Sie den Grund." in by_mistake.content.decode()
    assert judged(text).kind == VerdictKind.VALID
    coordinator.post(
        reverse("cards:revoke", args=[card.pk]), {"end": "misuse", "note": "Verliehen"}
    )
    assert judged(text).kind == VerdictKind.REVOKED
    page = coordinator.get(reverse("cards:inspect", args=[card.pk])).content.decode()
    assert "Verliehen" in page
    # What was revoked is not printed again.
    assert (
        coordinator.get(reverse("card_batches:inspect", args=[batch.pk])).context["printable"] == 0
    )


def test_all_papers_of_a_batch(coordinator, batch):
    papers = {
        name: content(coordinator.get(reverse("card_batches:paper", args=[batch.pk, name])))
        for name in ("boegen", "vorderseiten", "rueckseiten", "karten", "uebergabe")
    }
    assert len(codes_on(papers["boegen"])) == len(codes_on(papers["rueckseiten"])) == 2
    assert codes_on(papers["vorderseiten"]) == []
    archive = zipfile.ZipFile(io.BytesIO(papers["karten"]))
    rows = list(
        csv.reader(archive.read("karten.csv").decode("utf-8-sig").splitlines(), delimiter=";")
    )
    assert [row[1] for row in rows[1:]] == ["Łukasz Ästhet", "Anna Zuletzt"]
    assert len(archive.namelist()) == 3
    text = pypdfium2.PdfDocument(papers["uebergabe"])[0].get_textpage().get_text_range()
    assert text.index("Ästhet") < text.index("Zuletzt")
    letters = coordinator.post(reverse("card_batches:letters", args=[batch.pk]))
    document = pypdfium2.PdfDocument(content(letters))
    assert len(document) == 2
    assert "Marktweg 1" in document[0].get_textpage().get_text_range()
    nothing = coordinator.get(reverse("card_batches:paper", args=[batch.pk, "anderes"]))
    assert nothing.status_code == 404


def test_printed_and_handed_over_together(coordinator, batch):
    today = timezone.localdate()
    for _twice in range(2):
        coordinator.post(reverse("card_batches:printed", args=[batch.pk]))
        coordinator.post(
            reverse("card_batches:handed_over", args=[batch.pk]), {"on": today.isoformat()}
        )
    assert set(batch.cards.values_list("handed_over_on", flat=True)) == {today}
    for card in batch.cards.all():
        kinds = list(card.events.values_list("kind", flat=True))
        assert kinds.count(CardEventKind.PRINTED) == kinds.count(CardEventKind.HANDED_OVER) == 1


def test_nothing_is_printed_before_every_code_was_read_back(
    coordinator, town, monkeypatch, django_capture_on_commit_callbacks
):
    approved(town), approved(town)

    def second_is_wrong(card, credential, keys, seen=[]):  # noqa: B006 - counts the calls
        seen.append(card)
        if len(seen) == 2:
            raise CardPrintError(CardPrintError.Code.CODE_UNREADABLE, number=card.number)

    monkeypatch.setattr(batches, "check_code", second_is_wrong)
    with django_capture_on_commit_callbacks(execute=True):
        batch = start_batch(municipality=town, by=None)
    batch.refresh_from_db()
    assert (batch.state, batch.released_at) == (BatchState.FAILED, None)
    assert batch.cards.order_by("search_name").last().number in batch.error
    response = coordinator.get(reverse("card_batches:paper", args=[batch.pk, "boegen"]))
    assert response.status_code == 302
    monkeypatch.undo()
    with django_capture_on_commit_callbacks(execute=True):
        coordinator.post(reverse("card_batches:go_on", args=[batch.pk]))
    batch.refresh_from_db()
    assert batch.state == BatchState.RELEASED
    assert batch.cards.count() == 2


def test_what_can_not_be_made_is_said_and_keeps_nobody_back(
    town, django_capture_on_commit_callbacks
):
    approved(town, last_name="مولر"), approved(town, last_name="Gut")
    with django_capture_on_commit_callbacks(execute=True):
        batch = start_batch(municipality=town, by=None)
    batch.refresh_from_db()
    assert batch.state == BatchState.RELEASED
    assert batch.cards.get().name == "Erika Gut"
    assert "مولر" in batch.error


def test_a_batch_has_what_is_approved_and_not_on_its_way(town, selm, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    with pytest.raises(IssueError) as error:
        start_batch(municipality=town, by=None)
    assert error.value.code == IssueError.Code.NOTHING_TO_MAKE
    application = approved(town)
    with pytest.raises(IssueError) as error:
        start_batch(municipality=selm.municipality, applications=[application], by=None)
    assert error.value.code == IssueError.Code.OTHER_TOWN
    start_batch(municipality=town, by=None)
    with pytest.raises(IssueError):
        start_batch(municipality=town, by=None)


def test_cards_are_found_by_number_and_by_either_name(coordinator, town, selm):
    card = issued(town, first_name="Jörg Peter", last_name="Müller")
    issued(town, first_name="Anna", last_name="Anders")
    foreign = issued(selm.municipality, first_name="Jörg", last_name="Müller")

    def found(typed, **filters):
        response = coordinator.get(reverse("cards:index"), {"q": typed, **filters})
        return [one.number for one in response.context["object_list"]]

    digits = card.number[4:]
    for typed in (
        card.number, card.number.lower(), digits, digits.replace("-", " "), card.number[:-2],
        "Müller", "mueller j", "Jörg Peter Müller", "Müller Jörg",
    ):  # fmt: skip
        assert found(typed) == [card.number], typed
    assert found(foreign.number) == found("Niemand") == []
    assert found("Müller", standing="ended") == []
    revoke_card(card=card, end=CardEnd.LOST, by=None)
    assert found("Müller", standing="ended") == [card.number]


@pytest.mark.parametrize(
    ("typed", "index"),
    [("Müller", "card_name"), ("LUE-48", "number"), ("Jörg Müller", "card_name")],
)
def test_search_uses_an_index(town, typed, index):
    make_cards(town, 50)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
    plan = found_cards(in_towns(Card.objects.all(), [town.pk]), typed).explain()
    if connection.vendor == "sqlite":
        assert "SCAN ehrenamtskarte_card" not in plan.replace("SCAN ehrenamtskarte_card USING", "")
        assert "USING INDEX" in plan or "INDEX" in plan
        wanted = "sqlite_autoindex_ehrenamtskarte_card" if index == "number" else index
    else:
        assert "Seq Scan" not in plan
        wanted = "ehrenamtskarte_card_number" if index == "number" else index
    assert wanted in plan


def test_the_list_is_exported_without_formulas(coordinator, town):
    issued(town, first_name="=HYPERLINK(1)", last_name="Böse")
    response = coordinator.get(reverse("cards:index"), {"export": "csv"})
    (row,) = csv.DictReader(io.StringIO(content(response).decode()))
    assert "'=HYPERLINK(1) Böse" in row.values()
    sheet = coordinator.get(reverse("cards:index"), {"export": "xlsx"})
    assert b"".join(sheet)[:2] == b"PK"


def test_the_list_asks_as_often_for_thirty_as_for_one(
    coordinator, town, django_assert_max_num_queries
):
    make_cards(town, 1)
    assert "31.12.2029" in coordinator.get(reverse("cards:index")).content.decode()
    with CaptureQueriesContext(connection) as one:
        coordinator.get(reverse("cards:index"))
    make_cards(town, 29)
    with CaptureQueriesContext(connection) as thirty:
        coordinator.get(reverse("cards:index"))
    assert len(thirty) == len(one)


def test_a_lost_card_is_replaced(coordinator, town):
    card = issued(town, first_name="Eva", last_name="Alt")
    address = reverse("cards:replace", args=[card.pk])
    assert coordinator.get(address).context["form"].initial["last_name"] == "Alt"
    said = {"end": "changed", "first_name": "Eva", "last_name": "Alt", "municipality": town.pk}
    assert coordinator.post(address, said).status_code == 422
    response = coordinator.post(address, said | {"last_name": "Neu"})
    new = Card.objects.get(replaces=card)
    assert response.url == reverse("cards:inspect", args=[new.pk])
    assert new.name == "Eva Neu"
    pdf = coordinator.get(reverse("cards:pdf", args=[new.pk]))
    assert judged(codes_on(content(pdf))[0]).kind == VerdictKind.VALID
    assert coordinator.get(reverse("cards:pdf", args=[card.pk])).status_code == 302


def test_a_card_is_handed_over(coordinator, town):
    card = issued(town)
    address = reverse("cards:handed_over", args=[card.pk])
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    assert coordinator.post(address, {"on": tomorrow.isoformat()}).status_code == 422
    assert coordinator.get(address).status_code == 200
    coordinator.post(address, {"on": timezone.localdate().isoformat()})
    card.refresh_from_db()
    assert card.handed_over_on == timezone.localdate()


LOOK = {
    "headline": "Ehrenamtskarte",
    "background_colour": "#ffffff",
    "text_colour": "#1a1a1a",
    "accent_colour": "#0b5d66",
}


def test_a_look_is_saved_and_shown(coordinator, town):
    data = LOOK | {"municipality": town.pk}
    assert len(coordinator.get(reverse("card_designs:add")).context["pictures"]) == 2
    shown = coordinator.post(reverse("card_designs:add"), data | {"preview": "pdf"})
    assert shown["Content-Type"] == "application/pdf"
    assert not CardDesign.objects.exists()
    assert len(pypdfium2.PdfDocument(shown.content)) == 2
    assert coordinator.post(reverse("card_designs:add"), data).status_code == 302
    design = CardDesign.objects.get()
    assert coordinator.get(reverse("card_designs:show", args=[design.pk])).status_code == 200

    edit = reverse("card_designs:edit", args=[design.pk])
    saved = coordinator.get(edit).context
    red = coordinator.post(
        edit,
        data | {"background_colour": "#b00020", "text_colour": "#ffffff", "preview": "picture"},
    ).context
    design.refresh_from_db()
    assert design.background_colour == LOOK["background_colour"]
    assert (saved["shows_unsaved"], red["shows_unsaved"]) == (False, True)
    corners = [picture_of(context["pictures"][0]).getpixel((8, 300)) for context in (saved, red)]
    assert corners == [(255, 255, 255), (0xB0, 0x00, 0x20)]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("text_colour", "#fefefe"),
        ("accent_colour", "rot"),
        ("headline", "W" * 40),
        ("signed_by_name", "مولر"),
    ],
)
def test_what_would_not_print_well_is_said_beside_its_field(coordinator, town, field, value):
    data = LOOK | {"municipality": town.pk, field: value}
    response = coordinator.post(reverse("card_designs:add"), data)
    assert field in response.context["form"].errors
    assert not CardDesign.objects.exists()


def test_replacements_are_printed_with_the_next_batch(
    coordinator, town, selm, django_capture_on_commit_callbacks
):
    card = issued(town, first_name="Eva", last_name="Neu")
    hand_over(card=card, on=timezone.localdate(), by=None)
    new = replace_card(card=card, end=CardEnd.LOST, by=None)
    moved = replace_card(
        card=issued(selm.municipality), end=CardEnd.CHANGED, municipality=town, by=None
    )
    approved(town, first_name="Anna", last_name="Antrag")
    form = coordinator.get(reverse("card_batches:add")).context["form"]
    assert set(form.fields["cards"].queryset) == {new, moved}

    with django_capture_on_commit_callbacks(execute=True):
        coordinator.post(reverse("card_batches:add"), {"municipality": town.pk, "cards": [new.pk]})
    first = CardBatch.objects.get()
    assert (first.state, list(first.cards.all())) == (BatchState.RELEASED, [new])
    page = coordinator.get(reverse("card_batches:inspect", args=[first.pk]))
    assert (page.context["made"], page.context["total"]) == (1, 1)
    sheet = coordinator.get(reverse("card_batches:paper", args=[first.pk, "boegen"]))
    assert [judged(text).kind for text in codes_on(content(sheet))] == [VerdictKind.VALID]
    letters = coordinator.post(reverse("card_batches:letters", args=[first.pk]))
    assert "Marktweg 1" in text_of(content(letters))

    with django_capture_on_commit_callbacks(execute=True):
        coordinator.post(reverse("card_batches:add"), {"municipality": town.pk})
    second = CardBatch.objects.exclude(pk=first.pk).get()
    assert set(second.cards.values_list("name", flat=True)) == {moved.name, "Anna Antrag"}
    assert batches.progress_of(second) == (2, 2)
    letters = coordinator.post(reverse("card_batches:letters", args=[second.pk]))
    assert text_of(content(letters)).count("Marktweg 1") == 1  # the other one has moved
