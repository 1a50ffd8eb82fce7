"""The card at an organisation's desk: confirm, apply for several, propose."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from ehrenamtskarte.applications import collective_table, collectives
from ehrenamtskarte.applications.answer_forms import AnswerForm, SecondForm
from ehrenamtskarte.applications.asking import desk_addresses
from ehrenamtskarte.applications.attesting import (
    answer_as_second,
    answer_attestation,
    signatures_for,
)
from ehrenamtskarte.applications.desk_forms import CollectiveForm, ProposalForm
from ehrenamtskarte.applications.errors import CardApplicationError
from ehrenamtskarte.applications.states import UNDECIDED
from ehrenamtskarte.applications.steps import TEMPLATES
from ehrenamtskarte.enums import AttestationState, CardType
from ehrenamtskarte.models import Attestation, Collective
from ehrenamtskarte.rules import rule_in_force
from organisations.desk import desk_view
from organisations.models import Organisation

SHOWN = 20


def open_attestations(organisation: Organisation, *, user: Any = None) -> "QuerySet[Attestation]":
    """What waits for an answer of this organisation; one's own is for somebody else to confirm."""
    found = Attestation.objects.filter(
        organisation=organisation,
        state=AttestationState.OPEN,
        asked_at__isnull=False,
        application__state__in=UNDECIDED,
    )
    if user is not None:
        found = found.exclude(application__volunteer__user=user)
    return found.select_related("application__municipality").order_by("asked_at", "pk")


@desk_view
def home(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """What waits, what was answered, and the ways to apply for others."""
    answered = (
        Attestation.objects.filter(organisation=organisation, answered_at__isnull=False)
        .exclude(state=AttestationState.OPEN)
        .select_related("application")
        .order_by("-answered_at", "-pk")
    )
    return render(
        request,
        f"{TEMPLATES}/desk/home.html",
        {
            "organisation": organisation,
            "waiting": open_attestations(organisation, user=request.user),
            "answered": answered[:SHOWN],
            "collectives": Collective.objects.filter(organisation=organisation).prefetch_related(
                "applications"
            )[:SHOWN],
            "may_propose": _may_propose(organisation),
        },
    )


@desk_view
def attestation(request: HttpRequest, organisation: Organisation, pk: int) -> HttpResponse:
    """Confirm, put right or decline what somebody says to do here."""
    found = get_object_or_404(
        Attestation.objects.select_related("application__municipality"),
        organisation=organisation,
        asked_at__isnull=False,
        pk=pk,
    )
    user: Any = request.user
    application = found.application
    if application.volunteer and application.volunteer.user_id == user.pk:
        raise Http404  # one's own is for somebody else to confirm
    if found.state != AttestationState.OPEN or application.state not in UNDECIDED:
        return _show(request, organisation, found, form=None)
    data = request.POST if request.method == "POST" else None
    form = _answer_form(data, found, organisation, user)
    if request.method == "POST" and form.is_valid():
        try:
            if isinstance(form, SecondForm):
                answer_as_second(attestation=found, by=user, **form.facts())
            else:
                answer_attestation(attestation=found, by=user, **form.facts())
        except CardApplicationError as error:
            form.add_refusal(error)
        else:
            messages.success(request, _("Thank you. Your answer is on record."))
            return redirect("desk_cards:home", organisation=organisation.pk)
    return _show(request, organisation, found, form=form)


@desk_view
def apply_for_many(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """Apply for several people at once: first it is only checked, then handed in."""
    is_post = request.method == "POST"
    form = CollectiveForm(
        request.POST if is_post else None,
        request.FILES if is_post else None,
        initial={"table": collective_table.as_text([list(collective_table.COLUMNS.values())])},
    )
    rows: list[collective_table.Row] = []
    if is_post and form.is_valid():
        card_type = CardType(form.cleaned_data["card_type"])
        try:
            rows = collective_table.read_people(
                form.rows, needs_hours=card_type == CardType.STANDARD
            )
        except collective_table.TableError as error:
            form.add_error("file" if form.cleaned_data["file"] else "table", str(error))
        else:
            collectives.check_rows(rows, organisation=organisation, card_type=card_type)
            good = [row for row in rows if not row.problems]
            if "apply" in request.POST and good and len(good) == len(rows):
                return _hand_in(request, organisation, form, good, card_type)
            form = form.with_table()
    return render(
        request,
        f"{TEMPLATES}/desk/collective.html",
        {
            "organisation": organisation,
            "form": form,
            "rows": rows,
            "good": [row for row in rows if not row.problems],
            "bad": [row for row in rows if row.problems],
        },
        status=422 if form.errors else 200,
    )


@require_safe
@desk_view
def table(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """An empty table with the right columns."""
    response = HttpResponse(collective_table.template(), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="ehrenamtskarte.csv"'
    return response


@desk_view
def propose(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """Propose somebody for the jubilee card."""
    if not _may_propose(organisation):
        raise Http404
    form = ProposalForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        user: Any = request.user
        collectives.propose_for_jubilee(organisation=organisation, by=user, **form.cleaned_data)
        messages.success(
            request, _("Thank you. We have written to %(name)s.") % {"name": _name_in(form)}
        )
        return redirect("desk_cards:home", organisation=organisation.pk)
    return render(
        request,
        f"{TEMPLATES}/desk/propose.html",
        {"organisation": organisation, "form": form},
        status=422 if form.errors else 200,
    )


def _answer_form(
    data: Any, attestation: Attestation, organisation: Organisation, user: Any
) -> AnswerForm | SecondForm:
    if attestation.answered_at:
        return SecondForm(data, initial={"name": str(user)})
    others = set(desk_addresses(organisation, without=attestation.application)) - {user.email}
    wants_two = signatures_for(attestation.application) > 1
    return AnswerForm(
        data,
        attestation=attestation,
        asks_for_second=wants_two and not others,  # else the others here are asked
        initial={"name": str(user)},
    )


def _show(
    request: HttpRequest,
    organisation: Organisation,
    attestation: Attestation,
    *,
    form: AnswerForm | SecondForm | None,
) -> HttpResponse:
    return render(
        request,
        f"{TEMPLATES}/desk/attestation.html",
        {
            "organisation": organisation,
            "attestation": attestation,
            "name": attestation.application.name,
            "form": form,
        },
        status=422 if form is not None and form.errors else 200,
    )


def _hand_in(
    request: HttpRequest,
    organisation: Organisation,
    form: CollectiveForm,
    rows: list[collective_table.Row],
    card_type: CardType,
) -> HttpResponse:
    user: Any = request.user
    given = form.cleaned_data
    collectives.apply_for_many(
        organisation=organisation,
        rows=rows,
        card_type=card_type,
        by=user,
        pay=given["pay"],
        goes_on=given["goes_on"] or None,
    )
    done = ngettext(
        "You have applied for %(number)d person.",
        "You have applied for %(number)d people.",
        len(rows),
    )
    messages.success(request, done % {"number": len(rows)})
    return redirect(reverse("desk_cards:home", args=[organisation.pk]))


def _may_propose(organisation: Organisation) -> bool:
    rule = rule_in_force(organisation.municipality, timezone.localdate(), CardType.JUBILEE)
    return rule is not None and rule.organisation_may_propose


def _name_in(form: ProposalForm) -> str:
    return f"{form.cleaned_data['first_name']} {form.cleaned_data['last_name']}"
