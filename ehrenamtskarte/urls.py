"""Addresses of the Ehrenamtskarte: each part of the app brings its own."""

from django.urls import URLPattern, URLResolver, include, path

from ehrenamtskarte.rules import urls as rules_urls

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("ehrenamtskarte.checking.urls")),
    path("ehrenamtskarte/meine-karte/", include("ehrenamtskarte.phone.urls")),
    path("ehrenamtskarte/wallet/", include("ehrenamtskarte.wallet.urls")),
    path("ehrenamtskarte/", include("ehrenamtskarte.keys.urls")),
    path("ehrenamtskarte/", include("ehrenamtskarte.status.urls")),
    path("ehrenamtskarte/", include("ehrenamtskarte.trust.urls")),
    path("ehrenamtskarte/", include("ehrenamtskarte.applications.urls")),
    path("ehrenamtskarte/", include("ehrenamtskarte.issuing.urls")),
    path("ehrenamtskarte/bestaetigen/", include("ehrenamtskarte.applications.asked_urls")),
    path("verein/<key:organisation>/karten/", include("ehrenamtskarte.applications.desk_urls")),
    path("", include(rules_urls)),
]
