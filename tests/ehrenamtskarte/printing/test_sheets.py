import datetime as dt
from io import BytesIO

import numpy as np
import pytest
from pypdf import PdfReader

from ehrenamtskarte.enums import CardType
from ehrenamtskarte.printing import sheets
from ehrenamtskarte.printing.boxes import MM
from ehrenamtskarte.printing.cards import CardLook
from ehrenamtskarte.printing.codes import Code, Level, make_code
from ehrenamtskarte.printing.errors import CardPrintError
from ehrenamtskarte.printing.looks import ready_look
from ehrenamtskarte.printing.sheets import Sides, card_pdf, write_sheets
from tests.ehrenamtskarte.printing.samples import (
    DAY,
    LOOK,
    card,
    codes_in,
    picture,
    rendered,
    text_of,
)
from tests.qr import read_qr


@pytest.fixture(scope="module")
def look():
    return ready_look(LOOK)


def made(cards, look, **values):
    file = BytesIO()
    count = write_sheets(file, cards, look, title="Karten", author="Stadt Lünen", day=DAY, **values)
    return count, file.getvalue()


def size_of(box):
    return round(float(box.width) / MM, 1), round(float(box.height) / MM, 1)


class TestCard:
    def test_it_has_two_pages_in_its_own_size(self, look):
        reader = PdfReader(BytesIO(card_pdf(card(), look, day=DAY)))
        assert [size_of(page.mediabox) for page in reader.pages] == [(85.6, 54.0)] * 2

    def test_with_bleed_it_says_where_to_cut(self, look):
        for page in PdfReader(BytesIO(card_pdf(card(), look, day=DAY, bleed=True))).pages:
            assert size_of(page.mediabox) == size_of(page.bleedbox) == (91.6, 60.0)
            assert size_of(page.trimbox) == (85.6, 54.0)

    def test_it_has_a_title_and_a_language(self, look):
        reader = PdfReader(BytesIO(card_pdf(card(), look, day=DAY)))
        assert reader.metadata.title == "Ehrenamtskarte LUE-26-4711"
        assert reader.metadata.author == "Stadt Lünen"
        root = reader.trailer["/Root"]
        assert root["/Lang"] == "de"
        assert root["/ViewerPreferences"]["/DisplayDocTitle"]
        assert root["/ViewerPreferences"]["/PrintScaling"] == "/None"

    def test_it_says_what_the_card_says(self, look):
        front, back = PdfReader(BytesIO(card_pdf(card(), look, day=DAY))).pages
        for text in ("Maria Müller", "Stadt Lünen", "30.11.2028", "LUE-26-4711"):
            assert text in front.extract_text()
        for text in ("Maria Müller", "LUE-26-4711", "01.12.2026 – 30.11.2028"):
            assert text in back.extract_text()

    def test_a_jubilee_card_says_so_and_has_no_end(self, look):
        one = card(card_type=CardType.JUBILEE)
        front, back = PdfReader(BytesIO(card_pdf(one, look, day=DAY))).pages
        assert "unbegrenzt" in front.extract_text()
        assert "Gültig bis" not in front.extract_text()
        assert "Gültig ab 01.12.2026, unbegrenzt" in back.extract_text()
        assert "Jubiläum" in front.extract_text()
        standard, _ = PdfReader(BytesIO(card_pdf(card(), look, day=DAY))).pages
        assert "Jubiläum" not in standard.extract_text()

    def test_all_fonts_are_embedded_with_their_letters(self, look):
        for page in PdfReader(BytesIO(card_pdf(card(), look, day=DAY))).pages:
            for font in page["/Resources"]["/Font"].values():
                inner = font["/DescendantFonts"][0].get_object()
                assert inner["/FontDescriptor"]["/FontFile2"].get_data()
                assert "Fira" in font["/BaseFont"]
                assert "/ToUnicode" in font

    def test_the_code_is_a_stencil_of_one_dot_a_module(self, look):
        back = PdfReader(BytesIO(card_pdf(card(), look, day=DAY))).pages[1]
        objects = [one.get_object() for one in back["/Resources"]["/XObject"].values()]
        (mask,) = [one for one in objects if one["/Subtype"] == "/Image"]
        assert mask["/ImageMask"]
        assert (mask["/Width"], mask["/Height"], mask["/BitsPerComponent"]) == (49, 49, 1)
        assert "/Interpolate" not in mask

    def test_the_code_is_read_from_the_page(self, look):
        one = card()
        front, back = rendered(card_pdf(one, look, day=DAY))
        assert codes_in(front) == []
        assert codes_in(back) == [one.qr_text]

    @pytest.mark.parametrize(
        ("host", "version"),
        [("EHRENAMT.LUNE.DE", 8), ("EHRENAMT.LUENEN-NRW.DE", 9), ("EHRENAMT" * 7 + ".DE", 10)],
    )
    def test_the_code_is_26_mm_wide_or_more_and_stands_free(self, look, host, version):
        one = card(qr_text=text_of(host=host))
        assert make_code(one.qr_text, level=Level.M).version == version
        _, back = rendered(card_pdf(one, look, day=DAY))
        (found,) = read_qr(back)
        left, right = found.position.top_left.x, found.position.bottom_right.x
        top, bottom = found.position.top_left.y, found.position.bottom_right.y
        assert (right - left) / 300 * 25.4 >= 26
        quiet = int(4 * (right - left) / (17 + 4 * version)) - 1
        around = np.asarray(back.convert("L"))[
            top - quiet : bottom + quiet, left - quiet : right + quiet
        ].copy()
        around[quiet - 1 : -quiet + 1, quiet - 1 : -quiet + 1] = 255
        assert around.min() == 255

    def test_a_strict_reader_has_no_complaint(self, look):
        reader = PdfReader(BytesIO(card_pdf(card(), look, day=DAY)), strict=True)
        for number in range(1, reader.trailer["/Size"]):
            assert reader.get_object(number) is not None

    def test_the_same_card_makes_the_same_bytes(self, look):
        assert card_pdf(card(), look, day=DAY) == card_pdf(card(), look, day=DAY)


class TestSheets:
    def test_ten_a_page_front_and_back(self, look):
        cards = [card(f"Maria {n}", f"LUE-{n:03}", seed=n) for n in range(23)]
        count, data = made(iter(cards), look)
        pages = PdfReader(BytesIO(data)).pages
        assert (count, len(pages)) == (23, 6)
        assert all(size_of(page.mediabox) == (210, 297) for page in pages)
        for at, page in enumerate(pages):
            text = page.extract_text()
            start = at // 2 * 10
            numbers = {f"LUE-{n:03}" for n in range(23) if f"LUE-{n:03}" in text}
            assert numbers == {one.number for one in cards[start : start + 10]}

    def test_every_code_is_read_from_the_sheets_behind_its_front(self, look):
        cards = [card(f"Maria {n}", f"LUE-{n:03}", seed=n) for n in range(10)]
        _, data = made(cards, look)
        _, back = rendered(data)
        # Turned over the long edge, the left column of the backs lies behind the right one.
        mirrored = [cards[n + 1 - 2 * (n % 2)].qr_text for n in range(10)]
        assert codes_in(back) == mirrored

    def test_a_card_alone_stands_at_the_left_in_front_and_at_the_right_behind(self, look):
        _, data = made([card()], look)
        front, back = rendered(data, dpi=100)
        middle = front.width // 2
        blank = (255, 255, 255)
        assert front.getpixel((middle - 20, 100)) != blank
        assert front.getpixel((middle + 20, 100)) == blank
        assert codes_in(back.crop((0, 0, middle, back.height))) == []
        assert codes_in(back.crop((middle, 0, back.width, back.height))) == [card().qr_text]

    @pytest.mark.parametrize(("sides", "code"), [(Sides.FRONTS, []), (Sides.BACKS, ["one"])])
    def test_one_side_only(self, look, sides, code):
        _, data = made([card()], look, sides=sides)
        (page,) = rendered(data)
        assert len(codes_in(page)) == len(code)

    def test_the_sheets_are_cut_at_the_marks(self, look):
        """Crop marks stand where the cards' edges are, outside of the cards."""
        _, data = made([card()] * 10, look)
        front = rendered(data)[0].convert("L")
        per_mm = front.width / 210
        y = round((13.5 - 6) * per_mm)
        columns = [x / per_mm for x in range(front.width) if front.getpixel((x, y)) < 160]
        for edge in (19.4, 105.0, 190.6):
            assert any(abs(x - edge) < 0.2 for x in columns)

    def test_bleed_never_covers_a_neighbour(self, look):
        """Between two cards the colours meet in the middle."""
        bright = ready_look(CardLook(background_colour="#ffee00", text_colour="#000000"))
        _, data = made([card(), card(card_type=CardType.JUBILEE)], bright, sides=Sides.BACKS)
        (page,) = rendered(data)
        left, right = (round((105 + shift) / 210 * page.width) for shift in (-0.5, 0.5))
        y = round((13.5 + 54 - 8.9) / 297 * page.height)  # on the line above the band
        assert page.getpixel((left, y)) != page.getpixel((right, y))

    def test_a_code_that_cannot_be_read_back_stops_the_batch(self, look, monkeypatch):
        good = sheets.make_code

        def wrong(text, **values):
            code = good(text, **values)
            return Code(code.size, bytes(len(code.bits))) if text == bad.qr_text else code

        bad = card(number="LUE-BAD", seed=99)
        monkeypatch.setattr(sheets, "make_code", wrong)
        with pytest.raises(CardPrintError) as caught:
            made([card(), bad], look)
        assert caught.value.code == CardPrintError.Code.CODE_UNREADABLE
        assert "LUE-BAD" in str(caught.value)

    def test_without_cards_there_is_a_pdf_without_pages(self, look):
        count, data = made([], look)
        assert (count, len(PdfReader(BytesIO(data)).pages)) == (0, 0)

    def test_pictures_are_in_the_file_once(self):
        look = ready_look(CardLook(logo=picture(), background=picture(1200, 800, "#224466")))
        cards = [card(card_type=CardType(n % 2), seed=n) for n in range(30)]
        _, data = made(cards, look)
        assert data.count(b"DCTDecode") == 1
        assert data.count(b"/SMask") == 1


def test_days_are_written_as_germans_do(look):
    one = card(valid_from=dt.date(2027, 1, 2), valid_until=dt.date(2029, 1, 1))
    front, _ = PdfReader(BytesIO(card_pdf(one, look, day=DAY))).pages
    assert "01.01.2029" in front.extract_text()
