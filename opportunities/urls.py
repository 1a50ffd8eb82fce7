"""Addresses of the offers that are no pages of the tree, below `/angebote/`."""

from django.urls import path

from opportunities.feeds import views as feed_views
from opportunities.map import views as map_views

app_name = "opportunities"

urlpatterns = [
    path("karte/", map_views.map_page, name="map"),
    path("karte.geojson", map_views.geojson, name="geojson"),
    path("karte/<int:pk>/", map_views.card, name="map_card"),
    path("feed.atom", feed_views.feed, name="feed"),
    path("kalender.ics", feed_views.calendar, name="calendar"),
    path("<int:pk>/termine.ics", feed_views.dates, name="dates"),
]
