"""One's own engagements: begun by oneself, changed and ended."""

from django.contrib import messages
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.volunteers import volunteer_for
from engagement import services
from engagement.book.book import Book
from engagement.errors import EngagementError, HoursError
from engagement.forms import add_refusal
from engagement.models import Engagement
from engagement.own.forms import ClaimForm, EndForm, UsualHoursForm
from engagement.permissions import has_desk
from engagement.querysets import EngagementQuerySet
from organisations.finding import public_organisations, search_organisations
from organisations.models import Membership, Organisation


def engagements(request: HttpRequest, book: Book) -> HttpResponse:
    """All one's engagements, those that run first."""
    mine = book.engagements.select_related("organisation", "volunteer").annotate(
        asked_by_mail=~Exists(Membership.objects.filter(organisation=OuterRef("organisation")))
    )
    running = mine.running(timezone.localdate())
    return render(
        request,
        "engagement/own/engagements.html",
        {
            "book": book,
            "running": running,
            "over": mine.exclude(pk__in=running.order_by().values("pk")),
        },
    )


def find(request: HttpRequest, book: Book) -> HttpResponse:
    """First step of a new engagement: which organisation."""
    search = search_organisations(
        request.GET.get("q", ""), address=lambda one: reverse("engagements:claim", args=[one.pk])
    )
    return render(
        request,
        "engagement/own/find.html",
        {"search": search, "named": reverse("engagements:claim_named")},
    )


def claim(request: HttpRequest, book: Book, organisation: int | None = None) -> HttpResponse:
    """Second step: what one does there, since when. Without organisation, which one is named."""
    known = (
        get_object_or_404(public_organisations(), pk=organisation)
        if organisation is not None
        else None
    )
    form = ClaimForm(
        request.POST or None,
        organisation=known,
        has_desk=bool(known and has_desk(known)),
        initial={
            "organisation_name": request.GET.get("name", "")[:200],
            "name": book.owner_name,
        },
    )
    if request.method == "POST" and form.is_valid():
        try:
            _claim(book, known, form)
        except EngagementError as error:
            add_refusal(form, error)
        else:
            messages.success(
                request,
                _("Your engagement is on record. We have asked the organisation to confirm it."),
            )
            return redirect("engagements:list")
    return render(request, "engagement/own/claim.html", {"form": form, "organisation": known})


def engagement(request: HttpRequest, book: Book, engagement: int) -> HttpResponse:
    """One engagement: usual hours, end, reopening."""
    return _engagement_page(request, _mine(book, engagement))


@require_POST
def change(request: HttpRequest, book: Book, engagement: int) -> HttpResponse:
    """Note the usual hours."""
    found = _mine(book, engagement)
    form = UsualHoursForm(request.POST)
    if form.is_valid():
        services.set_usual_hours(engagement=found, hours=form.cleaned_data["usual_hours"])
        messages.success(request, _("Your usual hours are on record."))
        return redirect("engagements:engagement", engagement=found.pk)
    return _engagement_page(request, found, usual_form=form)


@require_POST
def end(request: HttpRequest, book: Book, engagement: int) -> HttpResponse:
    found = _mine(book, engagement)
    form = EndForm(request.POST)
    if form.is_valid():
        try:
            services.end_engagement(engagement=found, until=form.cleaned_data["until"])
        except (EngagementError, HoursError) as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("The engagement has ended. Thank you for what you did!"))
            return redirect("engagements:list")
    return _engagement_page(request, found, end_form=form)


@require_POST
def reopen(request: HttpRequest, book: Book, engagement: int) -> HttpResponse:
    try:
        services.reopen_engagement(engagement=_mine(book, engagement))
    except EngagementError as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, _("The engagement goes on."))
    return redirect("engagements:list")


@require_POST
def ask_again(request: HttpRequest, book: Book, engagement: int) -> HttpResponse:
    """Remind the organisation to confirm."""
    try:
        services.ask_again(engagement=_mine(book, engagement))
    except EngagementError as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, _("We have asked the organisation again."))
    return redirect("engagements:list")


@transaction.atomic
def _claim(book: Book, known: Organisation | None, form: ClaimForm) -> Engagement:
    given = form.cleaned_data
    organisation = known or services.name_organisation(
        name=given["organisation_name"], email=given["contact_email"]
    )
    user = book.user
    return services.claim_engagement(
        volunteer=volunteer_for(name=given["name"], email=user.email if user else "", user=user),
        organisation=organisation,
        role=given["role"],
        since=given["since"],
        usual_hours=given["usual_hours"],
        contact_email=given.get("contact_email", ""),
    )


def _engagement_page(request: HttpRequest, engagement: Engagement, **forms: object) -> HttpResponse:
    return render(
        request,
        "engagement/own/engagement.html",
        {
            "engagement": engagement,
            "usual_form": UsualHoursForm(initial={"usual_hours": engagement.usual_hours}),
            "end_form": EndForm(initial={"until": timezone.localdate()}),
            "asked_by_mail": not has_desk(engagement.organisation),
            **forms,
        },
    )


def _mine(book: Book, pk: int) -> Engagement:
    rows: EngagementQuerySet = book.engagements.select_related("organisation", "volunteer__user")
    return get_object_or_404(rows, pk=pk)
