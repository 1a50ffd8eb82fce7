from django.urls import path

from municipalities import views

urlpatterns = [path("karte/grundkarte.geojson", views.basemap_geojson, name="basemap")]
