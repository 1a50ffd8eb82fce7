"""Shops on paper: the list by town, stickers and posters with a code that can be read."""

from io import BytesIO

import pypdfium2
import pytest
from PIL import ImageOps
from pypdf import PdfReader

from partners.models import Benefit, Partner
from partners.sections import for_the_door
from tests.qr import read_qr

pytestmark = pytest.mark.django_db


def read(client, path):
    response = client.get(path)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/pdf"
    return response.content


def text_of(data):
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages)


def picture_of(data):
    with pypdfium2.PdfDocument(data) as document:
        return document[0].render(scale=2).to_pil().convert("L")


def codes_in(data):
    return [code.text for code in read_qr(picture_of(data))]


def test_the_list_goes_by_town_and_understands_the_filters(shops, client):
    text = text_of(read(client, "/partner/liste.pdf"))
    order = [
        text.index(words) for words in ("Lünen", "Mehlgasse 4", "Ofenweg 1", "In allen Städten")
    ]
    assert order == sorted(order)
    assert text.count("Bäckerei Korn") == 2
    assert "Einzelkarte: 2 € statt 4,50 €" in text.replace("\N{NO-BREAK SPACE}", " ")
    assert "Später einmal" not in text
    narrowed = text_of(read(client, "/partner/liste.pdf?kategorie=sport"))
    assert "Auenbad" in narrowed
    assert "Bäckerei Korn" not in narrowed
    nothing = text_of(read(client, "/partner/liste.pdf?q=unauffindbares"))
    assert "passt" in nothing


def test_stickers_and_poster_fill_their_page(shops, client):
    for name in ("aufkleber", "plakat"):
        picture = picture_of(read(client, f"/partner/{shops.bakery.record.pk}/{name}.pdf"))
        _left, top, _right, bottom = ImageOps.invert(picture).getbbox()
        assert top < 0.1 * picture.height < 0.9 * picture.height < bottom, name


def test_stickers_and_poster_fit_one_page_and_their_codes_lead_to_the_shop(shops, client):
    partner = shops.bakery.record
    Benefit.objects.bulk_create(
        Benefit(partner=partner, kind="other", title="Ein langer Satz über wenig " * 5)
        for _number in range(6)
    )
    Partner.objects.filter(pk=partner.pk).update(name="Bäckerei mit einem langen Namen " * 6)
    address = f"HTTP://TESTSERVER/P/{partner.pk}"
    for name, number in (("aufkleber", 4), ("plakat", 1)):
        data = read(client, f"/partner/{partner.pk}/{name}.pdf")
        assert len(PdfReader(BytesIO(data)).pages) == 1, name
        assert codes_in(data) == [address] * number, name
    assert "und mehr" in text_of(data)
    Partner.objects.filter(pk=partner.pk).update(state="ended")
    assert client.get(f"/partner/{partner.pk}/plakat.pdf").status_code == 404
    assert client.get("/partner/99999/aufkleber.pdf").status_code == 404


def test_owners_find_both_at_their_desk_as_long_as_the_shop_takes_part(shops, rf):
    partner = shops.bakery.record
    assert for_the_door(partner, rf.get("/")).context == {"partner": partner}
    partner.state = "ended"
    assert for_the_door(partner, rf.get("/")) is None
