"""What one does with an offer besides writing: pause, end, extend, copy, take back, throw away."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from opportunities.desk import asking, drafts, gate, running
from opportunities.desk.errors import OfferError
from opportunities.desk.forms.base import day_input
from opportunities.desk.offers import DeskState, state_on_desk
from opportunities.desk.steps import FIRST
from opportunities.desk.views.writing import member_at, offer_at_desk, step_url
from opportunities.models import OpportunityPage
from organisations.desk import desk_view
from organisations.models import Organisation

Act = Callable[[HttpRequest, OpportunityPage], None]

# What the buttons of the list say (`do`): what happens, and what people are told.
ACTS: dict[str, tuple[Act, Any]] = {
    "pausieren": (
        lambda request, offer: running.pause_offer(offer=offer, now=timezone.now()),
        _("The offer is paused. Nobody is taken on until you go on with it."),
    ),
    "fortsetzen": (
        lambda request, offer: running.resume_offer(offer=offer),
        _("The offer takes people on again."),
    ),
    "beenden": (
        lambda request, offer: running.close_offer(offer=offer, now=timezone.now()),
        _("The offer is ended. You can open it again at any time."),
    ),
    "aktuell": (
        lambda request, offer: asking.keep_open(offer=offer, now=timezone.now()),
        _("Thank you. The offer stays on line."),
    ),
    "zurueckholen": (
        lambda request, offer: gate.take_back_offer(offer=offer, by=member_at(request)),
        _("You have taken the offer back and can change it now."),
    ),
}


@desk_view
@require_POST
def act(request: HttpRequest, organisation: Organisation, offer: int) -> HttpResponse:
    """Do what a button says."""
    page = offer_at_desk(organisation, offer)
    do = request.POST.get("do", "")
    if do == "kopieren":
        copy = drafts.copy_offer(offer=page, by=member_at(request), today=timezone.localdate())
        messages.success(request, _("This is the copy. Please look through it, then send it."))
        return redirect(step_url(organisation, copy, FIRST))
    if do not in ACTS:
        raise Http404
    perform, told = ACTS[do]
    try:
        perform(request, page)
        messages.success(request, told)
    except OfferError as error:
        messages.error(request, str(error))
    if do == "zurueckholen":
        return redirect(step_url(organisation, page, FIRST))
    return redirect("desk_offers:list", organisation=organisation.pk)


class ExtendForm(forms.Form):
    """Until when an offer runs."""

    until = forms.DateField(
        label=_("Until when shall it run?"),
        help_text=_("If you leave it empty, it runs on without an end."),
        required=False,
        widget=day_input(),
        error_messages={"invalid": _("This is no day of the calendar. It looks like: 24.12.2026")},
    )


@desk_view
def extend(request: HttpRequest, organisation: Organisation, offer: int) -> HttpResponse:
    """Ask until when it shall run; what has ended is opened again."""
    page = offer_at_desk(organisation, offer)
    now, today = timezone.now(), timezone.localdate()
    is_over = state_on_desk(page, None, today) == DeskState.EXPIRED
    form = ExtendForm(request.POST or None, initial={"until": asking.suggested_end(page, today)})
    if request.method == "POST" and form.is_valid():
        until = form.cleaned_data["until"]
        try:
            if is_over:
                running.reopen_offer(offer=page, now=now, until=until, today=today)
            else:
                running.extend_offer(offer=page, now=now, until=until, today=today)
        except OfferError as error:
            form.add_error("until", str(error))
        else:
            messages.success(request, _("The offer runs on."))
            return redirect("desk_offers:list", organisation=organisation.pk)
    return render(
        request,
        "opportunities/desk/extend.html",
        {"organisation": organisation, "offer": page, "form": form, "is_over": is_over},
        status=422 if form.errors else 200,
    )


@desk_view
def throw_away(request: HttpRequest, organisation: Organisation, offer: int) -> HttpResponse:
    """Ask, and delete a draft that was never on line."""
    page = offer_at_desk(organisation, offer)
    if request.method == "POST":
        try:
            drafts.throw_away(offer=page, by=member_at(request))
            messages.success(request, _("The draft is thrown away."))
        except OfferError as error:
            messages.error(request, str(error))
        return redirect("desk_offers:list", organisation=organisation.pk)
    return render(
        request,
        "opportunities/desk/throw_away.html",
        {"organisation": organisation, "offer": page},
    )
