from typing import Any, cast

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.mailbox import account_of_mailbox, sign_in_by_mailbox
from core.form_limits import may_send
from core.links import opened_link, use_link
from core.models import SecretLink
from partners.desk import owner_view
from partners.errors import PartnerError
from partners.models import Partner, PartnerInvitation, PartnerMembership
from partners.owners import services
from partners.owners.forms import OwnerInvitationForm
from partners.owners.services import INVITATION


@owner_view
def owners(request: HttpRequest, partner: Partner) -> HttpResponse:
    """Who keeps the shop, who is invited; invites one more."""
    form = OwnerInvitationForm(request.POST if request.method == "POST" else None)
    is_sent = request.method == "POST" and form.is_valid()
    if is_sent and may_send(request, form, mailbox=form.cleaned_data["email"]):
        try:
            services.invite_owner(
                partner=partner, email=form.cleaned_data["email"], by=_me(request)
            )
        except PartnerError as error:
            form.add_error("email", str(error))
        else:
            messages.success(request, _("The invitation is on its way."))
            return redirect("partner_owners:list", partner=partner.pk)
    return render(
        request,
        "partners/owners/list.html",
        {
            "partner": partner,
            "form": form,
            "members": partner.memberships.select_related("user"),
            "invitations": partner.invitations.filter(accepted_at=None, withdrawn_at=None),
        },
        status=422 if form.errors else 200,
    )


@require_POST
@owner_view
def withdraw(request: HttpRequest, partner: Partner, pk: int) -> HttpResponse:
    invitation = get_object_or_404(PartnerInvitation, partner=partner, pk=pk)
    services.withdraw_invitation(invitation=invitation)
    messages.success(request, _("The invitation is withdrawn."))
    return redirect("partner_owners:list", partner=partner.pk)


@owner_view
def remove(request: HttpRequest, partner: Partner, pk: int) -> HttpResponse:
    """Asks once, then somebody keeps the shop no longer."""
    member = get_object_or_404(
        PartnerMembership.objects.select_related("user", "partner"), partner=partner, pk=pk
    )
    is_me = member.user_id == _me(request).pk
    error = None
    if request.method == "POST":
        try:
            services.remove_owner(member=member, by=_me(request))
        except PartnerError as found:
            error = found
        else:
            messages.success(request, _("This person keeps the shop no longer."))
            if is_me:
                return redirect("partner_desk:choose")
            return redirect("partner_owners:list", partner=partner.pk)
    return render(
        request,
        "partners/owners/remove.html",
        {"partner": partner, "member": member, "is_me": is_me, "error": error},
        status=422 if error else 200,
    )


@opened_link(INVITATION, even_used=True)
def accept(request: HttpRequest, link: SecretLink) -> HttpResponse:
    """From the mail: by button, with the account at hand or the mailbox's own."""
    invitation = cast(PartnerInvitation, link.subject)
    if invitation.accepted_at:
        return redirect("partner_desk:home", partner=invitation.partner_id)
    if request.method == "POST":
        try:
            with transaction.atomic():
                use_link(link)
                user = (
                    _me(request)
                    if request.user.is_authenticated
                    else account_of_mailbox(email=invitation.email)
                )
                services.accept_invitation(invitation=invitation, user=user)
        except PartnerError as error:
            messages.error(request, str(error))
            return redirect("partner_desk:choose")
        sign_in_by_mailbox(request, user)
        messages.success(request, _("Welcome! You keep the shop's entry now."))
        return redirect("partner_desk:home", partner=invitation.partner_id)
    return render(request, "partners/owners/accept.html", {"invitation": invitation})


def _me(request: HttpRequest) -> Any:
    return request.user
