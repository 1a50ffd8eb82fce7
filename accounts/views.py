from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from core.sections import sections_for


@login_required
def account_home(request: HttpRequest) -> HttpResponse:
    """The own account: a frame that other apps fill (`account_home_sections`)."""
    return render(
        request,
        "accounts/home.html",
        {"sections": sections_for("account_home", request.user, request)},
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
