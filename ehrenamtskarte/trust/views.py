import json

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from ehrenamtskarte.credential.keys import IssuerKeySet
from ehrenamtskarte.credential.status import CONTENT_TYPE
from ehrenamtskarte.keys.views import JWK_SET
from ehrenamtskarte.models import TrustedIssuer, TrustedStatusList
from ehrenamtskarte.open_files import open_file


def trusted_key_set() -> IssuerKeySet:
    """The keys of all associations whose cards are taken, each with its association's name."""
    issuers = TrustedIssuer.objects.filter(is_active=True).exclude(key_set=None).order_by("pk")
    return IssuerKeySet(
        key
        for issuer in issuers
        for key in IssuerKeySet.from_jwks(issuer.key_set, association=issuer.name[:100])
    )


@require_safe
def trusted_jwks(request: HttpRequest) -> HttpResponseBase:
    """Those keys as JWK set, and where on this site their status lists are handed on.

    `{"keys": […], "status_lists": {"<address that the keys name>": "<path here>"}}`
    """
    lists = {
        one.address: reverse("trusted_status_list", args=[one.pk])
        for one in TrustedStatusList.objects.filter(issuer__is_active=True).defer("token")
    }
    content = {**trusted_key_set().to_jwks(), "status_lists": lists}
    text = json.dumps(content, ensure_ascii=False)
    return open_file(request, text.encode(), content_type=JWK_SET)


@require_safe
def trusted_status_list(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Another association's list, byte by byte as it was fetched."""
    found = get_object_or_404(TrustedStatusList, pk=pk, issuer__is_active=True)
    return open_file(request, bytes(found.token), content_type=CONTENT_TYPE)
