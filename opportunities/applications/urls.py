"""Addresses of the applicant's side; the organisation's is at its desk."""

from django.urls import path

from opportunities.applications import applicant_views, views
from opportunities.applications.access import applicant_paths
from opportunities.cover.urls import applicant_patterns as cover_patterns
from opportunities.dates.urls import applicant_patterns as dates_patterns
from opportunities.messages.applicant_views import urlpatterns as message_patterns

app_name = "applications"

urlpatterns = [
    path("angebote/<key:pk>/bewerben/", views.apply, name="apply"),
    path("angebote/<key:pk>/bewerben/gesendet/", views.sent, name="sent"),
    path("angebote/<key:pk>/bewerben/noch-einmal/", views.resend, name="resend"),
    path("zustimmung/<key:link>/", views.consent, name="consent"),
    path("konto/bewerbungen/", applicant_views.own_applications, name="own"),
    *applicant_paths("", applicant_views.page, name="page"),
    *applicant_paths("bestaetigen/", applicant_views.confirm, name="confirm"),
    *applicant_paths("zurueckziehen/", applicant_views.withdraw, name="withdraw"),
    *applicant_paths("platz/<key:booking>/", applicant_views.answer_offer, name="answer_offer"),
    *applicant_paths("termine/", applicant_views.choose_dates, name="choose_dates"),
    *message_patterns,
    *dates_patterns,
    *cover_patterns,
]
