"""Addresses of dates: on the applicant's side (`applications:…`) and of one's own calendar."""

from opportunities.applications.access import applicant_paths
from opportunities.dates import views

applicant_patterns = [
    *applicant_paths("termine.ics", views.calendar, name="calendar"),
]
