"""Addresses about certificates of good conduct, at an organisation's desk."""

from django.urls import include, path

from engagement.checks import views

_at_desk = [
    path("", views.checks, name="list"),
    path("<key:volunteer>/", views.inspection, name="inspection"),
    path("<key:volunteer>/anforderung.pdf", views.letter, name="letter"),
    path("<key:volunteer>/loeschen/", views.erase, name="erase"),
]

urlpatterns = [
    path("verein/<key:organisation>/fuehrungszeugnisse/", include((_at_desk, "checks"))),
]
