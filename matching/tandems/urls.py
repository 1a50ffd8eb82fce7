"""Addresses of whoever is part of a tandem."""

from django.urls import path

from matching.tandems import views

app_name = "tandems"

urlpatterns = [path("tandem/<key:link>/", views.page, name="page")]
