import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from core.colour import BLACK, WHITE, contrast, parse_hex, readable_on, to_hex, validate_accent

channels = st.integers(0, 255)
colours = st.tuples(channels, channels, channels)


def test_black_on_white_has_the_greatest_contrast():
    assert contrast(BLACK, WHITE) == pytest.approx(21)


@given(colours, colours)
def test_contrast_is_symmetric_and_bounded(one, other):
    assert 1 <= contrast(one, other) <= 21.0001
    assert contrast(one, other) == contrast(other, one)


@given(colours)
def test_hex_comes_back(colour):
    assert parse_hex(to_hex(colour)) == colour


@given(colours)
def test_an_accent_is_made_readable_on_dark_screens(colour):
    dark = (24, 26, 30)
    assert contrast(readable_on(dark, colour, towards=WHITE), dark) >= 7


@pytest.mark.parametrize("value", ["blue", "#fff", "#12345g", "", "#1e5aa8 ", "#1e5aa8\n"])
def test_what_is_no_colour_is_refused(value):
    with pytest.raises(ValidationError) as error:
        validate_accent(value)
    assert error.value.code == "format"


def test_an_accent_too_light_for_white_text_is_refused():
    with pytest.raises(ValidationError) as error:
        validate_accent("#ffcc00")
    assert error.value.code == "contrast"
    validate_accent("#0b5d66")
