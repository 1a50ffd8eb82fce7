"""Addresses of one's own engagements, below `/konto/engagement/`."""

from django.urls import path

from engagement.book.book import for_account
from engagement.own import views

app_name = "engagements"

urlpatterns = [
    path("", for_account(views.engagements), name="list"),
    path("neu/", for_account(views.find), name="find"),
    path("neu/frei/", for_account(views.claim), name="claim_named"),
    path("neu/<key:organisation>/", for_account(views.claim), name="claim"),
    path("<key:engagement>/", for_account(views.engagement), name="engagement"),
    path("<key:engagement>/aendern/", for_account(views.change), name="change"),
    path("<key:engagement>/beenden/", for_account(views.end), name="end"),
    path("<key:engagement>/weiter/", for_account(views.reopen), name="reopen"),
    path("<key:engagement>/erinnern/", for_account(views.ask_again), name="ask_again"),
]
