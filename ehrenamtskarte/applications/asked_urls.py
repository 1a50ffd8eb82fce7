"""Addresses for organisations that were asked by mail, below `/ehrenamtskarte/bestaetigen/`."""

from django.urls import path

from ehrenamtskarte.applications import asked_views

app_name = "card_attestations"

urlpatterns = [
    path("<key:link>/", asked_views.answer, name="answer"),
    path("<key:link>/zweite-person/", asked_views.second, name="second"),
]
