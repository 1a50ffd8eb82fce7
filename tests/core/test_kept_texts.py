import pytest

from core import content_version
from core.kept_texts import KeptTexts


class Library:
    """Texts by key, and which of them were asked for."""

    def __init__(self, **texts: str) -> None:
        self.texts = {int(key[1:]): text for key, text in texts.items()}
        self.asked: list[list[int]] = []

    def read(self, keys):
        self.asked.append(list(keys))
        return [(key, (self.texts[key],)) for key in keys if key in self.texts]

    def found(self, kept: KeptTexts, words: str, **stamps) -> set[int]:
        texts = kept.follow({int(key[1:]): stamp for key, stamp in stamps.items()})
        return {texts.keys[row] for row in texts.index.search(words).rows}


@pytest.fixture
def library() -> Library:
    return Library(n1="Garten und Blumen", n2="Kinder im Garten", n3="Bücher")


@pytest.fixture
def kept(library) -> KeptTexts:
    return KeptTexts(read=library.read, weights=(1.0,))


def test_only_what_changed_is_read(library, kept):
    assert library.found(kept, "Garten", n1="a", n2="a", n3="a") == {1, 2}
    library.texts[2] = "Kinder am Bach"
    assert library.found(kept, "Garten", n1="a", n2="b", n3="a") == {1}
    assert library.found(kept, "Bach", n1="a", n2="b", n3="a") == {2}
    assert library.asked == [[1, 2, 3], [2]]


def test_what_is_gone_is_not_found(library, kept):
    library.found(kept, "Garten", n1="a", n2="a")
    assert library.found(kept, "Garten", n2="a") == {2}
    assert library.found(kept, "Garten") == set()


def test_what_is_new_is_found(library, kept):
    assert library.found(kept, "Garten") == set()
    assert library.found(kept, "Garten", n1="a") == {1}


def test_what_comes_back_is_read_again(library, kept):
    library.found(kept, "Garten", n1="a", n2="a")
    library.found(kept, "Garten", n1="a")
    assert library.found(kept, "Garten", n1="a", n2="a") == {1, 2}
    assert library.asked[-1] == [2]


def test_a_text_that_vanished_meanwhile_is_left_out(library, kept):
    assert library.found(kept, "Garten", n1="a", n9="a") == {1}


def test_tests_start_afresh(library, kept):
    library.found(kept, "Garten", n1="a")
    content_version.forget_everything()
    library.found(kept, "Garten", n1="a")
    assert library.asked == [[1], [1]]
