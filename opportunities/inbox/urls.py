"""Addresses of applications at an organisation's desk, below `/verein/`."""

from django.urls import path

from opportunities.inbox import people_views, views

app_name = "inbox"

urlpatterns = [
    path("<key:organisation>/bewerbungen/", views.applications, name="applications"),
    path("<key:organisation>/bewerbungen/gesehen/", views.mark_seen, name="mark_seen"),
    path("<key:organisation>/bewerbungen/<key:pk>/", views.application, name="application"),
    path("<key:organisation>/bewerbungen/<key:pk>/schritt/<slug:step>/", views.step, name="step"),
    path(
        "<key:organisation>/bewerbungen/<key:pk>/platz/<key:booking>/",
        views.answer_for,
        name="answer_for",
    ),
    path("<key:organisation>/bewerbungen/<key:pk>/nachricht/", views.write, name="write_message"),
    path(
        "<key:organisation>/bewerbungen/<key:pk>/datei/<key:message>/",
        views.attachment,
        name="attachment",
    ),
    path("<key:organisation>/wer-kommt/", people_views.offers, name="people"),
    path("<key:organisation>/wer-kommt/<key:pk>/", people_views.people, name="people_of_offer"),
]
