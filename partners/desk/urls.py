"""Addresses of the owner's desk, below `/partner/verwalten/`."""

from django.urls import path

from partners.desk import views

app_name = "partner_desk"

urlpatterns = [
    path("", views.choose, name="choose"),
    path("<key:partner>/", views.home, name="home"),
]
