"""Addresses of the partner shops below `/partner/`: each part of the app brings its own.

They stand beside the page of the tree under the same name, which is the list of all shops.
"""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("partners.public_urls")),
    path("", include("partners.joining.urls")),
    path("", include("partners.asking.urls")),
    path("verwalten/", include("partners.desk.urls")),
    path("verwalten/", include("partners.benefits.urls")),
    path("verwalten/", include("partners.owners.urls")),
    path("verwalten/", include("partners.profile.urls")),
    path("verwalten/", include("partners.devices.desk_urls")),
    path("verwalten/", include("partners.redeeming.desk.urls")),
    path("geraet/", include("partners.devices.urls")),
    path("scannen/", include("partners.scanner.urls")),
    path("geraet/", include("partners.redeeming.device_api.urls")),
]
