"""What somebody sees who was asked by mail: what there is to confirm, and nothing else."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from core.links import opened_link, use_link
from core.models import SecretLink
from ehrenamtskarte.applications.answer_forms import AnswerForm, SecondForm
from ehrenamtskarte.applications.attesting import (
    answer_as_second,
    answer_attestation,
    signatures_for,
)
from ehrenamtskarte.applications.errors import CardApplicationError
from ehrenamtskarte.applications.links import CARD_ATTESTATION, CARD_SECOND
from ehrenamtskarte.applications.states import UNDECIDED
from ehrenamtskarte.applications.steps import TEMPLATES
from ehrenamtskarte.enums import AttestationState
from ehrenamtskarte.models import Attestation


@opened_link(CARD_ATTESTATION, even_used=True)
def answer(request: HttpRequest, link: SecretLink) -> HttpResponse:
    """Confirm, put right or decline; afterwards, what was answered."""
    attestation = _attestation(link)
    if not _is_open(attestation) or attestation.answered_at:
        return render(request, f"{TEMPLATES}/answered.html", {"attestation": attestation})
    form = AnswerForm(
        request.POST if request.method == "POST" else None,
        attestation=attestation,
        asks_for_second=signatures_for(attestation.application) > 1,
    )
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                use_link(link)
                answer_attestation(attestation=attestation, email=link.email, **form.facts())
        except CardApplicationError as error:
            form.add_refusal(error)
        else:
            return redirect("card_attestations:answer", link=link.pk)
    return _show(request, attestation, form)


@opened_link(CARD_SECOND, even_used=True)
def second(request: HttpRequest, link: SecretLink) -> HttpResponse:
    """The second person where a town asks for two."""
    attestation = _attestation(link)
    if not _is_open(attestation):
        return render(request, f"{TEMPLATES}/answered.html", {"attestation": attestation})
    form = SecondForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                use_link(link)
                answer_as_second(attestation=attestation, **form.facts())
        except CardApplicationError as error:
            form.add_refusal(error)
        else:
            return redirect("card_attestations:second", link=link.pk)
    return _show(request, attestation, form)


def _attestation(link: SecretLink) -> Attestation:
    return Attestation.objects.select_related("application__municipality").get(pk=link.subject_id)


def _is_open(attestation: Attestation) -> bool:
    return attestation.state == AttestationState.OPEN and attestation.application.state in UNDECIDED


def _show(request: HttpRequest, attestation: Attestation, form: object) -> HttpResponse:
    return render(
        request,
        f"{TEMPLATES}/asked.html",
        {"attestation": attestation, "name": attestation.application.name, "form": form},
        status=422 if getattr(form, "errors", None) else 200,
    )
