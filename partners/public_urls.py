"""What everybody may look at: addresses that are no pages of the tree, below `/partner/`."""

from django.urls import path

from partners import kept
from partners.map import views as map_views
from partners.printing import views as printing_views

app_name = "partners"

urlpatterns = [
    path("karte/", map_views.map_page, name="map"),
    path("karte.geojson", map_views.geojson, name="geojson"),
    path("karte/<key:pk>/", map_views.card, name="map_card"),
    path("gemerkt/", kept.kept, name="kept"),
    path("gemerkt/karten/", kept.kept_cards, name="kept_cards"),
    path("liste.pdf", printing_views.pdf, name="pdf"),
    path("<key:pk>/aufkleber.pdf", printing_views.stickers, name="stickers"),
    path("<key:pk>/plakat.pdf", printing_views.poster, name="poster"),
]
