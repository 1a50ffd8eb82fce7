"""Applications as an organisation sees them: the list, one of them, and what follows."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from core.listing import PAGE_PARAMETER, paginate, query_without
from core.sections import sections_for
from opportunities.applications import services
from opportunities.applications.checks import lacks_check
from opportunities.applications.errors import ApplicationError
from opportunities.applications.suggestions import suggested_offers
from opportunities.enums import ApplicationState, BookingState, Party
from opportunities.inbox.forms import DeclineForm, NoteForm
from opportunities.inbox.listing import ApplicationFilterForm
from opportunities.inbox.steps import BY_SLUG, Step, reachable_by_site, steps_for
from opportunities.inbox.words import group_fit, history
from opportunities.messages import services as message_services
from opportunities.messages.attachments import served
from opportunities.messages.errors import MessageError
from opportunities.messages.forms import MessageForm
from opportunities.messages.thread import thread_of
from opportunities.messages.visits import is_real_visit
from opportunities.models import Application, ApplicationMessage, Booking
from organisations.desk import desk_view
from organisations.models import Organisation

MOST_AT_ONCE = 100


@require_safe
@desk_view
def applications(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """Everybody who would like to help here, new ones first."""
    form = ApplicationFilterForm(request.GET or None, organisation=organisation)
    results = paginate(request, form.found())
    return render(
        request,
        "opportunities/inbox/list.html",
        {
            "organisation": organisation,
            "form": form,
            "results": results,
            "query": query_without(request.GET, PAGE_PARAMETER),
            "has_new": any(one.state == ApplicationState.SENT for one in results),
        },
    )


@require_POST
@desk_view
def mark_seen(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """Notes for all that were ticked that somebody has seen them."""
    keys = [key for key in request.POST.getlist("bewerbung") if key.isdecimal() and len(key) < 19]
    new = Application.objects.at_desk_of(organisation).filter(
        pk__in=keys[:MOST_AT_ONCE], state=ApplicationState.SENT
    )
    seen = sum(_see(one, request) for one in new.select_related("volunteer").order_by("pk"))
    if seen:
        words = ngettext("%(number)d noted as seen.", "%(number)d noted as seen.", seen)
        messages.success(request, words % {"number": seen})
    else:
        messages.info(request, _("Please tick who has been seen first."))
    return redirect("inbox:applications", organisation=organisation.pk)


@require_safe
@desk_view
def application(request: HttpRequest, organisation: Organisation, pk: int) -> HttpResponse:
    """One application. Whoever opens it has seen it, and what was written."""
    found = _application(organisation, pk)
    if is_real_visit(request) and found.state == ApplicationState.SENT:
        _see(found, request)
    response = _page(request, found, MessageForm(application=found))
    if is_real_visit(request):
        message_services.mark_read(application=found, reader=Party.ORGANISATION)
    return response


@desk_view
def step(request: HttpRequest, organisation: Organisation, pk: int, step: str) -> HttpResponse:
    """Says what a step brings about, asks for a word, and takes it."""
    chosen = BY_SLUG.get(step)
    if chosen is None:
        raise Http404
    found = _application(organisation, pk)
    is_declining = chosen.to == ApplicationState.DECLINED
    form: Any = (DeclineForm if is_declining else NoteForm)(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if _move(request, found, chosen, form.note_to_send()):
            messages.success(request, str(chosen.done))
        return redirect("inbox:application", organisation=organisation.pk, pk=pk)
    if request.method != "POST" and chosen not in steps_for(found):
        messages.error(request, _why_not(found, chosen))
        return redirect("inbox:application", organisation=organisation.pk, pk=pk)
    return render(
        request,
        "opportunities/inbox/step.html",
        {
            "organisation": organisation,
            "application": found,
            "step": chosen,
            "form": form,
            "bookings": found.bookings.filter(slot__isnull=False),
            "has_site": reachable_by_site(found),
            "lacks_check": chosen.to == ApplicationState.ACCEPTED and _lacks_check(found),
            "suggestions": suggested_offers(found) if is_declining else [],
        },
        status=422 if form.errors else 200,
    )


@require_POST
@desk_view
def answer_for(
    request: HttpRequest, organisation: Organisation, pk: int, booking: int
) -> HttpResponse:
    """Answers for whoever has only a telephone: do they take the place that became free?"""
    found = _application(organisation, pk)
    if reachable_by_site(found):
        raise Http404
    offered = get_object_or_404(Booking, application=found, pk=booking)
    user: Any = request.user
    try:
        services.answer_offer(
            booking=offered,
            accepted=request.POST.get("answer") == "yes",
            party=Party.ORGANISATION,
            by=user,
        )
    except ApplicationError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Thank you, noted."))
    return redirect("inbox:application", organisation=organisation.pk, pk=pk)


@require_POST
@desk_view
def write(request: HttpRequest, organisation: Organisation, pk: int) -> HttpResponse:
    """Sends a message; shows the application with what was typed where something is missing."""
    found = _application(organisation, pk)
    form = MessageForm(request.POST, request.FILES, application=found)
    user: Any = request.user
    if form.is_valid():
        try:
            message_services.write_message(
                application=found, party=Party.ORGANISATION, by=user, **form.cleaned_data
            )
        except MessageError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Your message is on its way."))
            address = reverse("inbox:application", args=[organisation.pk, pk])
            return redirect(f"{address}#nachrichten")
    return _page(request, found, form)


@require_safe
@desk_view
def attachment(
    request: HttpRequest, organisation: Organisation, pk: int, message: int
) -> HttpResponse:
    """The file of one message."""
    found = get_object_or_404(
        ApplicationMessage, application=_application(organisation, pk), pk=message
    )
    return served(found)  # type: ignore[return-value]  # a streamed answer is one, too


def _application(organisation: Organisation, pk: int) -> Application:
    return get_object_or_404(
        Application.objects.at_desk_of(organisation).select_related(
            "volunteer", "opportunity", "organisation"
        ),
        pk=pk,
    )


def _page(request: HttpRequest, found: Application, form: MessageForm) -> HttpResponse:
    organisation = found.organisation
    bookings = list(found.bookings.all())
    may_write = message_services.may_write(found)
    is_offered = not reachable_by_site(found)

    def file_url(message: ApplicationMessage) -> str:
        return reverse("inbox:attachment", args=[organisation.pk, found.pk, message.pk])

    return render(
        request,
        "opportunities/inbox/application.html",
        {
            "organisation": organisation,
            "application": found,
            "offer": found.opportunity,
            "dates": [booking for booking in bookings if booking.slot],
            "offered": [one for one in bookings if is_offered and one.offered_until],
            "has_site": reachable_by_site(found),
            "group_fit": group_fit(found),
            "steps": steps_for(found),
            "history": history(found),
            "lines": thread_of(found, reader=Party.ORGANISATION, file_url=file_url),
            "form": form if may_write or form.is_bound else None,
            "lacks_check": found.state in _BEFORE_ACCEPTING and _lacks_check(found),
            "sections": sections_for("desk_application", found, request),
        },
        status=422 if form.errors else 200,
    )


_BEFORE_ACCEPTING = (ApplicationState.SENT, ApplicationState.SEEN, ApplicationState.IN_CONTACT)


def _lacks_check(found: Application) -> bool:
    return lacks_check(found, today=timezone.localdate())


def _see(found: Application, request: HttpRequest) -> bool:
    """Whether it became SEEN now; somebody else may have been faster, or it was withdrawn."""
    user: Any = request.user
    try:
        services.move_application(
            application=found, to=ApplicationState.SEEN, party=Party.ORGANISATION, by=user
        )
    except ApplicationError:
        found.refresh_from_db()
        return False
    return True


def _move(request: HttpRequest, found: Application, chosen: Step, note: str) -> bool:
    user: Any = request.user
    try:
        if found.state == ApplicationState.WAITING and chosen.to == ApplicationState.ACCEPTED:
            raise ApplicationError(ApplicationError.Code.ILLEGAL_MOVE, _why_not(found, chosen))
        services.move_application(
            application=found, to=chosen.to, party=Party.ORGANISATION, by=user, note=note
        )
    except ApplicationError as error:
        messages.error(request, str(error))
        return False
    return True


def _why_not(found: Application, chosen: Step) -> str:
    """Why a step can't be taken now."""
    if found.state == ApplicationState.WAITING and chosen.to == ApplicationState.ACCEPTED:
        if found.bookings.filter(state=BookingState.OFFERED).exists():
            return _("A place is kept for them; we have asked and wait for their answer.")
        return _(
            "There is no free place. If you can take more people, raise the number of places in"
            " your offer: then we ask whoever waits, one after the other."
        )
    return str(ApplicationError.Code.ILLEGAL_MOVE.label)
