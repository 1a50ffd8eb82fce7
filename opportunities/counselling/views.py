""" "I want to help, but don't know where": what the person sees."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from core.form_limits import may_send
from opportunities.counselling import services
from opportunities.counselling.errors import CounsellingError
from opportunities.counselling.forms import InterestForm
from opportunities.enums import InterestState
from opportunities.models import CounsellingSlot, Interest

JUST_TOLD = "just_told"  # in the session: to which address the mail went


@never_cache
def tell(request: HttpRequest) -> HttpResponse:
    """The form: who one is, and whatever one can say of one's wishes."""
    user = request.user if request.user.is_authenticated else None
    initial = {"municipality": request.GET.get("ort", "")}
    form = InterestForm(request.POST or None, user=user, initial=initial)
    if request.method == "POST" and form.is_valid():
        email = user.email if user else form.cleaned_data["email"]
        if may_send(request, form, mailbox=email):
            return _thank(request, form, email)
    return render(
        request,
        "opportunities/counselling/tell.html",
        {"form": form},
        status=422 if form.errors else 200,
    )


def _thank(request: HttpRequest, form: InterestForm, email: str) -> HttpResponse:
    user = request.user if request.user.is_authenticated else None
    if not form.is_spam():
        facts = {
            name: form.cleaned_data[name]
            for name in ("municipality", "name", "phone", "wishes", "wants_counselling")
        }
        interest = services.register_interest(email=email, user=user, **facts)
        if user:
            messages.success(request, _("Thank you! The desk has been told."))
            return redirect("counselling:page", pk=interest.pk)
    request.session[JUST_TOLD] = email
    return redirect("counselling:sent")


@never_cache
def sent(request: HttpRequest) -> HttpResponse:
    """Please look into your mailbox."""
    email = request.session.get(JUST_TOLD)
    if not email:
        return redirect("counselling:tell")
    return render(request, "opportunities/counselling/sent.html", {"email": email})


AddressOf = Callable[[str], str]


def page(request: HttpRequest, interest: Interest, address_of: AddressOf) -> HttpResponse:
    """How things stand: the button that confirms, the desk's answers, appointments."""
    now = timezone.now()
    is_open = interest.state in (InterestState.OPEN, InterestState.ANSWERED)
    return render(
        request,
        "opportunities/counselling/page.html",
        {
            "interest": interest,
            "town": interest.municipality,
            "needs_confirmation": interest.state == InterestState.UNCONFIRMED,
            "is_open": is_open,
            "answers": interest.answers.prefetch_related("offers"),
            "appointment": interest.appointments.filter(starts_at__gt=now).first(),
            "slots": services.free_slots(interest.municipality, now) if is_open else [],
            "addresses": {
                name: address_of(name) for name in ("confirm", "book", "cancel", "withdraw")
            },
        },
    )


@require_POST
def confirm(request: HttpRequest, interest: Interest, address_of: AddressOf) -> HttpResponse:
    services.confirm_interest(interest=interest)
    messages.success(request, _("Thank you! The desk has been told."))
    return redirect(address_of("page"))


@require_POST
def book(request: HttpRequest, interest: Interest, address_of: AddressOf) -> HttpResponse:
    key = request.POST.get("slot", "")
    slot = (
        CounsellingSlot.objects.filter(municipality=interest.municipality, pk=key).first()
        if key.isascii() and key.isdigit() and len(key) < 19
        else None
    )
    if slot is None:
        messages.error(request, _("Please choose one of the times."))
    elif interest.state in (InterestState.OPEN, InterestState.ANSWERED):
        try:
            services.book_slot(interest=interest, slot=slot)
        except CounsellingError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("The appointment is yours."))
    return redirect(address_of("page"))


@require_POST
def cancel(request: HttpRequest, interest: Interest, address_of: AddressOf) -> HttpResponse:
    if services.cancel_slot(interest=interest):
        messages.success(request, _("The appointment is cancelled, and the desk has been told."))
    return redirect(address_of("page"))


@require_POST
def withdraw(request: HttpRequest, interest: Interest, address_of: AddressOf) -> HttpResponse:
    services.withdraw_interest(interest=interest)
    messages.success(request, _("Ended. The desk does not write to you about it any more."))
    return redirect(address_of("page"))
