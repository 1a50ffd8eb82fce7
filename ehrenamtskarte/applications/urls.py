"""Addresses of applicants, below `/ehrenamtskarte/`."""

from django.urls import path

from ehrenamtskarte.applications import applicant_views, wizard, works

app_name = "card_applications"

urlpatterns = [
    path("beantragen/", wizard.start, name="start"),
    path("antrag/link/<key:link>/", applicant_views.open_link, name="open"),
    path("antrag/<key:pk>/", applicant_views.page, name="page"),
    path("antrag/<key:pk>/person/", wizard.person, name="person"),
    path("antrag/<key:pk>/stadt/", wizard.town, name="town"),
    path("antrag/<key:pk>/organisationen/", works.works, name="works"),
    path("antrag/<key:pk>/organisationen/suchen/", works.find, name="find"),
    path("antrag/<key:pk>/organisationen/neu/", works.add, name="add_named"),
    path("antrag/<key:pk>/organisationen/neu/<key:organisation>/", works.add, name="add"),
    path("antrag/<key:pk>/organisationen/<key:attestation>/", works.change, name="change"),
    path(
        "antrag/<key:pk>/organisationen/<key:attestation>/entfernen/", works.remove, name="remove"
    ),
    path("antrag/<key:pk>/nachweis/<key:proof>/entfernen/", works.remove_proof, name="no_proof"),
    path("antrag/<key:pk>/fragen/", wizard.questions, name="questions"),
    path("antrag/<key:pk>/absenden/", wizard.send, name="send"),
    path("antrag/<key:pk>/verwerfen/", wizard.discard, name="discard"),
    path("antrag/<key:pk>/bestaetigen/", applicant_views.confirm, name="confirm"),
    path("antrag/<key:pk>/noch-einmal/", applicant_views.resend, name="resend"),
    path("antrag/<key:pk>/kontakt/<key:attestation>/", applicant_views.contact, name="contact"),
    path("antrag/<key:pk>/nachweis-zu/<key:attestation>/", applicant_views.proof, name="proof"),
    path("antrag/<key:pk>/nachweis/", applicant_views.shortcut_proof, name="shortcut_proof"),
    path("antrag/<key:pk>/antworten/", applicant_views.reply, name="reply"),
    path("antrag/<key:pk>/zurueckziehen/", applicant_views.withdraw, name="withdraw"),
]
