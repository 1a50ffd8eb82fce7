import pytest

from ehrenamtskarte.printing.errors import CardPrintError
from ehrenamtskarte.printing.measures import LEFT, NAME_LINES_SIZES, NAME_SIZES, RIGHT
from ehrenamtskarte.printing.setting import set_card
from tests.ehrenamtskarte.printing.samples import card


def refused(**values):
    with pytest.raises(CardPrintError) as caught:
        set_card(card(number="LUE-4711", **values))
    assert "LUE-4711" in str(caught.value)
    return caught.value


@pytest.mark.parametrize("name", ["Ida", "M" * 31, "Ö" * 15, "Maria Müller", "W" * 30])
def test_names_of_the_code_s_length_always_fit(name):
    set_card(card(name))


def test_a_long_name_is_set_smaller_before_it_takes_two_lines():
    normal = set_card(card("Maria Müller")).name
    smaller = set_card(card("Maximiliane-Sophie Hohenstein")).name
    two = set_card(card("Maximiliane-Sophie von Hohenstein-Wittgenstein")).name
    assert (normal.size, len(normal.runs)) == (NAME_SIZES[0], 1)
    assert len(smaller.runs) == 1
    assert NAME_SIZES[1] <= smaller.size < NAME_SIZES[0]
    assert len(two.runs) == 2
    assert NAME_LINES_SIZES[1] <= two.size <= NAME_LINES_SIZES[0]
    for lines in (normal, smaller, two):
        assert all(run.width_at(lines.size) <= RIGHT - LEFT + 0.01 for run in lines.runs)


def test_a_name_that_fits_nowhere_is_an_error_of_its_card():
    error = refused(name="Maximiliane " * 12)
    assert error.code == CardPrintError.Code.TOO_LONG


def test_a_letter_that_can_t_be_printed_is_an_error_of_its_card():
    error = refused(name="Ali علي")
    assert error.code == CardPrintError.Code.LETTERS
    assert "علي" in str(error)


def test_also_a_town_or_number_may_be_too_long():
    assert refused(town="Stadt " * 20).code == CardPrintError.Code.TOO_LONG
    with pytest.raises(CardPrintError):
        set_card(card(number="X" * 60))
