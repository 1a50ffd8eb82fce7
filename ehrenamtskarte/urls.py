"""Addresses of the Ehrenamtskarte: each part of the app brings its own."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
