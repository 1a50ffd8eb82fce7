import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement.certificates.numbers import ALPHABET, LONGEST, new_number, read_number

years = st.integers(2020, 2099)
symbols = st.sampled_from(ALPHABET)


@given(years)
def test_what_is_made_is_read(year):
    number = new_number(year)
    assert len(number) <= 24
    assert number.startswith(f"EN-{year}-")
    assert read_number(number) == number


@given(years, st.sampled_from(["", " ", "-", " - ", "–"]), st.booleans(), st.booleans())
def test_it_is_understood_however_it_is_written(year, between, small, is_bare):
    number = new_number(year)
    written = between.join(number.split("-")[1 if is_bare else 0 :])
    # What people read for signs that no number has.
    written = written.replace("0", "O").replace("1", "l")
    assert read_number(f" {written.lower() if small else written} ") == number


@given(years, st.integers(0, 15), symbols)
def test_one_wrong_sign_is_noticed(year, place, symbol):
    compact = new_number(year).replace("-", "")
    at = place + 2
    wrong = compact[:at] + symbol + compact[at + 1 :]
    assert (read_number(wrong) is not None) == (wrong == compact)


@given(years, st.integers(0, 15), st.integers(0, 15))
def test_two_swapped_signs_are_noticed(year, one, other):
    signs = list(new_number(year).replace("-", ""))
    right = "".join(signs)
    one, other = one + 2, other + 2
    signs[one], signs[other] = signs[other], signs[one]
    wrong = "".join(signs)
    assert (read_number(wrong) is not None) == (wrong == right)


@given(st.text(max_size=200))
def test_nothing_else_is_a_number(text):
    read = read_number(text)
    assert read is None or read_number(read) == read


@pytest.mark.parametrize(
    "text", ["", "EN", "EN-2026", "EN-2026-UUUU-UUUU-UUUU", "EN-2026-" + "-" * LONGEST, "١٢٣٤" * 4]
)
def test_what_can_not_be_one_is_none(text):
    assert read_number(text) is None


def test_numbers_do_not_repeat():
    assert len({new_number(2026) for _ in range(2_000)}) == 2_000
