"""What the demo's people are said to wish for."""

from django.http import QueryDict
from django.utils.http import urlencode

from home.demo import content
from matching.profiles.parameters import ProfileParameters


def test_every_wish_of_the_demo_is_understood_as_it_is_written(luenen):
    for one in content.wishes().people:
        written = urlencode(one.answers, doseq=True)
        read = QueryDict(ProfileParameters(QueryDict(written)).query)
        for name, values in QueryDict(written).lists():
            assert set(read.getlist(name)) == set(values), one.name


def test_who_is_invited_in_the_demo_told_what_suits_them():
    names = {one.name for one in content.wishes().people if one.may_be_invited}
    for invited in content.wishes().invitations:
        assert set(invited.others) <= names
        assert set(invited.declined) <= set(invited.others)
