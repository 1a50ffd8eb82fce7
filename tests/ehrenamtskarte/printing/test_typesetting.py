import pytest

from core.printing.fonts import BOLD, RARE, RARE_BOLD
from ehrenamtskarte.printing.typesetting import (
    DoesNotFitError,
    LettersMissingError,
    Weight,
    fit_line,
    fit_paragraph,
    fit_two_lines,
    shape,
)

EUROPE = (
    "ș ț Ș Ț ă â î ğ ı İ ş ç ł ą ę ż ó ő ű đ Đ þ Þ ð ŋ Ŋ ø Ø å æ œ ß ẞ ñ ç č ď ě ň ř š ť ů ž ľ ĺ ŕ"
    " ā č ē ģ ī ķ ļ ņ š ū ė į ų ħ ġ ċ ŵ ŷ ẁ ŧ ǧ ǩ ʒ ǯ ċ ŀ ơ ư ạ ễ ʼ ’"
)
GREEK = "ΆΈΉΊΌΎΏΐάέήίΰϊϋόύώ αβγδεζηθικλμνξοπρσςτυφχψω ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ"
CYRILLIC = "Ђ Ѓ Є Ѕ І Ї Ј Љ Њ Ћ Ќ Ў Џ Ґ Я Щ Ъ Ы Э Ю ж ђ ѓ є ѕ і ї ј љ њ ћ ќ ў џ ґ"
# Of DIN 91379: letters that Unicode has only in two parts.
IN_TWO_PARTS = "C̆ c̆ M̂ m̂ N̂ D̂ J̌ K̄ k̄ P̄ L̥ R̥ Ç̆ T̈ Ạ̈ Ḗ i̇́"


@pytest.mark.parametrize("text", [EUROPE, GREEK, CYRILLIC, IN_TWO_PARTS])
@pytest.mark.parametrize("weight", Weight)
def test_the_letters_of_europe_are_there(text, weight):
    for word in text.split():
        run = shape(word, weight)
        assert run.glyphs
        assert all(glyph.number for glyph in run.glyphs), word  # 0 is the empty box


def test_marks_stand_on_their_letters():
    letter, mark = shape("M̌", Weight.BOLD).glyphs
    assert mark.advance == 0
    assert letter.natural == letter.advance
    # It is drawn back over the letter, not beside it.
    assert -letter.advance < mark.dx < 0


def test_one_and_the_same_letter_written_in_two_ways_looks_the_same():
    assert shape("é", Weight.BOLD).glyphs[0].number == shape("é", Weight.BOLD).glyphs[0].number


def test_pairs_are_kerned():
    pair = shape("To", Weight.BOLD)
    assert pair.width < shape("T", Weight.BOLD).width + shape("o", Weight.BOLD).width


def test_letters_are_no_ligatures():
    assert len(shape("Steffi", Weight.REGULAR).glyphs) == 6


def test_a_name_with_a_rare_letter_is_set_in_the_other_face_as_a_whole():
    assert shape("Kraus", Weight.BOLD).face == BOLD
    assert shape("ẖelga", Weight.BOLD).face == RARE_BOLD
    assert shape("ẖelga", Weight.REGULAR).face == RARE


@pytest.mark.parametrize(
    ("text", "letters"),
    [("Ali علي", "علي"), ("Ana 😀", "😀"), ("გიორგი", "გიორ")],
)
def test_letters_that_no_face_has_are_said_and_never_left_out(text, letters):
    with pytest.raises(LettersMissingError) as caught:
        shape(text, Weight.BOLD)
    assert caught.value.letters == letters


def test_a_line_is_set_smaller_until_it_fits():
    short = fit_line("Ida", Weight.BOLD, width=200, largest=17, smallest=11)
    assert short.size == 17
    long = fit_line("Annemarie Schwarzenbeck", Weight.BOLD, width=200, largest=17, smallest=11)
    assert 11 <= long.size < 17
    assert long.runs[0].width_at(long.size) == pytest.approx(200)
    with pytest.raises(DoesNotFitError):
        fit_line("Annemarie " * 4, Weight.BOLD, width=200, largest=17, smallest=11)


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("Maria von Hohenfels-Wittgenstein", ["Maria von", "Hohenfels-Wittgenstein"]),
        ("Annegret-Charlotte", ["Annegret-", "Charlotte"]),
    ],
)
def test_two_lines_are_as_even_as_they_can_be(name, lines):
    found = fit_two_lines(name, Weight.BOLD, width=150, largest=13, smallest=5)
    assert ["".join(glyph.text for glyph in run.glyphs) for run in found.runs] == lines


def test_what_has_no_place_to_break_does_not_fit_on_two_lines():
    with pytest.raises(DoesNotFitError):
        fit_two_lines("Donaudampfschifffahrt", Weight.BOLD, width=50, largest=13, smallest=9)


def test_a_paragraph_keeps_its_own_breaks_and_takes_the_largest_size_that_fits():
    values = {"width": 120, "height": 50, "sizes": (7, 6), "leading": 1.2}
    short = fit_paragraph("Eins\nZwei", Weight.REGULAR, **values)
    assert (short.size, len(short.runs)) == (7, 2)
    longer = fit_paragraph("Wort " * 48, Weight.REGULAR, **values)
    assert longer.size == 6
    assert all(run.width_at(6) <= 120 for run in longer.runs)
    assert 6 + (len(longer.runs) - 1) * 6 * 1.2 <= 50
    with pytest.raises(DoesNotFitError):
        fit_paragraph("Wort " * 200, Weight.REGULAR, **values)
    with pytest.raises(DoesNotFitError):
        fit_paragraph("Wort" * 40, Weight.REGULAR, **values)
