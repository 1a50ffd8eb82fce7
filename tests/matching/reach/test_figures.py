"""What is told of an offer's reach: never so little that it points at somebody."""

import re

from hypothesis import given
from hypothesis import strategies as st

from matching.reach.figures import Cost, Kind, Reach
from matching.reach.words import FEWEST, in_words

numbers = st.integers(0, 60)


def licence(without):
    return Cost(Kind.BRING, "Führerschein", without)


def test_a_requirement_is_told_with_what_it_costs():
    reach = Reach(50, 6, [licence(34)])
    assert reach.sentence == "Es passt zu 6 von 50 Menschen, die uns gesagt haben, was ihnen passt."
    assert reach.costs_in_words == ["Ohne „Führerschein“ wären es 34 statt 6."]
    assert reach.cheap == []


def test_small_numbers_are_not_counted_out():
    assert [in_words(number) for number in (0, 1, 4, 5)] == ["unter 5", "unter 5", "unter 5", "5"]
    reach = Reach(50, 2, [licence(9)])
    assert "zu weniger als 5 von 50" in reach.sentence
    assert not reach.is_enough
    assert reach.costs_in_words == ["Ohne „Führerschein“ wären es 9 statt unter 5."]
    assert reach.may_cost == []


def test_of_an_offer_that_suits_few_the_requirements_are_named_without_figures():
    reach = Reach(50, 2, [licence(3), Cost(Kind.TIMES, "", 9), Cost(Kind.AGE, "18", 2)])
    assert [cost.name for cost in reach.may_cost] == ["Führerschein", "Mindestalter 18 Jahre"]
    assert reach.cheap == []
    assert Reach(50, 5, [licence(6)]).may_cost == []
    assert Reach(4, 2, [licence(3)]).may_cost == []


def test_what_shuts_out_only_a_few_is_named_without_a_number():
    reach = Reach(50, 30, [licence(31), Cost(Kind.TIMES, "", 45)])
    assert [cost.name for cost in reach.cheap] == ["Führerschein"]
    assert reach.costs_in_words == ["Bei freier Zeiteinteilung wären es 45 statt 30."]


def test_nobody_learns_of_the_few_whom_an_offer_does_not_suit():
    assert Reach(50, 48).sentence.startswith("Es passt zu fast allen")
    assert Reach(50, 6, [licence(48)]).costs_in_words == [
        "Ohne „Führerschein“ wären es fast alle statt 6."
    ]


def test_of_a_draft_only_about_how_many_is_told():
    reach = Reach(50, 6, [licence(33)], is_rough=True)
    assert "So würde es zu rund 5 von 50 Menschen passen" in reach.sentence
    # What is on line may suit more: nothing is said of "so far".
    few = Reach(50, 2, is_rough=True)
    assert few.sentence.startswith("So würde es nur zu wenigen passen: zu weniger als 5 von 50")
    assert reach.costs_in_words == ["Ohne „Führerschein“ wären es rund 35 statt rund 5."]


def test_without_people_nothing_is_told():
    reach = Reach(4, 4, [licence(4)])
    assert not reach.is_known
    assert not reach.is_enough
    assert reach.cheap == []
    assert not re.search(r"\d", reach.sentence)


@given(numbers, numbers, st.lists(numbers, max_size=4))
def test_no_two_numbers_differ_by_less_than_a_group(people, reached, without):
    reached = min(people, reached)
    costs = [licence(min(people, max(reached, number))) for number in without]
    reach = Reach(people, reached, costs)
    for text in (reach.sentence, *reach.costs_in_words):
        exact = re.sub("(unter|weniger als) 5", "<", text)
        told = [int(number) for number in re.findall(r"\d+", exact)]
        # Whomever an offer reaches without a requirement is one of all people, too.
        if text != reach.sentence and str(people) in reach.sentence:
            told.append(people)
        assert all(number >= FEWEST for number in told)
        assert all(
            abs(one - other) >= FEWEST
            for place, one in enumerate(told)
            for other in told[place + 1 :]
        )
