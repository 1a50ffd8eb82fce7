"""Addresses of the offers that are no pages of the tree, below `/angebote/`."""

from django.urls import path

from opportunities import viewcounts
from opportunities.desk.views import answering
from opportunities.embedding import views as embedding_views
from opportunities.feeds import views as feed_views
from opportunities.freinet import views as freinet_views
from opportunities.map import views as map_views
from opportunities.printing import views as printing_views

app_name = "opportunities"

urlpatterns = [
    path("karte/", map_views.map_page, name="map"),
    path("karte.geojson", map_views.geojson, name="geojson"),
    path("karte/<key:pk>/", map_views.card, name="map_card"),
    path("feed.atom", feed_views.feed, name="feed"),
    path("kalender.ics", feed_views.calendar, name="calendar"),
    path("einbetten/", embedding_views.embed, name="embed"),
    path("einbettung/", embedding_views.embedded, name="embedded"),
    path("einbettung.css", embedding_views.embedded_style, name="embedded_style"),
    path("<key:pk>/einbettung/", embedding_views.embedded_offer, name="embedded_offer"),
    path("freinet.xml", freinet_views.export, name="freinet"),
    path("liste.pdf", printing_views.pdf, name="pdf"),
    path("noch-aktuell/<key:link>/", answering.still_open, name="still_open"),
    path("<key:pk>/gesehen/", viewcounts.seen, name="seen"),
    path("<key:pk>/termine.ics", feed_views.dates, name="dates"),
]
