"""Addresses by which organisations come in, below `/verein/`."""

from django.urls import path

from organisations.registration import views

app_name = "registration"

urlpatterns = [
    path("registrieren/", views.register, name="register"),
    path("registrieren/gesendet/", views.sent, name="sent"),
    path("registrieren/bestaetigen/<key:link>/", views.confirm, name="confirm"),
    path("uebernehmen/<key:link>/", views.vouch, name="vouch"),
]
