import datetime as dt
import io

import pypdfium2
import pytest
from django.contrib.staticfiles import finders
from pypdf import PdfReader
from reportlab.lib.pagesizes import A4

from core import content_version
from core.printing import fonts
from opportunities import catalogue
from opportunities.enums import Whereabouts
from opportunities.printing.document import PrintedList
from opportunities.printing.rows import PrintedOffer
from tests.factories import OpportunityPageFactory, OrganisationPageFactory
from tests.hidden import PROTECTED, TRACES, add_hidden_offers
from tests.qr import read_qr

PDF = "/angebote/liste.pdf"


def text_of(response):
    reader = PdfReader(io.BytesIO(response.content))
    return "\n".join(page.extract_text() for page in reader.pages)


def renew():
    content_version.forget_everything()
    catalogue.forget()


def printed(number=1, **values):
    offers = [
        PrintedOffer(
            **{
                "title": f"Vorlesen {n}",
                "url": f"https://verbund.example/luenen/lesefreunde/vorlesen-{n}/",
                "organisation": "Lesefreunde e. V.",
                "time": "mittwochs 15–17 Uhr",
                "place": "Lünen-Brambauer",
                "summary": "Sie lesen vor. " * 10,
                "contact": "Nadja Beispiel",
                **values,
            }
        )
        for n in range(number)
    ]
    return PrintedList(
        title="Angebote: Lünen",
        author="Ehrenamtsverbund",
        day=dt.date(2026, 11, 21),
        subject="Stand: 21. November 2026",
        foot="https://verbund.example/angebote/?ort=luenen",
        accent="#0b5d66",
        offers=offers,
    )


def inner_of(element):
    """The structure below an element, without the marks of the drawing."""
    inner = [one.get_object() for one in element["/K"]]
    return [one for one in inner if one["/Type"] == "/StructElem"]


def qr_codes(data):
    """What a reader makes of the codes on the pages, as they are drawn on paper."""
    with pypdfium2.PdfDocument(data) as document:
        image = document[0].render(scale=150 / 72).to_pil()
    return {code.text for code in read_qr(image)}


class TestDocument:
    def test_it_says_what_it_is(self):
        reader = PdfReader(io.BytesIO(printed(3).render()))
        assert reader.metadata.title == "Angebote: Lünen"
        assert reader.metadata.author == "Ehrenamtsverbund"
        assert reader.trailer["/Root"]["/Lang"] == "de"
        assert reader.trailer["/Root"]["/ViewerPreferences"]["/DisplayDocTitle"]
        assert [entry.title for entry in reader.outline] == [f"Vorlesen {n}" for n in range(3)]
        assert reader.metadata["/CreationDate"] == "D:20261121"

    def test_screen_readers_are_told_what_is_what(self):
        reader = PdfReader(io.BytesIO(printed(9).render()))
        root = reader.trailer["/Root"]
        assert root["/MarkInfo"]["/Marked"]
        document = root["/StructTreeRoot"]["/K"]
        assert [inner["/S"] for inner in inner_of(document)] == ["/P", "/H1", "/P", *["/Sect"] * 9]
        section = inner_of(document)[-1]
        assert [inner["/S"] for inner in inner_of(section)] == [
            *("/P", "/H2", "/P", "/P", "/P", "/P", "/Figure"),
        ]
        assert "Vorlesen 8" in inner_of(section)[-1]["/Alt"]
        (link,) = inner_of(inner_of(section)[1])
        note = link["/K"][1]["/Obj"]
        assert (link["/S"], note["/Contents"]) == ("/Link", "Vorlesen 8")
        numbers = root["/StructTreeRoot"]["/ParentTree"]["/Nums"]
        tree = dict(zip(numbers[::2], numbers[1::2], strict=True))
        assert tree[note["/StructParent"]].get_object() == link
        for page in reader.pages:
            marks = page.get_contents().get_data().count(b"BDC")
            assert marks == len(tree[page["/StructParents"]].get_object())

    def test_pages_are_numbered(self):
        reader = PdfReader(io.BytesIO(printed(9).render()))
        total = len(reader.pages)
        assert total > 1
        for number, page in enumerate(reader.pages, start=1):
            assert f"Seite {number} von {total}" in page.extract_text()
            assert (float(page.mediabox.width), float(page.mediabox.height)) == pytest.approx(A4)

    def test_an_offer_is_never_torn_apart(self):
        reader = PdfReader(io.BytesIO(printed(9).render()))
        for page in reader.pages:
            text = page.extract_text()
            assert text.count("Lesefreunde") == text.count("Nadja Beispiel")

    def test_the_same_list_makes_the_same_bytes(self):
        assert printed(2).render() == printed(2).render()

    def test_the_longest_offer_fits_on_a_page(self):
        longest = {"title": 255, "organisation": 255, "time": 340, "place": 400, "summary": 300}
        texts = {name: "W" * length for name, length in longest.items()}
        data = printed(1, **texts, contact="W" * 420).render()
        assert len(PdfReader(io.BytesIO(data)).pages) <= 2

    def test_markup_and_odd_characters_are_text(self):
        odd = printed(1, title="<b>Fett</b> & „Ş. Yıldız“ 📚\u2060", place="<para>", contact="\x07")
        text = PdfReader(io.BytesIO(odd.render())).pages[0].extract_text()
        assert "<b>Fett</b> & „Ş. Yıldız“" in text
        assert "<para>" in text
        assert "📚" not in text
        assert "Kontakt" not in text

    def test_without_offers_it_says_so(self):
        text = PdfReader(io.BytesIO(printed(0).render())).pages[0].extract_text()
        assert "passt" in text

    def test_every_offer_has_its_code_and_its_link(self):
        data = printed(2).render()
        addresses = {offer.url for offer in printed(2).offers}
        reader = PdfReader(io.BytesIO(data))
        links = {
            note.get_object()["/A"]["/URI"]
            for page in reader.pages
            for note in page.get("/Annots", ())
        }
        assert links == addresses
        assert qr_codes(data) == addresses

    def test_without_the_web_fonts_it_is_still_printed(self, monkeypatch):
        monkeypatch.setattr(finders, "find", lambda path: None)
        fonts.outlines.cache_clear()
        fonts.register.cache_clear()
        fonts.typeface.cache_clear()
        try:
            reader = PdfReader(io.BytesIO(printed(1).render()))
            assert "Angebote: Lünen" in reader.pages[0].extract_text()
        finally:
            fonts.outlines.cache_clear()
            fonts.register.cache_clear()
            fonts.typeface.cache_clear()


@pytest.mark.django_db
class TestAddress:
    @pytest.fixture
    def organisation(self, luenen):
        return OrganisationPageFactory(parent=luenen.page, title="Lesefreunde & Söhne")

    def test_it_says_what_the_page_says(self, client, organisation):
        page = OpportunityPageFactory(
            parent=organisation,
            title="Vorlesen",
            time_note="auch in den Ferien",
            venue="Bücherei",
            street="Am Markt 1",
            contact_name="Nadja Beispiel",
            contact_phone="02306 1234",
        )
        response = client.get(PDF, {"ort": "luenen"})
        assert response.headers["Content-Type"] == "application/pdf"
        text = text_of(response)
        for part in (
            *("Vorlesen", "Lesefreunde & Söhne", "auch in den Ferien", "Bücherei", "Am Markt 1"),
            *(page.summary, "Nadja Beispiel · 02306 1234", "Ehrenamtsverbund Test", "1 Angebot"),
            "http://testserver/angebote/?ort=luenen",
        ):
            assert part in text
        assert qr_codes(response.content) == {f"http://testserver{page.url}"}

    def test_filters_and_order_hold(self, client, organisation, selm):
        OpportunityPageFactory(parent=organisation, title="In Lünen")
        other = OrganisationPageFactory(parent=selm.page)
        OpportunityPageFactory(parent=other, title="Wenige", places_wanted=1)
        OpportunityPageFactory(parent=other, title="Viele", places_wanted=9)
        text = text_of(client.get(PDF, {"ort": "selm", "sortierung": "bedarf"}))
        assert "In Lünen" not in text
        assert text.index("Viele") < text.index("Wenige")

    def test_it_is_bounded_and_says_so(self, client, organisation, monkeypatch):
        monkeypatch.setattr("opportunities.printing.views.MOST", 2)
        for number in range(4):
            OpportunityPageFactory(parent=organisation, title=f"Nummer {number}")
        text = text_of(client.get(PDF))
        assert "die ersten 2 von 4 Angeboten" in text
        assert "Nummer 1" not in text

    def test_only_what_everybody_may_see(self, client, organisation, selm):
        add_hidden_offers(organisation, other=OrganisationPageFactory(parent=selm.page))
        OpportunityPageFactory(parent=organisation, title="Frauenhaus", **PROTECTED)
        text = text_of(client.get(PDF))
        assert "Frauenhaus" in text
        for absent in ("Angemeldete", "Entwurf", "Vorbei", *TRACES):
            assert absent not in text

    def test_online_has_no_address(self, client, organisation):
        OpportunityPageFactory(
            parent=organisation, whereabouts=Whereabouts.ONLINE, street="Am Markt 1"
        )
        assert "Am Markt" not in text_of(client.get(PDF))

    def test_who_has_it_already_gets_no_second_one(self, client, organisation):
        OpportunityPageFactory(parent=organisation)
        etag = client.get(PDF).headers["ETag"]
        assert client.get(PDF, headers={"If-None-Match": etag}).status_code == 304

    @pytest.mark.parametrize(
        "query", ["plz=😀&radius=-5&seite=1e9", f"q={'x' * 10_000}", "q=%00%25%27<b>&ort=<i>"]
    )
    def test_absurd_parameters_are_no_errors(self, client, organisation, query):
        OpportunityPageFactory(parent=organisation)
        response = client.get(f"{PDF}?{query}")
        assert response.status_code == 200
        text_of(response)
