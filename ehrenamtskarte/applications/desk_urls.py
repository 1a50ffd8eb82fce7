"""The card at an organisation's desk, below `/verein/<organisation>/karten/`."""

from django.urls import path

from ehrenamtskarte.applications import desk_views

app_name = "desk_cards"

urlpatterns = [
    path("", desk_views.home, name="home"),
    path("bestaetigung/<key:pk>/", desk_views.attestation, name="attestation"),
    path("sammelantrag/", desk_views.apply_for_many, name="apply_for_many"),
    path("sammelantrag/tabelle.csv", desk_views.table, name="table"),
    path("vorschlag/", desk_views.propose, name="propose"),
]
