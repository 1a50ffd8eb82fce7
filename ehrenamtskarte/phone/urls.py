from django.urls import path

from ehrenamtskarte.phone import views

urlpatterns = [
    path("", views.my_cards, name="my_cards"),
    path("offline.js", views.worker, name="my_cards_worker"),
    path("app.webmanifest", views.manifest, name="my_cards_manifest"),
    path("konto.json", views.account, name="my_cards_account"),
    path("aussehen/<slug:town>/<int:card_type>.json", views.look, name="my_cards_look"),
    path("aktivieren/", views.activate_card, name="my_cards_activate"),
    path("entfernen/", views.remove_card, name="my_cards_remove"),
]
