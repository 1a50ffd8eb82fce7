from django.urls import path

from ehrenamtskarte.keys.views import jwks

urlpatterns = [path("jwks.json", jwks, name="card_keys_jwks")]
