"""What applicants do with their dates."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from opportunities.applications.access import Access
from opportunities.dates.calendars import FILE_NAME, application_calendar, held_dates
from opportunities.feeds.calendars import CONTENT_TYPE


@require_safe
def calendar(request: HttpRequest, access: Access) -> HttpResponse:
    """The dates of the application as a file for the own calendar."""
    if not held_dates(access.application).exists():
        raise Http404
    content = application_calendar(access.application, now=timezone.now())
    response = HttpResponse(content, content_type=CONTENT_TYPE)
    response.headers["Content-Disposition"] = f'attachment; filename="{FILE_NAME}"'
    return response
