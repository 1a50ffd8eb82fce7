"""Addresses of the matching; one line for each of its parts."""

from django.urls import include, path

from matching.invitations import urls as invitations_urls

urlpatterns = [
    path("", include(invitations_urls)),
]
