"""`/nachweis/<number>/`: whether the certificate that somebody has in their hands is valid.

Says no more than the paper does, and of a number that is none nothing at all: a typing error, a
draft and a wild guess are answered alike (ADR 26).
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from core.limits import client_of, is_within
from engagement.certificates.forms import NumberForm
from engagement.certificates.numbers import read_number
from engagement.certificates.printing import hours_in_words, period_in_words
from engagement.models import Certificate


@require_safe
def enter(request: HttpRequest) -> HttpResponse:
    """Type the number from the paper."""
    form = NumberForm(request.GET if "nummer" in request.GET else None)
    if form.is_bound and form.is_valid():
        number = read_number(form.cleaned_data["nummer"])
        if number:
            return _unkept(redirect("certificate:check", number))
        return _answer(request, {"form": form}, status=404)
    return _unkept(render(request, "engagement/certificates/enter.html", {"form": form}))


@require_safe
def check(request: HttpRequest, number: str) -> HttpResponse:
    """Valid, withdrawn or unknown."""
    if not is_within("certificates", client_of(request), settings.CERTIFICATE_CHECKS):
        response = _unkept(render(request, "engagement/certificates/too_often.html", status=429))
        response.headers["Retry-After"] = str(settings.CERTIFICATE_CHECKS[1])
        return response
    read = read_number(number)
    certificate = Certificate.objects.signed().filter(number=read).first() if read else None
    if certificate is None:
        return _answer(request, {"form": NumberForm()}, status=404)
    facts = {
        "certificate": certificate,
        "period": period_in_words(certificate),
        "hours": hours_in_words(certificate),
    }
    # What does not hold any more is not told again, but for its number.
    return _answer(request, facts if certificate.is_valid else {"number": certificate.number})


def _answer(request: HttpRequest, context: dict[str, object], *, status: int = 200) -> HttpResponse:
    return _unkept(render(request, "engagement/certificates/check.html", context, status=status))


def _unkept(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
