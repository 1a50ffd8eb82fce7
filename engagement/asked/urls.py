"""Addresses for organisations that were asked by mail, below `/bestaetigen/`."""

from django.urls import path

from engagement.asked import views

app_name = "asked"

urlpatterns = [
    path("engagement/<key:link>/", views.engagement, name="engagement"),
    path("stunden/<key:link>/", views.hours, name="hours"),
    path("stunden/<key:link>/<key:entry>/", views.dispute, name="dispute"),
]
