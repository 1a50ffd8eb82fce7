from typing import cast
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.forms import BirthDatesForm
from accounts.models import User
from accounts.volunteers import birth_dates, set_birth_dates
from core.sections import sections_for


@login_required
def account_home(request: HttpRequest) -> HttpResponse:
    """The own account: a frame that other apps fill (`account_home_sections`)."""
    return render(
        request,
        "accounts/home.html",
        {
            "sections": sections_for("account_home", request.user, request),
            "birth_dates": birth_dates(cast(User, request.user)),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def details(request: HttpRequest) -> HttpResponse:
    """The date of birth, for whoever likes to tell it; of the family's, too."""
    user = cast(User, request.user)
    form = BirthDatesForm(
        request.POST if request.method == "POST" else None, known=birth_dates(user)
    )
    if form.is_valid():
        set_birth_dates(user=user, dates=form.dates)
        messages.success(request, _("Your details are saved."))
        return redirect("account_home")
    return render(
        request, "accounts/details.html", {"form": form}, status=422 if form.errors else 200
    )


def admin_login(request: HttpRequest) -> HttpResponse:
    """Where the admin sends whoever may not enter.

    Strangers go to the one sign-in with its rate limits and codes. Whoever is signed in already
    would be sent straight back, so they are told instead.
    """
    if request.user.is_authenticated and not request.user.has_perm("wagtailadmin.access_admin"):
        raise PermissionDenied
    target = request.GET.get("next") or reverse("wagtailadmin_home")
    return redirect(f"{reverse('account_login')}?{urlencode({'next': target})}")
