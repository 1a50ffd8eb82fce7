from contextlib import suppress

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from core.api.serving import for_everybody
from ehrenamtskarte.credential.status import CONTENT_TYPE
from ehrenamtskarte.models import StatusList
from ehrenamtskarte.open_files import open_file
from ehrenamtskarte.status.errors import StatusListError
from ehrenamtskarte.status.publishing import is_fresh, publish_list


@require_safe
def status_list(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The signed list as it is kept; made here only if nobody has done so yet since it changed."""
    lists = StatusList.objects.filter(keys__withdrawn_at=None, keys__isnull=False)
    found = lists.filter(pk=pk).first()
    if found is None:
        raise Http404
    if not is_fresh(found, timezone.now()):
        # An older list says how old it is; no list at all would say less.
        with suppress(StatusListError):
            found = publish_list(found)
    if found.token is None:
        return for_everybody(HttpResponse(status=503, headers={"Retry-After": "300"}))
    return open_file(request, bytes(found.token), content_type=CONTENT_TYPE)
