"""Addresses of a shop's benefits at its owner's desk, below `/partner/verwalten/`."""

from django.urls import path

from partners.benefits import views

app_name = "partner_benefits"

urlpatterns = [
    path("<key:partner>/vorteile/", views.benefits, name="list"),
    path("<key:partner>/vorteile/neu/", views.add, name="add"),
    path("<key:partner>/vorteile/<key:pk>/", views.change, name="change"),
    path("<key:partner>/vorteile/<key:pk>/bleibt/", views.take_back, name="take_back"),
    path("<key:partner>/vorteile/<key:pk>/pause/", views.pause, name="pause"),
    path("<key:partner>/vorteile/<key:pk>/weiter/", views.resume, name="resume"),
    path("<key:partner>/vorteile/<key:pk>/enden/", views.end, name="end"),
    path("<key:partner>/vorteile/<key:pk>/sprachen/", views.translate, name="translate"),
]
