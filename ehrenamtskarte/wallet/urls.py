from django.urls import path

from ehrenamtskarte.wallet import views

app_name = "wallet"
urlpatterns = [
    path("", views.from_phone, name="from_phone"),
    path("<key:pk>/", views.card_page, name="card"),
    path("<key:pk>/anlegen/", views.make, name="make"),
    path("<key:pk>/beenden/", views.end, name="end"),
    path("<key:pk>/ehrenamtskarte.pkpass", views.apple_file, name="apple_file"),
]
