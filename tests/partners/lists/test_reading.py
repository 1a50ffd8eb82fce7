"""Files as people save them, and what is read out of their cells."""

import io
from decimal import Decimal

import pytest
from openpyxl import Workbook

from partners.enums import BenefitKind
from partners.lists.benefit_words import LONGEST_TITLE, read_benefit
from partners.lists.column_names import plain
from partners.lists.columns import Hints, find_columns, header_score
from partners.lists.errors import ListFileError
from partners.lists.outcomes import Reason
from partners.lists.rows import rows_of
from partners.lists.tables import open_table
from tests.partners.lists.files import BAKER, SIX, TITLES, as_csv, but

WHOLE = [row["Name"] for row in SIX]


@pytest.fixture
def read(tmp_path):
    """The rows of a file."""

    def rows(content, hints=None):
        path = tmp_path / "list"
        path.write_bytes(content)
        table = open_table(path, header_score)
        cells = [record.cells for record in table.records() if record.problem is None]
        return list(rows_of(table.records(), find_columns(table.header, cells, hints)))

    return rows


def names(rows):
    return [row.get("name") for row in rows if row.problem is None]


@pytest.mark.parametrize(
    "content",
    [
        as_csv(*SIX),
        as_csv(*SIX, delimiter=","),
        as_csv(*SIX, delimiter="\t", encoding="utf-16"),
        as_csv(*SIX, encoding="utf-8-sig"),
        as_csv(*SIX, encoding="cp1252"),
        as_csv(*SIX, encoding="mac_roman"),
        as_csv(*SIX).decode().replace("€", "Euro").encode("cp850"),
        as_csv(*SIX).decode().encode("utf-8").decode("cp1252", "replace").encode(),  # mojibake
        b"sep=;\r\n" + as_csv(*SIX),
        b"Unsere Partner;;;\r\nStand: heute;;;\r\n\r\n" + as_csv(*SIX),
        as_csv(*SIX).replace(b"\r\n", b"\r"),
    ],
)
def test_every_form_of_a_file_is_read_alike(read, content):
    rows = read(content)
    assert names(rows) == WHOLE
    assert rows[0].get("street") == f"{BAKER['Straße']} {BAKER['Hausnummer']}"


def test_a_spreadsheet_is_read_as_it_looks(read):
    book = Workbook()
    book.worksheets[0].append(["Hinweise zur Liste"])
    sheet = book.create_sheet("Partner")
    sheet.append(["Akzeptanzstelle", "Anschrift", "Nachlass", "PLZ"])
    sheet.append(["Bäckerei Kornblume", "Markt 1, 44532 Lünen", "10 %", 44532.0])
    sheet.append([None] * 4)
    file = io.BytesIO()
    book.save(file)
    [row] = read(file.getvalue())
    assert (row.number, row.get("name"), row.get("street")) == (2, "Bäckerei Kornblume", "Markt 1")
    assert (row.get("postcode"), row.get("city"), row.get("benefit")) == ("44532", "Lünen", "10 %")


@pytest.mark.parametrize(
    ("titles", "field", "value"),
    [
        (("company", "zip code", "discount"), "postcode", "44532"),
        (("Name des Betriebs", "Postleitzahl", "Vergünstigung für Inhaber"), "benefit", "10 %"),
        (("FIRMENNAME", "PLZ ", "Was gibt es?"), "benefit", "10 %"),
    ],
)
def test_columns_are_known_by_name_or_content(read, titles, field, value):
    lines = [";".join(titles), *[f"Laden {number};44532;10 %" for number in range(5)]]
    assert {row.get(field) for row in read("\n".join(lines).encode())} == {value}


def test_a_column_is_known_by_what_stood_in_it_before(read):
    hints = Hints({"name": frozenset(plain(name) for name in WHOLE)})
    titles = ["Wer" if title == "Name" else title for title in TITLES]
    rows = [but(row, Wer=row["Name"]) for row in SIX]
    assert names(read(as_csv(*rows, titles=titles), hints)) == WHOLE


def test_torn_rows_are_put_together(read):
    good = as_csv(*SIX, delimiter=",").decode().splitlines()
    torn = good[1].replace("5 % Rabatt auf Brot", "5 % Rabatt auf Brot, Brötchen, Kuchen")
    unclosed = good[2].replace("Ahorn Apotheke", '"Ahorn Apotheke')
    quoted = good[3].replace("Museum am Lippeufer", '"Museum "am" Lippeufer"')
    rows = read("\n".join([good[0], torn, unclosed, quoted, *good[4:]]).encode())
    assert names(rows) == [*WHOLE[:2], 'Museum "am" Lippeufer', *WHOLE[3:]]
    assert [row.repairs for row in rows[:2]] == [(Reason.JOINED,), (Reason.QUOTES,)]
    assert rows[0].get("benefit").startswith("5 % Rabatt auf Brot, Brötchen")


def test_a_broken_row_costs_that_row(read):
    good = as_csv(*SIX, delimiter=",").decode().splitlines()
    broken = 'x,"y'
    rows = read("\n".join([*good[:3], broken, *good[3:]]).encode())
    assert names(rows) == WHOLE
    assert [row.problem for row in rows if row.problem] == [Reason.UNCLOSED_QUOTE]


def test_one_shifted_row_is_told(read):
    shifted = dict(zip(BAKER, [*list(BAKER.values())[1:], ""], strict=True))
    assert [row.problem for row in read(as_csv(shifted, *SIX[1:]))] == [
        Reason.SHIFTED_ROW,
        *[None] * 5,
    ]


def test_a_list_without_titles_is_refused(read):
    with pytest.raises(ListFileError):
        read(as_csv(*SIX).split(b"\r\n", 1)[1])


@pytest.mark.parametrize(
    ("text", "kind", "percent", "price", "regular"),
    [
        ("20 % Ermäßigung auf den Eintritt", BenefitKind.PERCENT, 20, None, None),
        ("10% Rabatt", BenefitKind.PERCENT, 10, None, None),
        ("Auf fast alles 50%", BenefitKind.PERCENT, 50, None, None),
        ("Eintritt: 1,50 €", BenefitKind.PRICE, None, "1.50", None),
        ("Monatsmarke: 15 €", BenefitKind.PRICE, None, "15", None),
        ("2 € statt 3,50 €", BenefitKind.PRICE, None, "2", "3.50"),
        ("Freier Eintritt", BenefitKind.FREE_ENTRY, None, None, None),
        ("Ein Kaffee gratis", BenefitKind.FREE_EXTRA, None, None, None),
        ("Verlosung von Freikarten", BenefitKind.RAFFLE, None, None, None),
        # Nothing that a filter or a till could rely on.
        ("Bis zu 60 % Ermäßigung", BenefitKind.OTHER, None, None, None),
        ("Ca. 30 % auf Kurse", BenefitKind.OTHER, None, None, None),
        ("Erwachsene 7,00 € - Kinder 3,80 €", BenefitKind.OTHER, None, None, None),
        ("1 € - Jugendliche frei - Mittwoch 18-20 Uhr frei", BenefitKind.OTHER, None, None, None),
        ("5 € Rabatt ab 20 € Einkauf", BenefitKind.OTHER, None, None, None),
        ("Ermäßigung laut Programm", BenefitKind.OTHER, None, None, None),
        ("150 % mehr Spaß", BenefitKind.OTHER, None, None, None),
    ],
)
def test_a_benefit_is_read_where_it_is_certain(text, kind, percent, price, regular):
    facts = read_benefit(text)
    assert (facts.kind, facts.title, facts.percent) == (kind, text, percent)
    assert facts.price == (Decimal(price) if price else None)
    assert facts.regular_price == (Decimal(regular) if regular else None)


def test_a_long_benefit_keeps_its_words():
    text = f"50 % Ermäßigung auf alles.\n{'Außer an Feiertagen und in den Ferien. ' * 8}"
    facts = read_benefit(text)
    assert facts.title == "50 % Ermäßigung auf alles."
    assert len(facts.title) <= LONGEST_TITLE
    assert facts.terms.startswith("Außer an Feiertagen")
