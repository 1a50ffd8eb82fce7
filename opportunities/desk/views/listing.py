from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from opportunities.desk.drafts import offers_of
from opportunities.desk.gate import is_accepted
from opportunities.desk.offers import Stand, desk_offers, narrowed
from organisations.desk import desk_view
from organisations.models import Organisation

ON_A_PAGE = 20


@desk_view
def offers(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """All offers of the organisation, what was written last first."""
    today = timezone.localdate()
    wanted = request.GET.get("stand", "")
    stand = Stand(wanted) if wanted in Stand.values else Stand.ALL
    rows = narrowed(offers_of(organisation), stand, today).order_by(
        "-latest_revision_created_at", "-pk"
    )
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("seite"))
    return render(
        request,
        "opportunities/desk/list.html",
        {
            "organisation": organisation,
            "is_accepted": is_accepted(organisation),
            "offers": desk_offers(list(page), today=today, soon=settings.OFFER_REMINDER_DAYS),
            "page_obj": page,
            "stand": stand,
            "stands": Stand,
        },
    )
