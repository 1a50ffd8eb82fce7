from django.urls import path, re_path

from ehrenamtskarte.checking import views

urlpatterns = [
    path("K", views.check, name="check_card"),
    path("K/offline.js", views.worker, name="check_card_worker"),
    re_path(r"^[Kk]/?$", views.other_spelling, name="check_card_other_spelling"),
]
