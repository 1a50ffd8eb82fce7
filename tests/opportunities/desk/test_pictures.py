"""The picture of an offer at the desk: chosen, replaced, taken away; wrong files do no harm."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image as PillowImage
from wagtail.images import get_image_model
from wagtail.models import Collection

from opportunities.desk.drafts import draft_of
from opportunities.desk.gate import submit_offer
from opportunities.models import OpportunityPage
from tests.factories import OpportunityPageFactory

Image = get_image_model()


def picture(name="bild.jpg", how="JPEG", colour="red"):
    out = io.BytesIO()
    PillowImage.new("RGB", (60, 40), colour).save(out, how)
    return SimpleUploadedFile(name, out.getvalue(), "image/jpeg")


@pytest.fixture
def offer(desk):
    return OpportunityPageFactory(parent=desk.page, title="Vorlesen", description="<p>Vor.</p>")


def address(desk, offer):
    return reverse("desk_offers:write", args=(desk.organisation.pk, offer.pk, "worum"))


def typed(desk, offer, **other):
    """What the browser sends of the first step, with what stood there before."""
    where = (
        address(desk, offer) if offer else reverse("desk_offers:new", args=(desk.organisation.pk,))
    )
    form = desk.client.get(where).context["form"]
    data = {"do": "weiter"}
    for field in form:
        value = field.value()
        if field.name in ("new_image", "without_image") or value in (None, False):
            continue
        data[field.html_name] = data[field.html_initial_name] = value
    return {**data, **other}


def written(offer):
    return draft_of(OpportunityPage.objects.get(pk=offer.pk))


def send(desk, offer, **other):
    return desk.client.post(address(desk, offer), typed(desk, offer, **other))


def test_a_picture_waits_in_the_draft_and_is_shown_to_everybody_in_the_end(desk, offer):
    desk.organisation.may_publish = True
    desk.organisation.save()
    send(desk, offer, new_image=picture(), image_alt="Eine Frau liest vor.")
    offer.refresh_from_db()
    assert offer.image is None
    draft = written(offer)
    assert draft.image_alt == "Eine Frau liest vor."
    assert draft.image.collection == Collection.objects.get(name="Lünen")
    assert draft.image.uploaded_by_user == desk.member
    for step in ("worum", "ansehen"):
        page = desk.client.get(address(desk, offer).replace("worum", step)).content.decode()
        assert 'alt="Eine Frau liest vor."' in page

    submit_offer(offer=offer, organisation=desk.organisation, by=desk.member)
    public = desk.client.get(offer.url).content.decode()
    assert 'alt="Eine Frau liest vor."' in public


def test_the_button_uploads_and_shows_it_at_once(desk, offer):
    response = send(desk, offer, new_image=picture(), do="bild")
    assert response.url == f"{address(desk, offer)}#bild"
    assert written(offer).image is not None


def test_a_picture_is_replaced_and_taken_away_with_its_words(desk, offer):
    send(desk, offer, new_image=picture(), image_alt="Rot.")
    first = written(offer).image
    send(desk, offer, new_image=picture(colour="blue"), image_alt="Blau.")
    assert written(offer).image not in (None, first)
    assert written(offer).image_alt == "Blau."
    response = send(desk, offer, without_image="on")
    assert response.status_code == 302
    draft = written(offer)
    assert (draft.image, draft.image_alt) == (None, "")


def test_who_ticks_and_chooses_means_the_new_one(desk, offer):
    send(desk, offer, new_image=picture(), image_alt="Rot.")
    send(desk, offer, new_image=picture(colour="blue"), without_image="on")
    assert written(offer).image is not None


@pytest.mark.parametrize(
    ("file", "told"),
    [
        (SimpleUploadedFile("bild.jpg", b"<svg onload='x'>", "image/jpeg"), "kein Bild"),
        (SimpleUploadedFile("bild.jpg", b"x" * (8 * 1024 * 1024 + 1)), "größer als"),
    ],
)
def test_wrong_files_are_told_and_what_was_typed_stays(desk, offer, file, told):
    file.seek(0)
    response = send(
        desk, offer, new_image=file, image_alt="Eine Frau liest vor.", title="Neuer Titel"
    )
    text = response.content.decode()
    assert response.status_code == 422
    assert told in text
    assert "Eine Frau liest vor." in text
    assert "Neuer Titel" in text
    assert written(offer).title == "Vorlesen"
    assert not Image.objects.exists()


def test_words_without_a_picture_are_told(desk, offer):
    response = send(desk, offer, image_alt="Eine Frau liest vor.")
    assert response.status_code == 422
    assert "Zu diesem Alternativtext fehlt das Bild." in response.content.decode()


def test_a_right_picture_is_kept_when_something_else_is_wrong(desk, offer):
    response = send(desk, offer, title="", new_image=picture(), image_alt="Rot.")
    assert response.status_code == 422
    assert 'alt="Rot."' in response.content.decode()
    draft = written(offer)
    assert (draft.title, draft.image_alt) == ("Vorlesen", "Rot.")
    assert draft.image is not None


def test_without_a_title_there_is_nothing_to_keep_it_with(desk):
    new = reverse("desk_offers:new", args=(desk.organisation.pk,))
    response = desk.client.post(new, {"do": "weiter", "new_image": picture()})
    assert response.status_code == 422
    assert "Bitte wählen Sie das Bild noch einmal" in response.content.decode()
    assert not OpportunityPage.objects.exists()
    assert not Image.objects.exists()


def test_a_new_offer_brings_its_picture_along(desk):
    new = reverse("desk_offers:new", args=(desk.organisation.pk,))
    data = {"do": "weiter", "title": "Kochen", "description": "Wir kochen.", "image_alt": "Topf."}
    desk.client.post(new, {**data, "new_image": picture(how="PNG", name="topf.png")})
    draft = draft_of(OpportunityPage.objects.get())
    assert draft.image.title == "Bild: Kochen"
    assert draft.image_alt == "Topf."
