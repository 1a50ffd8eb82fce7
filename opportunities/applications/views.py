"""Applying for an offer: the form, and what comes right after it."""

from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.models import User
from core.form_limits import may_send
from core.links import opened_link
from core.models import SecretLink
from opportunities.applications import mails, places, services
from opportunities.applications.admission import takes_people
from opportunities.applications.errors import ApplicationError
from opportunities.applications.forms import ApplicationForm
from opportunities.applications.links import CONSENT
from opportunities.enums import ApplicationState, OpportunityState
from opportunities.models import Application, OpportunityPage

JUST_APPLIED = "just_applied"  # in the session: the form's offer, address and application
MOST_RESENT = 3  # mails, for one application and session


@never_cache
def apply(request: HttpRequest, pk: int) -> HttpResponse:
    """The form behind "I would like to help"."""
    opportunity = _offer(pk)
    now = timezone.now()
    if not takes_people(opportunity, now):
        return redirect(opportunity.get_url(request))  # which says why
    user = request.user if request.user.is_authenticated else None
    if user and (running := _running(opportunity, user)):
        messages.info(request, _("You have applied here already. This is how things stand."))
        return redirect("applications:page", pk=running.pk)
    form = ApplicationForm(
        request.POST if request.method == "POST" else None,
        opportunity=opportunity,
        room=places.room_of(opportunity, now=now),
        user=user,
    )
    if (
        request.method == "POST"
        and form.is_valid()
        and may_send(request, form, mailbox=form.facts()["email"])
    ):
        application = None
        if form.is_trapped():
            pass  # a machine gets the same friendly answer as everybody
        elif form.is_hasty():
            form.add_error(None, _("That was very quick. Please look once more and send it again."))
        else:
            application = _apply(form, opportunity, user)
        if not form.errors:
            return _thank(request, opportunity, form, application)
    context = {
        "form": form,
        "opportunity": opportunity,
        "organisation": opportunity.organisation,
        "is_full": opportunity.state() == OpportunityState.FULL,
        "dates": form["dates"] if "dates" in form.fields else None,
    }
    return render(
        request,
        "opportunities/applications/apply.html",
        context,
        status=422 if form.errors else 200,
    )


@never_cache
def sent(request: HttpRequest, pk: int) -> HttpResponse:
    """What to do now: look into the mailbox, or wait for a call."""
    known = _just_applied(request, pk)
    if known is None:
        return redirect("applications:apply", pk=pk)
    return render(
        request,
        "opportunities/applications/sent.html",
        {
            "opportunity": _offer(pk),
            "email": known["email"],
            "can_resend": known["resent"] < MOST_RESENT,
        },
    )


@require_POST
def resend(request: HttpRequest, pk: int) -> HttpResponse:
    """The mail with the link once more, for whom it did not reach."""
    known = _just_applied(request, pk)
    if known is None:
        return redirect("applications:apply", pk=pk)
    if known["resent"] < MOST_RESENT:
        application = Application.objects.filter(
            pk=known["application"], state=ApplicationState.UNCONFIRMED
        ).first()
        if application:
            mails.ask_to_confirm(application)
        request.session[JUST_APPLIED] = {**known, "resent": known["resent"] + 1}
        messages.success(request, _("We have sent the e-mail again."))
    return redirect("applications:sent", pk=pk)


@opened_link(CONSENT)
def consent(request: HttpRequest, link: SecretLink) -> HttpResponse:
    """A parent says yes or no."""
    application = cast(Application, link.subject)
    context: dict[str, Any] = {"application": application}
    if request.method == "POST" and "no" in request.POST:
        services.refuse_consent(application=application)
        context["answer"] = "no"
    elif request.method == "POST":
        try:
            services.give_consent(application=application)
        except ApplicationError as error:
            context["error"] = error
    if application.guardian_agreed_at:
        context["answer"] = "yes"
    return render(request, "opportunities/applications/consent.html", context)


def _offer(pk: int) -> OpportunityPage:
    """A published offer that everybody may see."""
    offer = OpportunityPage.objects.live().public().filter(pk=pk).first()
    if offer is None:
        raise Http404
    return offer


def _running(opportunity: OpportunityPage, user: User) -> Application | None:
    running = Application.objects.of_user(user).filter(opportunity=opportunity)
    return running.running().first()


def _apply(
    form: ApplicationForm, opportunity: OpportunityPage, user: User | None
) -> Application | None:
    try:
        return services.apply(opportunity=opportunity, user=user, **form.facts())
    except ApplicationError as error:
        form.add_service_error(error)
        return None


def _thank(
    request: HttpRequest,
    opportunity: OpportunityPage,
    form: ApplicationForm,
    application: Application | None,
) -> HttpResponse:
    if form.user and application:
        return redirect("applications:page", pk=application.pk)
    request.session[JUST_APPLIED] = {
        "offer": opportunity.pk,
        "email": form.facts()["email"],
        "application": application.pk if application else 0,
        "resent": 0,
    }
    return redirect("applications:sent", pk=opportunity.pk)


def _just_applied(request: HttpRequest, pk: int) -> dict[str, Any] | None:
    known: dict[str, Any] | None = request.session.get(JUST_APPLIED)
    return known if known and known["offer"] == pk else None
