"""Addresses by which shops come in, below `/partner/`."""

from django.urls import path

from partners.joining import views

app_name = "partner_joining"

urlpatterns = [
    path("werden/", views.propose, name="propose"),
    path("werden/gesendet/", views.sent, name="sent"),
    path("werden/bestaetigen/<key:link>/", views.confirm, name="confirm"),
]
