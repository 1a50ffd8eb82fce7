"""The devices at a shop's desk, below `/partner/verwalten/`."""

from django.urls import path

from partners.devices import desk_views

app_name = "partner_devices"

urlpatterns = [
    path("<key:partner>/geraete/", desk_views.devices, name="index"),
    path("<key:partner>/geraete/koppeln/", desk_views.start, name="pair"),
    path("<key:partner>/geraete/koppeln/<key:pk>/", desk_views.code, name="code"),
    path("<key:partner>/geraete/code/<key:pk>/", desk_views.progress, name="progress"),
    path("<key:partner>/geraete/<key:pk>/", desk_views.change, name="change"),
    path("<key:partner>/geraete/<key:pk>/trennen/", desk_views.revoke, name="revoke"),
]
