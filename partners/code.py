"""What a shop's own code opens: `/P/<key>`, whatever becomes of name and address of its page."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from partners.enums import PartnerState
from partners.models import Partner, PartnerIndexPage, PartnerPage

ANCHOR = "vorteile"


@require_safe
def code(request: HttpRequest, pk: str) -> HttpResponse:
    """Leads to the benefits of the shop with this record's key; says so if it has left."""
    partner = Partner.objects.filter(pk=pk).first()
    if partner is None or partner.state in (PartnerState.WAITING, PartnerState.DECLINED):
        raise Http404
    if partner.state != PartnerState.ENDED:
        page = PartnerPage.objects.live().public().filter(pk=partner.page_id).first()
        if page:
            return HttpResponseRedirect(f"{page.get_url(request)}#{ANCHOR}")
    index = PartnerIndexPage.objects.live().public().first()
    context = {"name": partner.name, "index": index}
    return render(request, "partners/gone.html", context, status=410)
