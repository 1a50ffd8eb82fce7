"""Addresses of invitations: of whoever is invited, and of the organisation's desk."""

from django.urls import path

from matching.invitations import desk, views
from matching.invitations.access import person_paths

app_name = "invitations"

urlpatterns = [
    path("konto/einladungen/", views.own, name="own"),
    *person_paths("", views.page, name="page"),
    *person_paths("ja/", views.accept, name="accept"),
    path("verein/<key:organisation>/reichweite/", desk.overview, name="overview"),
    path("verein/<key:organisation>/reichweite/<key:offer>/", desk.reach, name="reach"),
    path("verein/<key:organisation>/reichweite/<key:offer>/einladen/", desk.invite, name="invite"),
]
