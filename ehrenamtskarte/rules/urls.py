from django.urls import path

from ehrenamtskarte.rules.advance import views

urlpatterns = [
    path("ehrenamtskarte/voraussetzungen/", views.requirements, name="card_requirements"),
]
