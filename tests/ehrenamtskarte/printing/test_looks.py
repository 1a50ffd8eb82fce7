from dataclasses import replace

import pytest

from ehrenamtskarte.enums import CardType
from ehrenamtskarte.printing import measures
from ehrenamtskarte.printing.boxes import MM
from ehrenamtskarte.printing.cards import CardLook
from ehrenamtskarte.printing.errors import CardLookError
from ehrenamtskarte.printing.faces import LeavesSafeAreaError
from ehrenamtskarte.printing.looks import check_look, ready_look
from ehrenamtskarte.printing.palette import Palette
from ehrenamtskarte.printing.sheets import card_pdf
from tests.ehrenamtskarte.printing.samples import DAY, LOOK, card, picture, rendered

Code = CardLookError.Code


def wrong(**values):
    return [(error.field, error.code) for error in check_look(replace(LOOK, **values))]


def test_the_built_in_look_is_in_order():
    assert check_look(CardLook()) == []
    assert wrong() == []


def test_all_that_is_wrong_is_said_at_once():
    errors = wrong(headline="Ehrenamtskarte " * 5, logo=b"GIF", signed_by_name="Erika 😀")
    assert errors == [
        ("headline", Code.TOO_LONG),
        ("signed_by_name", Code.LETTERS),
        ("logo", Code.PICTURE),
    ]
    with pytest.raises(CardLookError):
        ready_look(replace(LOOK, logo=b"GIF"))


@pytest.mark.parametrize(
    "field", ["background_colour", "text_colour", "accent_colour", "jubilee_colour"]
)
@pytest.mark.parametrize("value", ["red", "#12345", "#12345g"])
def test_colours_are_colours(field, value):
    assert wrong(**{field: value}) == [(field, Code.COLOUR)]


@pytest.mark.parametrize(
    ("background", "text", "legible"),
    [
        ("#ffffff", "#000000", True),
        ("#ffffff", "#999999", False),
        ("#12395b", "#ffffff", True),
        ("#12395b", "#444444", False),
        ("#777777", "#ffffff", False),
    ],
)
def test_text_has_to_be_legible_on_the_card(background, text, legible):
    errors = wrong(background_colour=background, text_colour=text)
    assert errors == ([] if legible else [("text_colour", Code.CONTRAST)])


@pytest.mark.parametrize("background", ["#ffffff", "#000000", "#ffd400", "#00553f", "#c8102e"])
def test_without_a_colour_of_text_one_is_taken_that_is_legible(background):
    assert wrong(background_colour=background) == []


def test_text_has_to_be_legible_on_a_picture():
    dark, light = (picture(1200, 800, colour) for colour in ("#102030", "#f0f0f0"))
    assert wrong(background=dark, text_colour="#ffffff") == []
    assert wrong(background=light, text_colour="#ffffff") == [("background", Code.CONTRAST_PICTURE)]


def test_pictures_are_fine_enough_for_print():
    assert wrong(logo=picture(60, 30)) == [("logo", Code.COARSE)]
    assert wrong(background=picture(300, 200, "#000000"), text_colour="#ffffff") == [
        ("background", Code.COARSE)
    ]
    assert wrong(signature=picture(80, 20)) == [("signature", Code.COARSE)]


def test_a_logo_of_which_nothing_would_be_seen_is_refused():
    assert wrong(logo=picture(4000, 100)) == [("logo", Code.THIN)]


@pytest.mark.parametrize(("width", "height"), [(2000, 400), (400, 1000), (600, 600)])
def test_logos_of_any_shape_stay_inside_the_safe_area(width, height):
    _, box = ready_look(replace(LOOK, logo=picture(width, height))).logo
    assert measures.SAFE.holds(box)
    assert measures.LOGO.holds(box)
    assert box.width / box.height == pytest.approx(width / height)


def test_what_would_leave_the_safe_area_is_never_drawn(monkeypatch):
    monkeypatch.setattr(measures, "TOWN_Y", 2 * MM)
    with pytest.raises(LeavesSafeAreaError):
        card_pdf(card(), ready_look(LOOK), day=DAY)


def test_a_logo_that_the_card_would_swallow_gets_a_plate():
    logo = picture(600, 300, "#123a5c")
    assert ready_look(replace(LOOK, logo=logo)).plate
    assert not ready_look(replace(LOOK, logo=logo, background_colour="#ffffff")).plate


def test_a_text_of_300_letters_fits_on_the_back():
    text = ("Diese Karte ist nicht übertragbar. Wer sie findet, gibt sie im Rathaus ab. " * 4)[:300]
    assert len(text) == 300
    assert wrong(back_text=text) == []
    assert wrong(back_text=text * 2) == [("back_text", Code.TOO_LONG)]


def test_the_jubilee_card_has_its_own_accent():
    standard, jubilee = (Palette.of(CardLook(), one) for one in CardType)
    assert standard.accent != jubilee.accent
    own = Palette.of(CardLook(jubilee_colour="#ff0000"), CardType.JUBILEE)
    assert own.accent == (255, 0, 0)


def test_the_colours_are_on_the_card():
    look = ready_look(CardLook(background_colour="#336600", accent_colour="#ff9900"))
    front, _ = rendered(card_pdf(card(), look, day=DAY))
    x, y = (round(value * 300 / 25.4) for value in (2, 2))
    assert front.getpixel((x, y)) == (0x33, 0x66, 0)
    bar = measures.BAR
    x, y = (round(value / 72 * 300) for value in (bar.x + 5, measures.CARD.height - bar.y - 2))
    assert front.getpixel((x, y)) == (0xFF, 0x99, 0)


def test_a_picture_without_opacity_shows_the_card_through():
    """A logo's transparent parts have the card's colour."""
    logo = picture(600, 300, (0, 0, 0, 0), mode="RGBA")
    front, _ = rendered(card_pdf(card(), ready_look(replace(LOOK, logo=logo)), day=DAY))
    box = measures.LOGO
    x = round((box.x + box.width / 4) / 72 * 300)
    y = round((measures.CARD.height - box.y - box.height / 2) / 72 * 300)
    assert front.getpixel((x, y)) == (0x12, 0x39, 0x5B)
