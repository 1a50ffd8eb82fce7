import json

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from ehrenamtskarte.keys.published import own_key_set
from ehrenamtskarte.open_files import open_file

JWK_SET = "application/jwk-set+json"  # RFC 7517, 8.5.2


@require_safe
def jwks(request: HttpRequest) -> HttpResponseBase:
    """The keys of all our towns."""
    text = json.dumps(own_key_set().to_jwks(), ensure_ascii=False)
    return open_file(request, text.encode(), content_type=JWK_SET)
