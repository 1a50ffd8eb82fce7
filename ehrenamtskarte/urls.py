"""Addresses of the Ehrenamtskarte: each part of the app brings its own."""

from django.urls import URLPattern, URLResolver, include, path

from ehrenamtskarte.rules import urls as rules_urls

urlpatterns: list[URLPattern | URLResolver] = [
    path("ehrenamtskarte/", include("ehrenamtskarte.keys.urls")),
    path("ehrenamtskarte/", include("ehrenamtskarte.status.urls")),
    path("ehrenamtskarte/", include("ehrenamtskarte.trust.urls")),
    path("", include(rules_urls)),
]
