"""Addresses of devices, below `/partner/geraet/`."""

from django.urls import path

from partners.devices import views

urlpatterns = [path("koppeln/", views.pair_device, name="device_pair")]
