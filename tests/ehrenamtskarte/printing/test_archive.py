import csv
import zipfile
from io import BytesIO, StringIO

import pytest

from ehrenamtskarte.enums import CardType
from ehrenamtskarte.printing.archive import write_archive
from ehrenamtskarte.printing.errors import CardPrintError
from ehrenamtskarte.printing.looks import ready_look
from tests.ehrenamtskarte.printing.samples import DAY, LOOK, card, codes_in, rendered


def made(cards):
    file = BytesIO()
    count = write_archive(file, cards, ready_look(LOOK), day=DAY)
    return count, zipfile.ZipFile(file)


def test_there_is_one_pdf_a_card_and_a_table_of_them():
    cards = [
        card("Maria Müller", "LUE-1", seed=1),
        card("Đorđe Țărănescu", "LUE-2", seed=2, card_type=CardType.JUBILEE),
    ]
    count, archive = made(iter(cards))
    assert count == 2
    assert archive.testzip() is None
    assert set(archive.namelist()) == {"karten.csv", "karten/LUE-1.pdf", "karten/LUE-2.pdf"}
    table = archive.read("karten.csv")
    assert table.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(StringIO(table.decode("utf-8-sig")), delimiter=";"))
    assert rows[0] == {
        "Nummer": "LUE-1",
        "Name": "Maria Müller",
        "Kartenart": "Ehrenamtskarte",
        "Stadt": "Stadt Lünen",
        "Gültig ab": "01.12.2026",
        "Gültig bis": "30.11.2028",
        "Text des Codes": cards[0].qr_text,
        "Datei": "karten/LUE-1.pdf",
    }
    assert (rows[1]["Name"], rows[1]["Gültig bis"]) == ("Đorđe Țărănescu", "unbegrenzt")
    for one, row in zip(cards, rows, strict=True):
        _, back = rendered(archive.read(row["Datei"]))
        assert codes_in(back) == [one.qr_text]
        assert round(back.width / 300 * 25.4, 1) == 91.6  # with bleed


def test_names_are_neither_formulas_nor_ways_out_of_the_folder():
    _, archive = made([card("=1+1 Meier", "../../etc/passwd")])
    assert [name for name in archive.namelist() if name.endswith(".pdf")] == [
        "karten/....etcpasswd.pdf"
    ]
    assert "'=1+1 Meier" in archive.read("karten.csv").decode("utf-8-sig")


def test_one_bad_card_stops_all_and_is_named():
    with pytest.raises(CardPrintError, match="LUE-2"):
        made([card(number="LUE-1"), card("Ali علي", "LUE-2")])


def test_the_same_cards_make_the_same_bytes():
    files = [BytesIO(), BytesIO()]
    for file in files:
        write_archive(file, [card()], ready_look(LOOK), day=DAY)
    assert files[0].getvalue() == files[1].getvalue()
