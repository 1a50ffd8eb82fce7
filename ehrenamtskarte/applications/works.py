"""The step with the organisations: found, named, changed, taken away."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ehrenamtskarte.applications import steps
from ehrenamtskarte.applications.access import Access, draft_view
from ehrenamtskarte.applications.asking import whom_to_ask
from ehrenamtskarte.applications.attesting import forget_answer
from ehrenamtskarte.applications.errors import CardApplicationError
from ehrenamtskarte.applications.facts import AGREED, rule_for
from ehrenamtskarte.applications.forms import WorkForm
from ehrenamtskarte.applications.known import MOST
from ehrenamtskarte.applications.links import address_of
from ehrenamtskarte.applications.proofs import keep_proof
from ehrenamtskarte.applications.proving import proof_was_removed, proof_was_uploaded
from ehrenamtskarte.applications.steps import TEMPLATES, save_draft, show_step
from ehrenamtskarte.enums import AttestationState
from ehrenamtskarte.models import Attestation, Proof
from organisations.finding import public_organisations, search_organisations
from organisations.models import Organisation

STATED = ("organisation_name", "role", "since", "until", "hours_per_week", "hours_per_year")


@draft_view
def works(request: HttpRequest, access: Access) -> HttpResponse:
    """The organisations that have been named so far."""
    application = access.application
    if application.municipality_id is None:
        return redirect(access.address(steps.TOWN.name))
    attestations = list(application.attestations.prefetch_related("proofs"))
    return show_step(
        request,
        access,
        steps.WORKS,
        "works",
        attestations=attestations,
        incomplete=[one for one in attestations if is_incomplete(one, access)],
        can_add=len(attestations) < MOST,
        rule=rule_for(application),
    )


@draft_view
def find(request: HttpRequest, access: Access) -> HttpResponse:
    """Which organisation: one that is known here, or another one."""
    search = search_organisations(
        request.GET.get("q", ""), address=lambda one: access.address("add", organisation=one.pk)
    )
    context = {"access": access, "search": search, "named": access.address("add_named")}
    return render(request, f"{TEMPLATES}/find.html", context)


@draft_view
def add(request: HttpRequest, access: Access, organisation: int | None = None) -> HttpResponse:
    """What one does there; without `organisation` it is named, too."""
    if access.application.attestations.count() >= MOST:
        messages.warning(request, str(CardApplicationError.Code.TOO_MANY.label))
        return redirect(access.address(steps.WORKS.name))
    known: Organisation | None = None
    if organisation is not None:
        known = get_object_or_404(public_organisations(), pk=organisation)
    attestation = Attestation(
        application=access.application,
        organisation=known,
        organisation_name=known.name if known else request.GET.get("name", "")[:200],
    )
    return _edit(request, access, attestation)


@draft_view
def change(request: HttpRequest, access: Access, attestation: int) -> HttpResponse:
    """Change what was said of an organisation."""
    return _edit(request, access, access.attestation(attestation))


@require_POST
@draft_view
def remove(request: HttpRequest, access: Access, attestation: int) -> HttpResponse:
    """Take an organisation away, with its proofs."""
    found = access.attestation(attestation)
    for proof in found.proofs.all():
        proof_was_removed(proof=proof)
    found.delete()
    save_draft(access.application)
    return redirect(access.address(steps.WORKS.name))


@require_POST
@draft_view
def remove_proof(request: HttpRequest, access: Access, proof: int) -> HttpResponse:
    """Take a proof away."""
    found = get_object_or_404(Proof.objects.of(access.application), pk=proof)
    step = steps.WORKS if found.attestation_id else steps.QUESTIONS
    proof_was_removed(proof=found)
    return redirect(access.address(step.name))


def is_incomplete(attestation: Attestation, access: Access) -> bool:
    """Whether something has to be added to what the site knew already."""
    rule = rule_for(access.application)
    needs_hours = rule is None or rule.asks_for_hours
    has_hours = attestation.hours_per_week or attestation.hours_per_year
    is_asked = attestation.state == AttestationState.OPEN
    return bool(
        (needs_hours and not has_hours) or (is_asked and not whom_to_ask(attestation).emails)
    )


def _edit(request: HttpRequest, access: Access, attestation: Attestation) -> HttpResponse:
    application = access.application
    before = {name: getattr(attestation, name) for name in STATED}
    is_post = request.method == "POST"
    form = WorkForm(
        request.POST if is_post else None,
        request.FILES if is_post else None,
        instance=attestation,
        organisation=attestation.organisation,
        needs_contact=_needs_contact(attestation),
        rule=rule_for(application),
        own_addresses=frozenset({application.email.lower(), address_of(application).lower()}),
    )
    if is_post and form.is_valid():
        changed = form.save(commit=False)
        is_new = any(getattr(changed, name) != value for name, value in before.items())
        if is_new and (changed.state in AGREED or changed.answered_at):
            # It says something else than what has been confirmed: the organisation is asked.
            forget_answer(changed)
            changed.state, changed.engagement = AttestationState.OPEN, None
        changed.save()
        if file := form.cleaned_data["proof"]:
            keep_proof(attestation=changed, file=file)
            proof_was_uploaded(attestation=changed, by=access.user, now=timezone.now())
        save_draft(application)
        messages.success(request, _("Saved."))
        return redirect(access.address(steps.WORKS.name))
    return render(
        request,
        f"{TEMPLATES}/work.html",
        {"access": access, "form": form, "attestation": attestation},
        status=422 if form.errors else 200,
    )


def _needs_contact(attestation: Attestation) -> bool:
    """Whether nobody can be asked but whom the applicant names."""
    nobody_named = Attestation(
        application=attestation.application, organisation=attestation.organisation
    )
    return not whom_to_ask(nobody_named).emails
