"""Addresses of a shop's profile at its owner's desk, below `/partner/verwalten/`."""

from django.urls import path

from partners.profile import views

app_name = "partner_profile"

urlpatterns = [
    path("<key:partner>/profil/", views.profile, name="profile"),
    path("<key:partner>/profil/ort/", views.branch, name="add_branch"),
    path("<key:partner>/profil/ort/<key:pk>/", views.branch, name="branch"),
    path("<key:partner>/profil/ort/<key:pk>/entfernen/", views.remove_branch, name="remove_branch"),
]
