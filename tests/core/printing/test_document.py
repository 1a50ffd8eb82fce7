import datetime as dt
import io

from pypdf import PdfReader
from reportlab.platypus import PageBreak

from core.printing.document import Document, style
from core.printing.fonts import BOLD


class Letter(Document):
    def story(self):
        yield from self.paragraph(self.structure, self.title, style(20, 24, font=BOLD), role="H1")
        yield from self.paragraph(self.structure, "<b>Text</b> & 📚", style(10, 13))
        yield from self.paragraph(self.structure, "📚", style(10, 13))
        yield from self.fact(self.structure, "Ort", "Lünen", style(10, 13))
        yield PageBreak()
        yield from self.paragraph(
            self.structure, "Hierher", style(10, 13), address="https://verbund.example/"
        )


def letter(**values):
    return Letter(
        **{"title": "Ein Brief", "author": "Verbund", "day": dt.date(2026, 11, 21), **values}
    ).render()


def read(data):
    return PdfReader(io.BytesIO(data))


def test_it_says_what_it_is_and_what_is_what():
    reader = read(letter(subject="Anlass"))
    assert (reader.metadata.title, reader.metadata.author) == ("Ein Brief", "Verbund")
    assert reader.metadata.subject == "Anlass"
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "de"
    roles = [one.get_object()["/S"] for one in root["/StructTreeRoot"]["/K"]["/K"]]
    assert roles == ["/H1", "/P", "/P", "/P"]


def test_text_is_no_markup_and_shows_no_boxes():
    text = read(letter()).pages[0].extract_text()
    assert "<b>Text</b> &" in text
    assert "📚" not in text
    assert "Ort: Lünen" in text


def test_each_page_has_its_number_and_the_foot():
    pages = read(letter(foot="verbund.example/" + "x" * 300)).pages
    assert len(pages) == 2
    for number, page in enumerate(pages, start=1):
        text = page.extract_text()
        assert f"Seite {number} von 2" in text
        assert "verbund.example/xxx" in text
        assert "x…" in text


def test_fonts_are_embedded():
    for page in read(letter()).pages:
        for font in page["/Resources"]["/Font"].values():
            assert "/FontFile2" in font.get_object()["/FontDescriptor"]


def test_the_same_letter_makes_the_same_bytes():
    assert letter() == letter()
