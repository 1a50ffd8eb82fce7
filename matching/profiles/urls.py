"""Addresses of the finder and of what somebody keeps of it."""

from django.urls import path

from matching.profiles import account_views, kept, views

app_name = "finder"

urlpatterns = [
    path("was-passt-zu-mir/", views.start, name="start"),
    path("was-passt-zu-mir/fragen/<slug:key>/", views.step, name="step"),
    path("was-passt-zu-mir/alle-fragen/", views.everything, name="all"),
    path("was-passt-zu-mir/vorschlaege/", views.suggestions, name="suggestions"),
    path("was-passt-zu-mir/vergleich/", views.compare, name="compare"),
    path("was-passt-zu-mir/passt-nicht/", views.no_fit, name="no_fit"),
    path("was-passt-zu-mir/passt-doch/", views.take_back, name="take_back"),
    path("angebote/gemerkt/", kept.kept, name="kept"),
    path("angebote/gemerkt/karten/", kept.kept_cards, name="kept_cards"),
    path("konto/profil/", account_views.profile, name="profile"),
    path("konto/profil/behalten/", account_views.keep, name="keep"),
    path("konto/profil/einladungen/", account_views.invitations, name="invitations"),
    path("konto/profil/profil.json", account_views.export, name="export"),
    path("konto/profil/loeschen/", account_views.erase, name="erase"),
]
