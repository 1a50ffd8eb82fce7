"""Addresses of certificates: one's own, at desks, and for whoever holds one in their hands."""

from django.urls import include, path

from engagement.certificates import check_views, desk_views, own_views

_own = [
    path("", own_views.certificates, name="list"),
    path("neu/<key:engagement>/", own_views.ask, name="ask"),
    path("<key:pk>/zuruecknehmen/", own_views.take_back, name="take_back"),
    path("<key:pk>/nachweis.pdf", own_views.pdf, name="pdf"),
]

_at_desk = [
    path("", desk_views.certificates, name="list"),
    path("neu/<key:engagement>/", desk_views.start, name="start"),
    path("<key:pk>/", desk_views.certificate, name="certificate"),
    path("<key:pk>/ausstellen/", desk_views.sign, name="sign"),
    path("<key:pk>/zurueckziehen/", desk_views.withdraw, name="withdraw"),
    path("<key:pk>/verwerfen/", desk_views.discard, name="discard"),
    path("<key:pk>/nachweis.pdf", desk_views.pdf, name="pdf"),
]

_for_everybody = [
    path("", check_views.enter, name="enter"),
    path("per-link/<key:link>/", own_views.by_link, name="by_link"),
    path("per-link/<key:link>/nachweis.pdf", own_views.pdf_by_link, name="pdf_by_link"),
    path("<str:number>/", check_views.check, name="check"),
]

urlpatterns = [
    path("konto/nachweise/", include((_own, "certificates"))),
    path("verein/<key:organisation>/nachweise/", include((_at_desk, "desk_certificates"))),
    path("nachweis/", include((_for_everybody, "certificate"))),
]
