from django.urls import path

from ehrenamtskarte.trust.views import trusted_jwks, trusted_status_list

urlpatterns = [
    path("vertraute.json", trusted_jwks, name="trusted_card_keys"),
    path("vertraute/<key:pk>", trusted_status_list, name="trusted_status_list"),
]
