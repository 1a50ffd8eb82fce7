"""`/verein/<organisation>/nachweise/`: written, looked at, signed, withdrawn."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.listing import paginate
from engagement.certificates import services
from engagement.certificates.errors import CertificateError
from engagement.certificates.forms import ContentForm, ReasonForm, SigningForm, add_refusal
from engagement.certificates.printing import hours_in_words, pdf_of, period_in_words
from engagement.certificates.querysets import CertificateQuerySet
from engagement.models import Certificate, Engagement
from engagement.permissions import may_confirm
from organisations.desk import desk_view
from organisations.models import Organisation


@desk_view
def certificates(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """Those in work, first what somebody waits for, and those that were signed."""
    ours = _ours(organisation)
    in_work = ours.in_work().order_by("requested_at", "pk")
    return render(
        request,
        "engagement/certificates/desk/list.html",
        {
            "organisation": organisation,
            "asked": [one for one in in_work if one.requested_at],
            "begun": [one for one in in_work if not one.requested_at],
            "signed": paginate(request, ours.signed().order_by("-signed_at", "-pk")),
        },
    )


@require_POST
@desk_view
def start(request: HttpRequest, organisation: Organisation, engagement: int) -> HttpResponse:
    """Begin one about somebody of the own people."""
    people = Engagement.objects.at_desk_of(organisation).confirmed()
    certificate = services.start_certificate(engagement=get_object_or_404(people, pk=engagement))
    return redirect("desk_certificates:certificate", organisation.pk, certificate.pk)


@desk_view
def certificate(request: HttpRequest, organisation: Organisation, pk: int) -> HttpResponse:
    """Write one; or, once it is signed, what stands in it."""
    found = get_object_or_404(_ours(organisation), pk=pk)
    if found.signed_at:
        return _signed(request, organisation, found, ReasonForm())
    confirmed = services.confirmed_hours(found.engagement, found.starts_on, found.ends_on)
    form = ContentForm(request.POST or None, certificate=found, confirmed=confirmed)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_certificate(certificate=found, content=form.content)
        except CertificateError as error:
            add_refusal(form, error)
        else:
            if "to_sign" in request.POST:
                return redirect("desk_certificates:sign", organisation.pk, found.pk)
            messages.success(request, _("Saved. Nobody but you can see it so far."))
            return redirect("desk_certificates:certificate", organisation.pk, found.pk)
    return render(
        request,
        "engagement/certificates/desk/edit.html",
        {
            "organisation": organisation,
            "certificate": found,
            "form": form,
            "reason_form": ReasonForm() if found.requested_at else None,
        },
    )


@desk_view
def sign(request: HttpRequest, organisation: Organisation, pk: int) -> HttpResponse:
    """Look at it once more and sign it off."""
    found = get_object_or_404(_ours(organisation), pk=pk)
    if found.signed_at:
        return redirect("desk_certificates:certificate", organisation.pk, found.pk)
    form = SigningForm(request.POST or None, initial=_last_signature(request, organisation))
    if request.method == "POST" and form.is_valid():
        try:
            services.sign_certificate(certificate=found, **form.cleaned_data, by=_user(request))
        except CertificateError as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("The certificate is signed. The volunteer gets an e-mail."))
            return redirect("desk_certificates:certificate", organisation.pk, found.pk)
    return render(
        request,
        "engagement/certificates/desk/sign.html",
        {
            "organisation": organisation,
            "certificate": found,
            "form": form,
            "may_sign": may_confirm(_user(request), found.engagement),
            **_in_words(found),
        },
    )


@require_POST
@desk_view
def withdraw(request: HttpRequest, organisation: Organisation, pk: int) -> HttpResponse:
    found = get_object_or_404(_ours(organisation).signed(), pk=pk)
    form = ReasonForm(request.POST)
    if form.is_valid():
        try:
            services.withdraw_certificate(
                certificate=found, reason=form.cleaned_data["word"], by=_user(request)
            )
        except CertificateError as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("The certificate is withdrawn; its number says so now."))
            return redirect("desk_certificates:certificate", organisation.pk, found.pk)
    return _signed(request, organisation, found, form)


@require_POST
@desk_view
def discard(request: HttpRequest, organisation: Organisation, pk: int) -> HttpResponse:
    """Write none after all; who asked for it is told why."""
    found = get_object_or_404(_ours(organisation).in_work(), pk=pk)
    form = ReasonForm(request.POST)
    if found.requested_at and not form.is_valid():
        confirmed = services.confirmed_hours(found.engagement, found.starts_on, found.ends_on)
        return render(
            request,
            "engagement/certificates/desk/edit.html",
            {
                "organisation": organisation,
                "certificate": found,
                "form": ContentForm(certificate=found, confirmed=confirmed),
                "reason_form": form,
            },
        )
    word = form.cleaned_data["word"] if found.requested_at else ""
    services.discard_certificate(certificate=found, word=word)
    messages.success(request, _("There will be no certificate."))
    return redirect("desk_certificates:list", organisation.pk)


@require_safe
@desk_view
def pdf(request: HttpRequest, organisation: Organisation, pk: int) -> HttpResponse:
    """The certificate, or a preview of it; what was withdrawn is printed no more."""
    printable = _ours(organisation).filter(withdrawn_at__isnull=True)
    return pdf_of(get_object_or_404(printable, pk=pk), request)


def _signed(
    request: HttpRequest, organisation: Organisation, certificate: Certificate, form: ReasonForm
) -> HttpResponse:
    return render(
        request,
        "engagement/certificates/desk/signed.html",
        {
            "organisation": organisation,
            "certificate": certificate,
            "form": form,
            **_in_words(certificate),
        },
    )


def _in_words(certificate: Certificate) -> dict[str, str]:
    return {"period": period_in_words(certificate), "hours": hours_in_words(certificate)}


def _last_signature(request: HttpRequest, organisation: Organisation) -> dict[str, str]:
    """As this person signed the last time."""
    user = _user(request)
    last = _ours(organisation).signed().filter(signed_by=user).order_by("-signed_at").first()
    if last is None:
        return {"name": user.get_full_name()}
    return {"name": last.signed_by_name, "role": last.signed_by_role}


def _ours(organisation: Organisation) -> CertificateQuerySet:
    return Certificate.objects.at_desk_of(organisation).select_related(
        "engagement__volunteer", "engagement__organisation__page__logo"
    )


def _user(request: HttpRequest) -> Any:
    return request.user
