"""Addresses of saved searches."""

from django.urls import path

from matching.alerts import access, own_views, program_views, views
from matching.alerts.access import person_paths

app_name = "alerts"

urlpatterns = [
    # Beside the list and the finder, and with their parameters.
    path("angebote/benachrichtigen/", views.save_search, name="save_search"),
    path("was-passt-zu-mir/benachrichtigen/", views.save_profile, name="save_profile"),
    path("suchen/gesendet/", views.sent, name="sent"),
    path("l/<secret:secret>/suche/<key:search>/", access.follow_to_search, name="search_by_mail"),
    path("l/<secret:secret>/passt.atom", program_views.feed, name="feed"),
    path("l/<secret:secret>/abbestellen/", program_views.unsubscribe, name="unsubscribe"),
    *person_paths("", own_views.page, name="page"),
    *person_paths("aendern/", own_views.change, name="change"),
    *person_paths("hoechstens/", own_views.limit, name="limit"),
    *person_paths("alle-beenden/", own_views.end_all, name="end_all"),
    *person_paths("meine-daten.json", own_views.export, name="export"),
]
