"""Addresses of a shop's figures, below `/partner/verwalten/`."""

from django.urls import path

from partners.redeeming.desk import views

app_name = "partner_figures"

urlpatterns = [
    path("<key:partner>/zahlen/", views.month, name="month"),
    path("<key:partner>/zahlen/tabelle.csv", views.table, name="table"),
    path("<key:partner>/zahlen/gesehen/", views.seen, name="seen"),
]
