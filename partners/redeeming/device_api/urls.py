"""Addresses of what devices report, below `/partner/geraet/`."""

from django.urls import path

from partners.redeeming.device_api import views

urlpatterns = [
    path("stand/", views.state, name="device_state"),
    path("nutzbar/", views.usable, name="device_usable"),
    path("einloesungen/", views.redemptions, name="device_redemptions"),
    path("ruecknahme/", views.taking_back, name="device_take_back"),
    path("nummer/", views.number, name="device_number"),
]
