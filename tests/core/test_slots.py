from django.template import Context, Template

from core.slots import Slotted

CARD = Template(
    '{% load look %}<b>{{ title|slot:"title" }}</b><i{{ ""|slot:"tone" }}>{{ text }}</i>'
)


def card(**context: str) -> Slotted:
    return Slotted(CARD.render(Context(context)))


def test_without_values_stands_what_stands_there_ordinarily():
    assert card(title="Kinder & Bücher", text="ja").plain == "<b>Kinder &amp; Bücher</b><i>ja</i>"


def test_values_fill_gaps_of_their_names_only():
    filled = card(title="Vorlesen", text="ja").fill(
        {"title": "<mark>Vorlesen</mark>", "tone": ' class="x"', "other": "nein"}
    )
    assert filled == '<b><mark>Vorlesen</mark></b><i class="x">ja</i>'


def test_filling_changes_nothing_for_the_next():
    slotted = card(title="Vorlesen", text="ja")
    slotted.fill({"title": "anders"})
    assert slotted.plain == "<b>Vorlesen</b><i>ja</i>"


def test_what_stands_in_a_gap_can_be_read():
    slotted = card(title="Kinder & Bücher", text="ja")
    assert slotted.ordinarily("title") == "Kinder &amp; Bücher"
    assert slotted.ordinarily("nothing") == ""


def test_html_without_gaps_stays_as_it_is():
    assert Slotted("<p>ja</p>").fill({"x": "y"}) == "<p>ja</p>"
