"""What everybody may look at: addresses that are no pages of the tree, below `/partner/`."""

from django.urls import path

from partners.map import views as map_views

app_name = "partners"

urlpatterns = [
    path("karte/", map_views.map_page, name="map"),
    path("karte.geojson", map_views.geojson, name="geojson"),
    path("karte/<key:pk>/", map_views.card, name="map_card"),
]
