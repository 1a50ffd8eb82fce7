"""The letter that comes with a card, and the list for the ceremony."""

import datetime as dt
from io import BytesIO

import numpy as np
import pytest
from pypdf import PdfReader

from ehrenamtskarte.printing.errors import CardPrintError
from ehrenamtskarte.printing.handover import handover_pdf
from ehrenamtskarte.printing.letter import Activation, CardLetter, LetterHead, letters_pdf
from tests.ehrenamtskarte.printing.samples import DAY, card, codes_in, picture, rendered

HEAD = LetterHead(
    sender=["Stadt Lünen", "Ehrenamtsstelle", "Marktplatz 1", "44532 Lünen"],
    return_line="Stadt Lünen · Marktplatz 1 · 44532 Lünen",
    place="Lünen",
    subject="Ihre Ehrenamtskarte",
    signed_by_name="Erika Beispiel",
    signed_by_role="Bürgermeisterin",
    logo=picture(),
    signature=picture(400, 100),
)
LINK = "https://ehrenamt.luenen.example/ehrenamtskarte/meine-karte/#7KQ4M2XR9TBC"


def letter(name="Maria Müller", **values):
    return CardLetter(
        **{
            "number": "LUE-26-4711",
            "recipient": [name, "Musterweg 12", "44534 Lünen"],
            "greeting": f"Guten Tag {name},",
            "text": "hier ist Ihre Karte.\r\n\r\nVielen Dank.",
            "closing": "Mit freundlichen Grüßen",
            **values,
        }
    )


def activation():
    return Activation(
        code="7KQ4-M2XR-9TBC",
        address="https://ehrenamt.luenen.example/ehrenamtskarte/meine-karte/",
        link=LINK,
        until=dt.date(2027, 1, 31),
    )


def pdf(*letters):
    return letters_pdf(letters, HEAD, author="Stadt Lünen", day=DAY)


def place_of(page, wanted):
    """Where a text stands, in millimetres from the upper left corner."""
    found = []

    def visit(text, cm, tm, _font, _size):
        if wanted in text:
            found.append(((cm[4] + tm[4]) / 72 * 25.4, 297 - (cm[5] + tm[5]) / 72 * 25.4))

    page.extract_text(visitor_text=visit)
    return found[0]


class TestLetter:
    def test_it_says_what_belongs_into_it(self):
        (page,) = PdfReader(BytesIO(pdf(letter()))).pages
        text = page.extract_text()
        for part in (
            "Guten Tag Maria Müller,", "hier ist Ihre Karte.", "Vielen Dank.", "Musterweg 12",
            "Lünen, 21. November 2026", "Erika Beispiel", "Bürgermeisterin", "Ihre Ehrenamtskarte",
        ):  # fmt: skip
            assert part in text
        assert "Handy" not in text
        assert "Seite" not in text

    def test_the_address_stands_in_the_envelope_s_window(self):
        (page,) = PdfReader(BytesIO(pdf(letter()))).pages
        for line in ("Maria Müller", "Musterweg 12", "44534 Lünen"):
            x, y = place_of(page, line)
            assert 20 < x < 105
            assert 45 + 17.7 < y < 90

    def test_it_is_marked_where_it_is_folded(self):
        (page,) = rendered(pdf(letter()))
        left = np.asarray(page.convert("L"))[:, : round(20 / 210 * page.width)]
        marks = [y / page.height * 297 for y in np.flatnonzero((left < 160).any(axis=1))]
        for wanted in (105, 148.5, 210):
            assert any(abs(mark - wanted) < 0.5 for mark in marks)
        assert all(min(abs(mark - one) for one in (105, 148.5, 210)) < 0.5 for mark in marks)

    def test_with_a_code_it_says_how_the_card_gets_onto_the_phone(self):
        data = pdf(letter(activation=activation()))
        text = PdfReader(BytesIO(data)).pages[0].extract_text()
        assert "7KQ4-M2XR-9TBC" in text
        assert "31. Januar 2027" in text
        (page,) = rendered(data)
        assert codes_in(page) == [LINK]

    def test_each_letter_has_pages_of_its_own(self):
        letters = [letter(f"Maria {n}", activation=activation()) for n in range(5)]
        pages = PdfReader(BytesIO(pdf(*letters))).pages
        assert len(pages) == 5
        for n, page in enumerate(pages):
            assert f"Guten Tag Maria {n}," in page.extract_text()

    def test_rare_letters_are_there_and_others_are_an_error(self):
        text = PdfReader(BytesIO(pdf(letter("ẖelga M̌ ŋ")))).pages[0].extract_text()
        assert "ẖelga" in text
        with pytest.raises(CardPrintError, match="LUE-26-4711"):
            pdf(letter("Ali علي"))

    def test_what_is_written_is_text_and_no_markup(self):
        text = PdfReader(BytesIO(pdf(letter("<b>A</b> & Co")))).pages[0].extract_text()
        assert "<b>A</b> & Co" in text

    def test_it_is_tagged(self):
        reader = PdfReader(BytesIO(pdf(letter(activation=activation()))))
        root = reader.trailer["/Root"]
        assert root["/Lang"] == "de"
        assert root["/MarkInfo"]["/Marked"]
        (section,) = root["/StructTreeRoot"]["/K"]["/K"]
        roles = {part.get_object()["/S"] for part in section.get_object()["/K"]}
        assert {"/H1", "/P", "/Figure", "/Sect"} <= roles


class TestHandover:
    def made(self, cards):
        return handover_pdf(
            cards,
            title="Übergabe",
            occasion="Rathaus, 5. Dezember 2026",
            author="Stadt Lünen",
            day=DAY,
        )

    def test_each_card_has_its_row(self):
        cards = [card(f"Maria {n} Ș.", f"LUE-{n:03}") for n in range(45)]
        pages = PdfReader(BytesIO(self.made(cards))).pages
        text = "\n".join(page.extract_text() for page in pages)
        assert "45 Karten" in text
        assert len(pages) == 3
        for one in cards:
            assert one.number in text
            assert one.name in text
        for page in pages:
            assert "Erhalten (Unterschrift)" in page.extract_text()

    def test_without_cards_it_says_so(self):
        assert "0 Karten" in PdfReader(BytesIO(self.made([]))).pages[0].extract_text()

    def test_a_name_that_can_t_be_printed_is_an_error(self):
        with pytest.raises(CardPrintError, match="LUE-9"):
            self.made([card("Ali علي", "LUE-9")])
