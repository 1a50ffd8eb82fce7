import random

from simplemma.strategies.dictionaries import LOW_MEMORY_DICTIONARY_FACTORY

from core.german.lexicon import Lexicon, lexicon


def test_it_says_what_simplemma_says() -> None:
    theirs = LOW_MEMORY_DICTIONARY_FACTORY.get_dictionary("de")
    words = list(theirs)
    for word in random.Random(1).sample(words, 2_000):
        assert lexicon()._lemma(word) == theirs[word]
    for word in random.Random(2).sample(words, 2_000):
        nonsense = f"{word}qx"
        assert lexicon()._lemma(nonsense) == theirs.get(nonsense)


def test_it_takes_little_memory() -> None:
    known = lexicon()
    held = (known._hashes, known._lemmas, known._ends)
    total = sum(len(column) * column.itemsize for column in held)
    assert total + len(known._text) + len(known._bitmap) < 25_000_000


def test_an_empty_one_knows_nothing() -> None:
    assert not Lexicon([]).knows("haus")


def test_spelling_is_read_only_where_it_makes_a_word() -> None:
    known = lexicon()
    assert known.spelled("kindergaerten") == "kindergärten"
    assert known.spelled("strasse") == "straße"
    assert known.spelled("masse") == "masse"
    assert known.spelled("museum") == "museum"
    assert known.spelled("luenen") == "luenen"
