from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import User
from organisations.desk.access import desk_view
from organisations.desk.gate import Outcome, returned_with, save_page, waits_for_town
from organisations.desk.pictures import keep_picture
from organisations.desk.profile_forms import ProfileForm
from organisations.models import Organisation, OrganisationPage
from organisations.registration.services import draft_page

DRAFT = "entwurf"  # what the button says that keeps what was typed without handing it in


@desk_view
def profile(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """The organisation's page as a form; what is on line stays until the new text is let in."""
    page = _page_of(organisation, request)
    if page.get_lock() and page.locked:
        return render(request, "organisations/desk/profile_locked.html", {"page_": page})
    form = ProfileForm(*_sent(request), instance=page)
    if request.method == "POST" and form.is_valid():
        user: Any = request.user
        changed = _with_pictures(form, organisation, user)
        hand_in = request.POST.get("wie") != DRAFT
        outcome = save_page(page=changed, organisation=organisation, user=user, hand_in=hand_in)
        messages.success(request, Outcome(outcome).label)
        return redirect("desk:home", organisation=organisation.pk)
    return render(
        request,
        "organisations/desk/profile.html",
        {
            "organisation": organisation,
            "form": form,
            "own_page": page,
            "returned": returned_with(page),
            "waits": waits_for_town(page),
        },
        status=422 if form.errors else 200,
    )


def _sent(request: HttpRequest) -> tuple[Any, Any]:
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


@require_safe
@desk_view
def preview(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """The page as it will look, with what was saved last."""
    if organisation.page is None:
        raise Http404
    page = organisation.page.get_latest_revision_as_object()
    response: HttpResponse = page.make_preview_request(request)
    return response


def _page_of(organisation: Organisation, request: HttpRequest) -> OrganisationPage:
    """The newest content of the organisation's page; the page is made if there is none."""
    if organisation.page is None:
        user: Any = request.user
        organisation.page = draft_page(organisation=organisation, by=user)
        if organisation.page is None:
            raise Http404
        organisation.save(update_fields=["page"])
    page: OrganisationPage = organisation.page.get_latest_revision_as_object()
    return page


def _with_pictures(form: ProfileForm, organisation: Organisation, user: User) -> OrganisationPage:
    page = form.changed_page()
    for name, title in (("logo", _("Logo")), ("image", _("Picture"))):
        if file := form.cleaned_data[f"new_{name}"]:
            picture = keep_picture(
                file=file,
                title=f"{title}: {organisation.name}",
                town=organisation.municipality,
                by=user,
            )
            setattr(page, name, picture)
        elif form.cleaned_data[f"without_{name}"]:
            setattr(page, name, None)
    return page
