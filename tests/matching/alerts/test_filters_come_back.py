"""All filters of a search come back exactly: what is kept says the same as what was asked."""

import datetime as dt

import pytest
from django.http import QueryDict
from django.utils.http import urlencode
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matching.alerts.searches import FILTERS, filters_for
from matching.enums import SearchKind
from municipalities.choices import towns

pytestmark = pytest.mark.django_db

WORDS = ("vorlesen", "Fahrdienst in Selm", "samstags", "Kinder & Co", "50 % mehr?", "äöü ß+")
PLACES = ("Lünen", "44532", "Nirgendwo", "selm")


def _values(filters, name):
    """Something to put into one parameter: what exists, what does not, and nothing."""
    if known := list(filters.options_of(name)):
        return st.lists(st.sampled_from([*known, "gibt-es-nicht", ""]), max_size=4)
    texts = st.one_of(
        st.sampled_from([*WORDS, *PLACES, "2027-03-01", "1.3.27", "31.2.27"]),
        st.text(max_size=230),
        st.dates(dt.date(2026, 1, 1), dt.date(2030, 1, 1)).map(str),
    )
    return st.lists(texts, max_size=2)


@pytest.mark.parametrize("kind", SearchKind.values)
def test_what_is_kept_asks_for_the_same(luenen, selm, kind):
    assert towns()  # or half of the filters would be empty
    empty = FILTERS[kind]()

    @settings(
        max_examples=40,
        deadline=None,
        derandomize=True,
        suppress_health_check=[HealthCheck.too_slow],
    )
    @given(
        st.dictionaries(
            st.sampled_from(list(empty.base_filters)), st.just(None), max_size=6
        ).flatmap(
            lambda names: st.fixed_dictionaries({name: _values(empty, name) for name in names})
        )
    )
    def check(asked):
        typed = FILTERS[kind](QueryDict(urlencode(asked, doseq=True)))
        kept = filters_for(kind, typed.query)
        assert kept.query == typed.query
        assert kept.cleaned == typed.cleaned
        assert [chip.label for chip in kept.chips] == [chip.label for chip in typed.chips]
        # Nothing of it has to be left out, so it can be followed.
        assert not kept.hints

    check()


@pytest.mark.parametrize("kind", SearchKind.values)
def test_everything_at_once_comes_back(luenen, selm, kind):
    empty = FILTERS[kind]()
    asked = {
        name: list(empty.options_of(name)) or ["Lünen" if name == "wo" else "2027-03-01"]
        for name in empty.base_filters
        if not name.startswith("nicht_")  # who likes something can't dislike it, too
    }
    if kind == SearchKind.PROFILE:
        asked["kann"] = asked["kann"][:3]
        asked["text"] = ["Ich koche gern & spreche Türkisch"]
    typed = FILTERS[kind](QueryDict(urlencode(asked, doseq=True)))
    kept = filters_for(kind, typed.query)
    assert kept.query == typed.query
    assert kept.cleaned == typed.cleaned
    assert {name for name, _value in kept.values()} >= asked.keys() - {"kann"}
