"""The applicant's page: how things stand, and what they can do about it."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.form_limits import may_send
from core.limits import is_within
from core.links import opened_link
from core.models import SecretLink
from ehrenamtskarte.applications import notices, services, steps
from ehrenamtskarte.applications.access import Access, applicant_view
from ehrenamtskarte.applications.contacts import MAY_BE_ASKED_ANEW, name_contact
from ehrenamtskarte.applications.errors import CardApplicationError
from ehrenamtskarte.applications.forms import ContactForm, ProofForm, ReplyForm
from ehrenamtskarte.applications.links import CARD_APPLICATION
from ehrenamtskarte.applications.proofs import MOST_PROOFS, keep_proof
from ehrenamtskarte.applications.proving import (
    proof_was_uploaded,
    shortcut_proof_was_uploaded,
    shortcuts_in_words,
)
from ehrenamtskarte.applications.states import NOT_YET_SENT, UNDECIDED, next_states
from ehrenamtskarte.applications.steps import TEMPLATES
from ehrenamtskarte.applications.words import STANDINGS, history
from ehrenamtskarte.enums import CardApplicationState as State
from ehrenamtskarte.enums import CardParty
from ehrenamtskarte.models import Attestation

Code = CardApplicationError.Code


@opened_link(CARD_APPLICATION)
def open_link(request: HttpRequest, link: SecretLink) -> HttpResponse:
    """From the link of a mail on to the application, which asks whether it was opened."""
    return redirect(reverse("card_applications:page", args=[link.subject_id]))


@applicant_view
def page(request: HttpRequest, access: Access) -> HttpResponse:
    """How things stand; a draft goes on with its next step."""
    application = access.application
    if application.state == State.DRAFT:
        return redirect(access.address(steps.first_open(application).name))
    if application.state == State.UNCONFIRMED and not access.is_proved:
        return render(request, f"{TEMPLATES}/sent.html", {"access": access})
    may_help = application.state in UNDECIDED
    attestations = list(application.attestations.prefetch_related("proofs"))
    shortcut_proofs = list(application.shortcut_proofs.all()) if application.shortcuts else []
    return render(
        request,
        f"{TEMPLATES}/page.html",
        {
            "access": access,
            "application": application,
            "standing": STANDINGS[application.state],
            "attestations": attestations,
            "shortcuts": shortcuts_in_words(application),
            "shortcut_proofs": shortcut_proofs,
            "may_prove": may_help
            and application.shortcuts_seen_at is None
            and len(shortcut_proofs) < MOST_PROOFS,
            "may_help": [
                one.pk for one in attestations if may_help and one.state in MAY_BE_ASKED_ANEW
            ],
            "messages_": application.messages.all(),
            "reply_form": ReplyForm() if application.state == State.ASKED else None,
            "history": history(application),
            "can_withdraw": application.state in NOT_YET_SENT
            or State.WITHDRAWN in next_states(application.state, CardParty.APPLICANT),
        },
    )


@require_POST
@applicant_view
def confirm(request: HttpRequest, access: Access) -> HttpResponse:
    """Yes, that was me."""
    if access.is_proved:
        services.confirm_application(application=access.application, by=access.user)
    return redirect(access.address())


@require_POST
@applicant_view
def resend(request: HttpRequest, access: Access) -> HttpResponse:
    """The mail with the link once more, for whom it did not reach."""
    application = access.application
    if application.state == State.UNCONFIRMED:
        if is_within("mailbox", application.email, settings.FORM_LIMITS["mailbox"]):
            notices.ask_to_confirm(application)
            messages.success(request, _("We have sent the e-mail again."))
        else:
            messages.warning(request, _("Please wait a while before you have it sent again."))
    return redirect(access.address())


@applicant_view
def contact(request: HttpRequest, access: Access, attestation: int) -> HttpResponse:
    """Name somebody else whom we can ask."""
    found = access.attestation(attestation)
    form = ContactForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            name_contact(attestation=found, by=access.user, **form.cleaned_data)
        except CardApplicationError as error:
            if error.code != Code.OWN_ADDRESS:
                raise
            form.add_error("email", str(error))
        else:
            messages.success(request, _("Thank you. We have asked this person."))
            return redirect(access.address())
    return _about(request, access, found, "contact", form)


@applicant_view
def proof(request: HttpRequest, access: Access, attestation: int) -> HttpResponse:
    """Upload a paper instead of waiting for an answer."""
    found = access.attestation(attestation)
    is_post = request.method == "POST"
    form = ProofForm(request.POST if is_post else None, request.FILES if is_post else None)
    if access.application.state not in UNDECIDED or found.proofs.count() >= MOST_PROOFS:
        raise CardApplicationError(Code.ILLEGAL_MOVE)
    if is_post and form.is_valid() and may_send(request, form):
        keep_proof(attestation=found, file=form.cleaned_data["proof"])
        proof_was_uploaded(attestation=found, by=access.user)
        messages.success(request, _("Thank you. The town has got your proof."))
        return redirect(access.address())
    return _about(request, access, found, "proof", form)


@applicant_view
def shortcut_proof(request: HttpRequest, access: Access) -> HttpResponse:
    """Upload the proof of what stands for the hours."""
    application = access.application
    count = application.shortcut_proofs.count()
    if (
        application.state not in UNDECIDED
        or not application.shortcuts
        or application.shortcuts_seen_at
        or count >= MOST_PROOFS
    ):
        raise CardApplicationError(Code.ILLEGAL_MOVE)
    is_post = request.method == "POST"
    form = ProofForm(request.POST if is_post else None, request.FILES if is_post else None)
    if is_post and form.is_valid() and may_send(request, form):
        keep_proof(application=application, file=form.cleaned_data["proof"])
        shortcut_proof_was_uploaded(application=application, by=access.user)
        messages.success(request, _("Thank you. The town has got your proof."))
        return redirect(access.address())
    return _about(request, access, shortcuts_in_words(application), "proof", form)


@require_POST
@applicant_view
def reply(request: HttpRequest, access: Access) -> HttpResponse:
    """Answer the town's question."""
    form = ReplyForm(request.POST)
    if not form.is_valid():
        messages.error(request, str(form.errors["text"][0]))
        return redirect(access.address())
    services.reply(application=access.application, text=form.cleaned_data["text"], by=access.user)
    messages.success(request, _("Thank you. The town has got your answer."))
    return redirect(access.address())


@applicant_view
def withdraw(request: HttpRequest, access: Access) -> HttpResponse:
    """Asks once more; then hardly anything stays."""
    if request.method == "POST":
        services.withdraw(application=access.application, by=access.user)
        return render(request, f"{TEMPLATES}/withdrawn.html", {"user_": access.user})
    return render(
        request,
        f"{TEMPLATES}/withdraw.html",
        {"access": access, "application": access.application},
    )


def _about(
    request: HttpRequest, access: Access, about: Attestation | str, template: str, form: object
) -> HttpResponse:
    return render(
        request,
        f"{TEMPLATES}/{template}.html",
        {
            "access": access,
            "about": about.organisation_name if isinstance(about, Attestation) else about,
            "form": form,
        },
        status=422 if getattr(form, "errors", None) else 200,
    )
