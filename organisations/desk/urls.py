"""Addresses of organisations' desks, below `/verein/`."""

from django.urls import path

from organisations.desk import views

app_name = "desk"

urlpatterns = [
    path("", views.choose, name="choose"),
    path("<key:organisation>/", views.home, name="home"),
]
