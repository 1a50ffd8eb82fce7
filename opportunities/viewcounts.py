"""How often offers are looked at: a number for each day, and nothing about who looked.

The page reports itself by a script, because most visits are answered from the page cache, and
because machines that only read addresses don't count as people.
"""

import datetime as dt

from django.db import IntegrityError, transaction
from django.db.models import F, Sum
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from opportunities.models import DailyViews, OpportunityPage
from organisations.models import Organisation

KEPT_DAYS = 800  # two years and what compares them


def count_view(*, opportunity: int, day: dt.date) -> None:
    """Add one to the views of an offer on `day`; an offer that does not exist is left alone."""
    views = DailyViews.objects.filter(opportunity=opportunity, day=day)
    if views.update(count=F("count") + 1):
        return
    if not OpportunityPage.objects.live().filter(pk=opportunity).exists():
        return
    try:
        with transaction.atomic():
            DailyViews.objects.create(opportunity_id=opportunity, day=day, count=1)
    except IntegrityError:  # somebody else's was the first of the day
        views.update(count=F("count") + 1)


def views_of(organisation: Organisation, *, since: dt.date) -> int:
    """How often the offers of an organisation were looked at since that day."""
    if organisation.page_id is None:
        return 0
    views = DailyViews.objects.filter(
        opportunity__organisation=organisation.page_id, day__gte=since
    )
    return views.aggregate(number=Sum("count"))["number"] or 0


def forget_old_views(today: dt.date) -> None:
    """Throw away counts that nobody compares any more."""
    DailyViews.objects.filter(day__lt=today - dt.timedelta(days=KEPT_DAYS)).delete()


# Nothing is kept of the visitor and nothing else changes, so there is no session to protect.
@csrf_exempt
@require_POST
def seen(request: HttpRequest, pk: int) -> HttpResponse:
    """Told by the offer's own page that somebody is looking at it."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin":
        count_view(opportunity=pk, day=timezone.localdate())
    return HttpResponse(status=204)
