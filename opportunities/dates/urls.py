"""Addresses of dates: on the applicant's side (`applications:…`) and of one's own calendar."""

from django.urls import path

from opportunities.applications.access import applicant_paths
from opportunities.dates import desk, feed_views, views

app_name = "dates"

urlpatterns = [
    path("l/<secret:secret>/termine.ics", feed_views.feed, name="feed"),
    path("konto/kalender/", feed_views.own_calendar, name="own"),
    path(
        "verein/<key:organisation>/wer-kommt/<key:pk>/<uuid:slot>/",
        desk.attendance,
        name="attendance",
    ),
]

applicant_patterns = [
    *applicant_paths("termine.ics", views.calendar, name="calendar"),
    *applicant_paths("kalender/", feed_views.calendar_of_mailbox, name="calendar_feed"),
    *applicant_paths("termine/<key:booking>/absagen/", views.cancel, name="cancel_date"),
]
