from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from core.sections import sections_for


@login_required
def account_home(request: HttpRequest) -> HttpResponse:
    """The own account: a frame that other apps fill (`account_home_sections`)."""
    return render(
        request,
        "accounts/home.html",
        {"sections": sections_for("account_home", request.user, request)},
    )
