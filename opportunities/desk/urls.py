"""Addresses of an organisation's offers, below `/verein/<organisation>/angebote/`."""

from django.urls import path

from opportunities.desk.views import acting, listing, looking, writing

app_name = "desk_offers"

urlpatterns = [
    path("", listing.offers, name="list"),
    path("neu/", writing.new, name="new"),
    path("<key:offer>/ansehen/", looking.look, name="look"),
    path("<key:offer>/aendern/", acting.act, name="act"),
    path("<key:offer>/verlaengern/", acting.extend, name="extend"),
    path("<key:offer>/verwerfen/", acting.throw_away, name="throw_away"),
    path("<key:offer>/<slug:step>/", writing.write, name="write"),
]
