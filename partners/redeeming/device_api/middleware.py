"""The short way for what tills report.

A till has no session, no user, no language and no form, and reports while a guest waits. So its
addresses are answered before the middleware that would look for all that. They stand among the
site's addresses as well, for whoever reverses them: the same views, the same answers.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse

from partners.redeeming.device_api.urls import urlpatterns


class ShortWayForTills:
    """Stands behind what has to hold for every request (TLS), before what costs."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self._views: dict[str, Callable[[HttpRequest], HttpResponse]] = {}

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not self._views:  # addresses are known only when the site is up
            self._views = {reverse(str(pattern.name)): pattern.callback for pattern in urlpatterns}
        view = self._views.get(request.path)
        return self.get_response(request) if view is None else view(request)
