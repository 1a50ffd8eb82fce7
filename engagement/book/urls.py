"""Addresses of one's own hours: below `/konto/stunden/`, and below a link's for no account."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.urls import URLPattern, path

from engagement.book import timer_views, views, week_views
from engagement.book.book import for_account, for_link


def book_urls(admit: Callable[[Any], Callable[..., HttpResponse]]) -> list[URLPattern]:
    """The same pages for both ways in."""
    return [
        path("", admit(views.home), name="home"),
        path("jahr/<key:year>/", admit(views.year), name="year"),
        path("tabelle.csv", admit(views.export), name="export"),
        path("eintrag/<key:entry>/", admit(views.entry), name="entry"),
        path("eintrag/<key:entry>/zurueck/", admit(views.withdraw), name="withdraw"),
        path("fragen/<key:engagement>/", admit(views.ask), name="ask"),
        path("woche/<key:engagement>/", admit(week_views.week), name="week"),
        path("woche/<key:engagement>/eintragen/", admit(week_views.fill), name="fill"),
        path("uhr/<key:engagement>/", admit(timer_views.forgotten), name="timer"),
        path("uhr/<key:engagement>/start/", admit(timer_views.start), name="start_timer"),
        path("uhr/<key:engagement>/stopp/", admit(timer_views.stop), name="stop_timer"),
        path("uhr/<key:engagement>/weg/", admit(timer_views.discard), name="discard_timer"),
    ]


of_account = (book_urls(for_account), "hours")
of_link = (book_urls(for_link), "hours_by_link")
