from django.urls import path

from home.views import search, theme

urlpatterns = [
    path("suche/", search.search, name="search"),
    path("thema.css", theme.stylesheet, name="theme"),
]
