"""Addresses of the matching; one line for each of its parts."""

from django.urls import include, path

from matching.alerts import urls as alerts_urls
from matching.invitations import urls as invitations_urls
from matching.profiles import urls as profiles_urls
from matching.tandems import urls as tandems_urls

urlpatterns = [
    path("", include(profiles_urls)),
    path("", include(alerts_urls)),
    path("", include(invitations_urls)),
    path("", include(tandems_urls)),
]
