"""Addresses of whoever wants to help and doesn't know where."""

from django.urls import path

from opportunities.counselling import views
from opportunities.counselling.access import person_paths

app_name = "counselling"

urlpatterns = [
    path("mithelfen/", views.tell, name="tell"),
    path("mithelfen/gesendet/", views.sent, name="sent"),
    *person_paths("", views.page, name="page"),
    *person_paths("bestaetigen/", views.confirm, name="confirm"),
    *person_paths("termin/", views.book, name="book"),
    *person_paths("termin/absagen/", views.cancel, name="cancel"),
    *person_paths("beenden/", views.withdraw, name="withdraw"),
]
