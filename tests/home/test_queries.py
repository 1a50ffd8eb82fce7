"""The number of queries is fixed, whatever the number of rows."""

import pytest

from tests.home.conftest import queries_of

pytestmark = pytest.mark.django_db

PATHS = {
    "start page": "/",
    "text page": "/fuer-organisationen/",
    "town": "/luenen/",
    "organisation": "/luenen/lesefreunde-1/",
    "opportunity": "/luenen/lesefreunde-1/vorlesen-1/",
    "opportunities": "/angebote/",
    "opportunities of a town": "/angebote/?ort=luenen&bereich=sport",
    "organisations": "/organisationen/",
    "collecting page": "/umland/",
    "search": "/suche/?q=Vorlesen",
}


def test_thirty_rows_cost_the_queries_of_one(site):
    # Two of each from the start: a list of one asks less where it has nobody else to show.
    site.add_offers(1)
    before = {name: queries_of(path) for name, path in PATHS.items()}
    site.add_offers(29)
    site.add_organisations(29)
    for name, path in PATHS.items():
        after = queries_of(path)
        assert len(after) == len(before[name]), (name, *after)
