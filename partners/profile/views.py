from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from organisations.desk.pictures import keep_picture
from partners.desk import owner_view
from partners.hours_reading import is_unread
from partners.models import Partner, PartnerBranch, PartnerPage
from partners.profile import services
from partners.profile.forms import BranchForm, PartnerProfileForm


@owner_view
def profile(request: HttpRequest, partner: Partner) -> HttpResponse:
    """The shop's page as a form; what is saved is on line."""
    page = services.own_page(partner)
    if page is None:
        return _closed(request, partner)
    form = PartnerProfileForm(*_sent(request), instance=page)
    if request.method == "POST" and form.is_valid():
        if form.has_changed():
            changed = _with_picture(form, partner, request.user)
            services.publish_profile(
                partner=partner, page=changed, by=_me(request), changed=form.changed_words
            )
        messages.success(request, _("Saved and on line."))
        return redirect("partner_profile:profile", partner=partner.pk)
    return render(
        request,
        "partners/profile/profile.html",
        {"partner": partner, "form": form, "own_page": page},
        status=422 if form.errors else 200,
    )


@owner_view
def branch(request: HttpRequest, partner: Partner, pk: int = 0) -> HttpResponse:
    """A place of the shop: address and opening hours; without `pk` a new one."""
    page = services.own_page(partner)
    if page is None:
        return _closed(request, partner)
    place = _branch(page, pk) if pk else PartnerBranch()
    form = BranchForm(request.POST if request.method == "POST" else None, instance=place)
    if request.method == "POST" and form.is_valid():
        if form.has_changed():
            services.keep_branch(
                partner=partner, page=page, branch=form.changed_branch(), by=_me(request)
            )
        messages.success(request, _("Saved and on line."))
        if is_unread(form.cleaned_data["opening_hours"]):
            messages.warning(
                request,
                _(
                    "Your opening hours stand on your page as you wrote them. But our clock can't"
                    " read them, so whoever looks for “open now” does not find you. It can read,"
                    " for example: Mo–Fr 8–18 Uhr, Sa 8–13 Uhr."
                ),
            )
        return redirect("partner_profile:profile", partner=partner.pk)
    return render(
        request,
        "partners/profile/branch.html",
        {
            "partner": partner,
            "form": form,
            "branch": place if pk else None,
            "can_go": bool(pk) and page.branches.count() > 1,
            "needed_by": services.what_needs(place) if pk else [],
        },
        status=422 if form.errors else 200,
    )


@require_POST
@owner_view
def remove_branch(request: HttpRequest, partner: Partner, pk: int) -> HttpResponse:
    page = services.own_page(partner)
    if page is None:
        return _closed(request, partner)
    if services.remove_branch(
        partner=partner, page=page, branch=_branch(page, pk), by=_me(request)
    ):
        messages.success(request, _("The place is off your page."))
    else:
        messages.error(
            request, _("This place has to stay: it is the only one, or a benefit needs it.")
        )
    return redirect("partner_profile:profile", partner=partner.pk)


def _branch(page: PartnerPage, pk: int) -> PartnerBranch:
    found: PartnerBranch | None = next((one for one in page.branches.all() if one.pk == pk), None)
    if found is None:
        raise Http404
    return found


def _closed(request: HttpRequest, partner: Partner) -> HttpResponse:
    return render(request, "partners/profile/closed.html", {"partner": partner})


def _sent(request: HttpRequest) -> tuple[Any, Any]:
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def _with_picture(form: PartnerProfileForm, partner: Partner, by: Any) -> PartnerPage:
    page = form.changed_page()
    if file := form.cleaned_data["new_image"]:
        page.image = keep_picture(file=file, title=partner.name, town=partner.municipality, by=by)
    elif form.cleaned_data.get("without_image"):
        page.image = None
    return page


def _me(request: HttpRequest) -> Any:
    return request.user
