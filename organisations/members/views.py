from typing import Any, cast

from allauth.account.models import EmailAddress
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.mailbox import account_of_mailbox, sign_in_by_mailbox
from accounts.models import User
from core.form_limits import may_send
from core.links import opened_link, use_link
from core.models import SecretLink
from organisations.desk.access import Desk, desk_view
from organisations.enums import MemberRole
from organisations.errors import OrganisationError
from organisations.members import services
from organisations.members.forms import HandOverForm, InvitationForm, JoinForm
from organisations.members.services import INVITATION
from organisations.models import Invitation, Membership, Organisation


@require_safe
@desk_view
def team(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """Who works here, who is invited."""
    return render(request, "organisations/members/team.html", _team(organisation))


@desk_view(owner=True)
def invite(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    form = InvitationForm(request.POST if request.method == "POST" else None)
    is_sent = request.method == "POST" and form.is_valid()
    if is_sent and may_send(request, form, mailbox=form.cleaned_data["email"]):
        try:
            services.invite(organisation=organisation, by=_me(request), **form.cleaned_data)
        except OrganisationError as error:
            form.add_error("email", str(error))
        else:
            messages.success(request, _("The invitation is on its way."))
            return redirect("desk:team", organisation=organisation.pk)
    return render(
        request,
        "organisations/members/invite.html",
        {"organisation": organisation, "form": form},
        status=422 if form.errors else 200,
    )


@require_POST
@desk_view(owner=True)
def withdraw(request: HttpRequest, organisation: Organisation, pk: int) -> HttpResponse:
    invitation = get_object_or_404(Invitation, organisation=organisation, pk=pk)
    services.withdraw_invitation(invitation=invitation)
    messages.success(request, _("The invitation is withdrawn."))
    return redirect("desk:team", organisation=organisation.pk)


@require_POST
@desk_view(owner=True)
def change_role(request: HttpRequest, organisation: Organisation, pk: int) -> HttpResponse:
    member = get_object_or_404(Membership, organisation=organisation, pk=pk)
    role = request.POST.get("role", "")
    if role not in MemberRole.values:
        raise Http404
    try:
        services.change_role(member=member, role=role, by=_me(request))
    except OrganisationError as error:
        messages.error(request, str(error))
    else:
        messages.success(
            request,
            _("%(person)s now: %(role)s")
            % {"person": member.user, "role": member.get_role_display()},
        )
    return redirect("desk:team", organisation=organisation.pk)


@desk_view(owner=True)
def remove(request: HttpRequest, organisation: Organisation, pk: int) -> HttpResponse:
    """Asks once, then takes somebody off the team."""
    member = get_object_or_404(Membership, organisation=organisation, pk=pk)
    if member.user_id == _me(request).pk:
        return redirect("desk:leave", organisation=organisation.pk)
    return _parted(request, organisation, member)


@desk_view
def leave(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """Asks once, then lets the own person leave."""
    return _parted(request, organisation, _desk(request).membership)


@desk_view(owner=True)
def hand_over(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    member = _desk(request).membership
    form = HandOverForm(request.POST if request.method == "POST" else None, member=member)
    if request.method == "POST" and form.is_valid():
        leaves = bool(form.cleaned_data["leaves"])
        services.hand_over(member=member, to=form.cleaned_data["to"], leaves=leaves)
        messages.success(
            request,
            _("%(person)s is responsible now.") % {"person": form.cleaned_data["to"].user},
        )
        if leaves:
            return redirect("desk:choose")
        return redirect("desk:team", organisation=organisation.pk)
    return render(
        request,
        "organisations/members/hand_over.html",
        {"organisation": organisation, "form": form},
        status=422 if form.errors else 200,
    )


@opened_link(INVITATION, even_used=True)
def accept(request: HttpRequest, link: SecretLink) -> HttpResponse:
    """From the mail: joins by button, with the account at hand or a new one."""
    invitation = cast(Invitation, link.subject)
    if invitation.accepted_at:
        return redirect("desk:home", organisation=invitation.organisation_id)
    needs_name = not request.user.is_authenticated and not _has_account(invitation.email)
    form = JoinForm(request.POST if request.method == "POST" else None) if needs_name else None
    if request.method == "POST" and (form is None or form.is_valid()):
        try:
            user = _joined(request, link, invitation, form.cleaned_data["name"] if form else "")
        except OrganisationError as error:
            messages.error(request, str(error))
            return redirect("desk:choose")
        sign_in_by_mailbox(request, user)
        messages.success(request, _("Welcome! You belong to the team now."))
        return redirect("desk:home", organisation=invitation.organisation_id)
    return render(
        request,
        "organisations/members/accept.html",
        {"invitation": invitation, "form": form},
        status=422 if form and form.errors else 200,
    )


@transaction.atomic
def _joined(request: HttpRequest, link: SecretLink, invitation: Invitation, name: str) -> User:
    use_link(link)
    user: Any = request.user
    if not user.is_authenticated:
        user = account_of_mailbox(email=invitation.email, name=name)
    services.accept_invitation(invitation=invitation, user=user)
    return user


def _has_account(email: str) -> bool:
    return (
        User.objects.filter(email=email).exists()
        or EmailAddress.objects.filter(email=email, verified=True).exists()
    )


def _parted(request: HttpRequest, organisation: Organisation, member: Membership) -> HttpResponse:
    """Asks whether somebody shall leave, and lets them by button."""
    is_me = member.user_id == _me(request).pk
    error = None
    if request.method == "POST":
        try:
            services.remove_member(member=member, by=_me(request))
        except OrganisationError as found:
            error = found
        else:
            if is_me:
                messages.success(
                    request, _("You have left %(name)s.") % {"name": organisation.name}
                )
                return redirect("desk:choose")
            messages.success(request, _("The person is off the team."))
            return redirect("desk:team", organisation=organisation.pk)
    return render(
        request,
        "organisations/members/part.html",
        {"organisation": organisation, "member": member, "is_me": is_me, "error": error},
        status=422 if error else 200,
    )


def _team(organisation: Organisation) -> dict[str, Any]:
    members = list(organisation.memberships.select_related("user").order_by("created_at", "pk"))
    return {
        "organisation": organisation,
        "members": members,
        "owners": sum(member.role == MemberRole.OWNER for member in members),
        "invitations": organisation.invitations.filter(accepted_at=None, withdrawn_at=None),
    }


def _desk(request: Any) -> Desk:
    desk: Desk = request.desk
    return desk


def _me(request: Any) -> User:
    user: User = request.user
    return user
