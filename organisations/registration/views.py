from typing import Any, cast

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from accounts.mailbox import account_of_mailbox, sign_in_by_mailbox
from core.form_limits import may_send
from core.links import LinkError, opened_link, use_link
from core.models import SecretLink
from organisations.duplicates import Facts, Likely, likely_duplicates
from organisations.enums import RegistrationState
from organisations.errors import OrganisationError
from organisations.models import Organisation, Registration
from organisations.records import make_missing_records
from organisations.registration.decisions import accept_registration
from organisations.registration.forms import RegistrationForm
from organisations.registration.services import CONFIRM, VOUCH, confirm_registration
from organisations.registration.services import register as keep_registration

# What the buttons beside likely duplicates say: "none of these", or which.
ANSWER, NEW = "answer", "neu"


@never_cache
def register(request: HttpRequest) -> HttpResponse:
    """`/verein/registrieren/`: the form, the question after duplicates, the mail."""
    form = RegistrationForm(
        request.POST if request.method == "POST" else None, initial=_known_of(request)
    )
    likely: list[Likely] = []
    if request.method == "POST" and form.is_valid():
        if form.is_spam():
            return redirect("registration:sent")
        registration = form.save(commit=False)
        likely = _likely(registration)
        claimed = _claimed(request.POST.get(ANSWER, ""), likely)
        is_answered = bool(claimed) or not likely or request.POST.get(ANSWER) == NEW
        if is_answered and may_send(request, form, mailbox=registration.email):
            registration.organisation = claimed
            registration.is_claim = claimed is not None
            return _kept(request, registration)
    return render(
        request,
        "organisations/registration/register.html",
        {"form": form, "likely": likely},
        status=422 if form.errors else 200,
    )


def _known_of(request: HttpRequest) -> dict[str, Any]:
    user = request.user
    if not user.is_authenticated:
        return {}
    return {"contact_name": user.get_full_name(), "email": user.email}


def _likely(registration: Registration) -> list[Likely]:
    # An import may have brought pages a moment ago.
    make_missing_records()
    facts = Facts(
        name=registration.name,
        municipality=registration.municipality,
        email=registration.email,
        phone=registration.phone,
        register_court=registration.register_court,
        register_number=registration.register_number,
    )
    return likely_duplicates(facts, only_public=True)


def _claimed(answer: str, likely: list[Likely]) -> Organisation | None:
    """The organisation that the person says to belong to, of those that were shown."""
    shown = {str(one.organisation.pk): one.organisation for one in likely}
    return shown.get(answer)


def _kept(request: HttpRequest, registration: Registration) -> HttpResponse:
    user = request.user if request.user.is_authenticated else None
    registration = keep_registration(registration=registration, user=user)
    registration.refresh_from_db()
    if registration.state == RegistrationState.UNCONFIRMED:
        return redirect("registration:sent")
    return _after_confirming(request, registration)


@never_cache
def sent(request: HttpRequest) -> HttpResponse:
    """What happens next, the same for everybody."""
    return render(request, "organisations/registration/sent.html")


@opened_link(CONFIRM, even_used=True)
def confirm(request: HttpRequest, link: SecretLink) -> HttpResponse:
    """From the mail: shows what was typed, confirms by button, leads to the desk."""
    registration = cast(Registration, link.subject)
    if registration.state != RegistrationState.UNCONFIRMED:
        return _after_confirming(request, registration)
    if request.method == "POST":
        with transaction.atomic():
            use_link(link)
            if request.user.is_authenticated:
                user = request.user
            else:
                user = account_of_mailbox(email=registration.email, name=registration.contact_name)
            confirm_registration(registration=registration, user=user)
        sign_in_by_mailbox(request, user)
        registration.refresh_from_db()
        return _after_confirming(request, registration)
    return render(
        request, "organisations/registration/confirm.html", {"registration": registration}
    )


def _after_confirming(request: HttpRequest, registration: Registration) -> HttpResponse:
    is_in = registration.state == RegistrationState.ACCEPTED
    if registration.is_claim and not is_in:
        return render(
            request, "organisations/registration/claim_waits.html", {"registration": registration}
        )
    if registration.organisation_id is None:
        return redirect("registration:register")
    return redirect("desk:home", organisation=registration.organisation_id)


@opened_link(VOUCH, even_used=True)
def vouch(request: HttpRequest, link: SecretLink) -> HttpResponse:
    """From the mail to an organisation's known mailbox: lets the claimant in by button."""
    registration = cast(Registration, link.subject)
    if request.method == "POST" and registration.state == RegistrationState.WAITING:
        try:
            with transaction.atomic():
                use_link(link)
                accept_registration(registration=registration, by=None, vouched_by=link.email)
        except OrganisationError as error:
            messages.error(request, str(error))
        registration.refresh_from_db()
    elif registration.state == RegistrationState.UNCONFIRMED:
        raise LinkError(LinkError.Code.UNKNOWN)
    return render(request, "organisations/registration/vouch.html", {"registration": registration})
