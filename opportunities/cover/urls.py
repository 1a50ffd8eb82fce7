"""Addresses of stepping in: by the link of a mail, at the desk, and on an application's page."""

from django.urls import path

from opportunities.applications.access import applicant_paths
from opportunities.cover import desk, views

app_name = "cover"

urlpatterns = [
    path("einspringen/<key:link>/", views.asked, name="request"),
    path("verein/<key:organisation>/vertretung/", desk.calls, name="calls"),
    path("verein/<key:organisation>/vertretung/<key:pk>/beenden/", desk.stop, name="stop"),
]

applicant_patterns = [
    *applicant_paths("einspringen/", views.choose, name="choose_cover"),
]
