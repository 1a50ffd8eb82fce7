"""The towns' keys as verifiers get them: a JWK set (RFC 7517)."""

from collections.abc import Iterable
from typing import cast

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.hazmat.primitives.serialization import load_der_public_key
from django.conf import settings
from django.urls import reverse

from ehrenamtskarte.credential import keys as published
from ehrenamtskarte.models import IssuerKey, StatusList


def address_of(status_list: StatusList | int) -> str:
    """Where the list is, as it says itself and as the keys say it: a name for good."""
    pk = status_list if isinstance(status_list, int) else status_list.pk
    return _absolute(reverse("card_status_list", args=[pk]))


def verifying_key(key: IssuerKey) -> published.IssuerKey:
    """The public half with whose it is."""
    public_key = load_der_public_key(bytes(key.public_key))
    town = key.municipality
    return published.IssuerKey(
        public_key=cast(EllipticCurvePublicKey, public_key),
        issuer=published.Issuer(ags=town.ags, name=town.name[: published.MAX_TEXT]),
        status_list=address_of(key.status_list_id),
    )


def own_key_set(keys: Iterable[IssuerKey] | None = None) -> published.IssuerKeySet:
    """All keys of our towns whose signature counts, also those that will sign only later."""
    if keys is None:
        keys = IssuerKey.objects.published().select_related("municipality").order_by("pk")
    return published.IssuerKeySet(map(verifying_key, keys))


def _absolute(path: str) -> str:
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + path
