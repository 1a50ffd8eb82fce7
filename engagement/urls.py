"""Addresses of engagements and hours: one's own, at desks, and by links."""

from django.urls import include, path

from engagement.asked import urls as asked_urls
from engagement.book import urls as book_urls
from engagement.certificates import urls as certificate_urls
from engagement.checks import urls as check_urls
from engagement.desk import urls as desk_urls
from engagement.own import urls as own_urls

urlpatterns = [
    path("konto/stunden/", include(book_urls.of_account)),
    path("konto/engagement/", include(own_urls)),
    path("verein/", include(desk_urls)),
    path("stunden/<key:link>/", include(book_urls.of_link)),
    path("bestaetigen/", include(asked_urls)),
    path("", include(certificate_urls)),
    path("", include(check_urls)),
]
