from django.urls import path

from home.views import robots, search, theme

urlpatterns = [
    path("suche/", search.search, name="search"),
    path("robots.txt", robots.robots, name="robots"),
    path("thema.css", theme.stylesheet, name="theme"),
]
