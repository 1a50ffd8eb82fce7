"""`/konto/nachweise/`: one's own certificates, asked for and fetched."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from core.links import opened_link
from core.models import SecretLink
from engagement import amounts
from engagement.certificates import services
from engagement.certificates.errors import CertificateError
from engagement.certificates.forms import RequestForm, add_refusal
from engagement.certificates.links import OWN_CERTIFICATE
from engagement.certificates.printing import pdf_of
from engagement.certificates.querysets import CertificateQuerySet
from engagement.models import Certificate, Engagement
from organisations.models import Membership


@never_cache
@login_required
def certificates(request: HttpRequest) -> HttpResponse:
    """What there is, what was asked for, and what one could ask for."""
    mine = _mine(request)
    return render(
        request,
        "engagement/certificates/own.html",
        {
            "signed": mine.signed().order_by("-signed_at", "-pk"),
            # What an organisation writes of its own accord is its own until it is signed.
            "asked": mine.in_work().filter(requested_at__isnull=False),
            "engagements": _certifiable(request),
            "several": len(set(mine.values_list("engagement__volunteer", flat=True))) > 1,
        },
    )


@never_cache
@login_required
def ask(request: HttpRequest, engagement: int) -> HttpResponse:
    """Ask for a certificate about one engagement."""
    found = get_object_or_404(_certifiable(request), pk=engagement)
    today = timezone.localdate()
    ends_on = min(found.until or today, today)
    form = RequestForm(
        request.POST or None,
        initial={"starts_on": found.since, "ends_on": ends_on},
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.request_certificate(engagement=found, **form.cleaned_data)
        except CertificateError as error:
            add_refusal(form, error)
        else:
            messages.success(
                request,
                _("We have asked %(organisation)s. You get an e-mail when it is signed.")
                % {"organisation": found.organisation.name},
            )
            return redirect("certificates:list")
    return render(
        request,
        "engagement/certificates/ask.html",
        {
            "form": form,
            "engagement": found,
            "confirmed": amounts.shown(services.confirmed_hours(found, found.since, ends_on)),
        },
    )


@never_cache
@require_POST
@login_required
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one's own request back."""
    asked = _mine(request).filter(requested_at__isnull=False)
    try:
        services.take_back_request(certificate=get_object_or_404(asked, pk=pk))
    except CertificateError as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, _("You have taken your request back."))
    return redirect("certificates:list")


@require_safe
@login_required
def pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """A valid certificate of one's own."""
    return pdf_of(get_object_or_404(_mine(request).valid(), pk=pk), request)


@opened_link(OWN_CERTIFICATE)
def by_link(request: HttpRequest, link: SecretLink) -> HttpResponse:
    """The certificate of somebody without an account."""
    return render(
        request,
        "engagement/certificates/by_link.html",
        {"certificate": link.subject, "link": link},
    )


@require_safe
@opened_link(OWN_CERTIFICATE)
def pdf_by_link(request: HttpRequest, link: SecretLink) -> HttpResponse:
    valid = Certificate.objects.valid().with_people()
    return pdf_of(get_object_or_404(valid, pk=link.subject_id), request)


def _mine(request: HttpRequest) -> CertificateQuerySet:
    user: Any = request.user
    return Certificate.objects.of_user(user).with_people()


def _certifiable(request: HttpRequest) -> Any:
    """Confirmed engagements with an organisation that can sign, without a certificate in work."""
    user: Any = request.user
    in_work = Certificate.objects.in_work().filter(engagement=OuterRef("pk"))
    members = Membership.objects.filter(organisation=OuterRef("organisation"))
    return (
        Engagement.objects.of_user(user)
        .confirmed()
        .filter(Exists(members))
        .exclude(Exists(in_work.filter(requested_at__isnull=False)))
        .select_related("organisation", "volunteer")
    )
