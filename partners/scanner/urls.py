"""Addresses of the scanner, below `/partner/scannen/`."""

from django.urls import path

from partners.scanner import views

urlpatterns = [
    path("", views.scanner, name="scanner"),
    path("offline.js", views.worker, name="scanner_worker"),
    path("app.webmanifest", views.manifest, name="scanner_manifest"),
]
