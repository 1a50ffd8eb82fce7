"""Whoever is invited answers here: yes, no, or never again."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.models import User
from matching.invitations import services
from matching.invitations.access import Access, invitations_of
from matching.invitations.errors import InvitationError
from matching.invitations.facts import facts_of
from matching.models import Invitation, MatchingProfile
from opportunities.applications import places
from opportunities.applications.admission import takes_people
from opportunities.applications.errors import ApplicationError
from opportunities.applications.forms import ApplicationForm
from opportunities.models import OpportunityPage

Answer = Invitation.Answer


def page(request: HttpRequest, access: Access) -> HttpResponse:
    """What one is asked and why; no and never again are buttons, yes leads to `accept`."""
    invitation = access.invitation
    if request.method == "POST":
        _answer(request, invitation)
        return redirect(access.address())
    offer = _offer(invitation)
    return render(
        request,
        "matching/invitations/page.html",
        {
            "access": access,
            "layout": access.layout,
            "invitation": invitation,
            "offer": offer,
            "facts": facts_of(invitation, offer) if offer else None,
            "organisation": offer.organisation if offer else None,
            "standing": _standing(invitation, offer),
            "may_be_invited": invitation.profile.may_be_invited,
            "addresses": {name: access.address(name) for name in ("page", "accept")},
        },
    )


def accept(request: HttpRequest, access: Access) -> HttpResponse:
    """Yes: what the organisation gets to see, and the button that sends it."""
    invitation = access.invitation
    offer = _offer(invitation)
    if offer is None or _standing(invitation, offer) not in ("asked", "no"):
        return redirect(access.address())  # which says why
    volunteer = invitation.profile.volunteer
    form = ApplicationForm(
        request.POST if request.method == "POST" else None,
        opportunity=offer,
        room=places.room_of(offer, now=timezone.now()),
        user=volunteer.user,
    )
    form.fields["name"].initial = volunteer.name
    if request.method == "POST" and form.is_valid() and not form.is_trapped():
        try:
            services.accept_invitation(invitation=invitation, facts=form.facts())
        except ApplicationError as error:
            form.add_service_error(error)
        except InvitationError as error:
            form.add_error(None, str(error))
        else:
            return redirect(access.address())
    return render(
        request,
        "matching/invitations/accept.html",
        {
            "access": access,
            "layout": access.layout,
            "form": form,
            "opportunity": offer,
            "organisation": offer.organisation,
            "email": volunteer.email,
            "dates": form["dates"] if "dates" in form.fields else None,
            "back": access.address(),
        },
        status=422 if form.errors else 200,
    )


@login_required
@never_cache
def own(request: HttpRequest) -> HttpResponse:
    """All invitations of the account, and whether it may be asked at all."""
    user = cast(User, request.user)
    profile = MatchingProfile.objects.filter(volunteer__user=user).order_by("pk").first()
    if request.method == "POST":
        if profile is None:
            raise Http404
        _choose(request, profile)
        return redirect("invitations:own")
    invitations = invitations_of(user).select_related("opportunity__organisation", "application")
    now = timezone.now()
    return render(
        request,
        "matching/invitations/own.html",
        {
            "profile": profile,
            "open": invitations.filter(answer=Answer.OPEN, expires_at__gt=now),
            "earlier": invitations.exclude(answer=Answer.OPEN, expires_at__gt=now),
        },
    )


def _answer(request: HttpRequest, invitation: Invitation) -> None:
    if request.POST.get("antwort") == "nein":
        services.decline_invitation(invitation=invitation)
        messages.success(request, _("Thank you. The organisation does not learn of your answer."))
    else:
        _choose(request, invitation.profile)


def _choose(request: HttpRequest, profile: MatchingProfile) -> None:
    answer = request.POST.get("antwort")
    if answer == "nie":
        services.refuse_invitations(profile=profile)
        messages.success(request, _("No organisation invites you any more."))
    elif answer == "wieder":
        services.allow_invitations(profile=profile)
        messages.success(request, _("Organisations may invite you again."))


def _offer(invitation: Invitation) -> OpportunityPage | None:
    """The offer, if everybody may see it still."""
    offers = OpportunityPage.objects.live().public().select_related("organisation", "municipality")
    offer: OpportunityPage | None = offers.filter(pk=invitation.opportunity_id).first()
    return offer


def _standing(invitation: Invitation, offer: OpportunityPage | None) -> str:
    """What is to be said: `yes`, `asked`, `no`, `lapsed` or `closed`."""
    now = timezone.now()
    if invitation.answer == Answer.YES:
        return "yes"
    if not services.can_be_answered(invitation, now):
        return "lapsed"
    if offer is None or not takes_people(offer, now):
        return "closed"
    return "no" if invitation.answer == Answer.NO else "asked"
