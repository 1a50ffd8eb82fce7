"""Addresses of a shop's owners, below `/partner/verwalten/`."""

from django.urls import path

from partners.owners import views

app_name = "partner_owners"

urlpatterns = [
    path("einladung/<key:link>/", views.accept, name="accept"),
    path("<key:partner>/inhaber/", views.owners, name="list"),
    path("<key:partner>/inhaber/einladung/<key:pk>/", views.withdraw, name="withdraw"),
    path("<key:partner>/inhaber/<key:pk>/entfernen/", views.remove, name="remove"),
]
