from typing import Any, cast

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from accounts.mailbox import account_of_mailbox, sign_in_by_mailbox
from core.form_limits import may_send
from core.links import opened_link, use_link
from core.models import SecretLink
from partners.benefits.facts import BenefitFacts
from partners.enums import ProposalState
from partners.joining.duplicates import LikelyPartner, likely_partners
from partners.joining.forms import ProposalForm
from partners.joining.services import CONFIRM, confirm_proposal
from partners.joining.services import propose as keep_proposal
from partners.models import Partner, PartnerProposal

# What the buttons beside likely duplicates say: "none of these", or which.
ANSWER, NEW = "answer", "neu"
SENT_TO = "partner_proposal_sent_to"  # of the session: an address to look for slips in


@never_cache
def propose(request: HttpRequest) -> HttpResponse:
    """`/partner/werden/`: the form, the question after duplicates, the mail."""
    form = ProposalForm(
        request.POST if request.method == "POST" else None, initial=_known_of(request)
    )
    likely: list[LikelyPartner] = []
    if request.method == "POST" and form.is_valid():
        if form.is_spam():
            return redirect("partner_joining:sent")
        proposal = form.save()
        likely = likely_partners(proposal)
        claimed = _claimed(request.POST.get(ANSWER, ""), likely)
        is_answered = bool(claimed) or not likely or request.POST.get(ANSWER) == NEW
        if is_answered and may_send(request, form, mailbox=proposal.email):
            proposal.partner = claimed
            return _kept(request, proposal)
    return render(
        request,
        "partners/joining/propose.html",
        {
            "form": form,
            "likely": likely,
            "parts": [
                [form[name] for name in names if name != "municipality" or form.asks_for_town]
                for names in (form.SHOP, form.BENEFIT, form.PERSON)
            ],
        },
        status=422 if form.errors else 200,
    )


@never_cache
def sent(request: HttpRequest) -> HttpResponse:
    """What happens next; the address only in the browser that sent it."""
    email = request.session.get(SENT_TO, "")
    return render(request, "partners/joining/sent.html", {"email": email})


@opened_link(CONFIRM, even_used=True)
def confirm(request: HttpRequest, link: SecretLink) -> HttpResponse:
    """From the mail: shows what was typed, confirms by button, tells how it stands afterwards."""
    proposal = cast(PartnerProposal, link.subject)
    if request.method == "POST" and proposal.state == ProposalState.UNCONFIRMED:
        with transaction.atomic():
            use_link(link)
            user: Any = request.user
            if not request.user.is_authenticated:
                user = account_of_mailbox(email=proposal.email, name=proposal.contact_name)
            proposal = confirm_proposal(proposal=proposal, user=user)
        sign_in_by_mailbox(request, user)
    if proposal.state == ProposalState.UNCONFIRMED:
        benefit = BenefitFacts.from_json(proposal.benefit)
        return render(
            request,
            "partners/joining/confirm.html",
            {"proposal": proposal, "benefit": benefit},
        )
    return _how_it_stands(request, proposal)


def _known_of(request: HttpRequest) -> dict[str, Any]:
    user = request.user
    if not user.is_authenticated:
        return {}
    return {"contact_name": user.get_full_name(), "email": user.email}


def _claimed(answer: str, likely: list[LikelyPartner]) -> Partner | None:
    """The shop that the person says to be, of those that were shown."""
    return {str(one.partner.pk): one.partner for one in likely}.get(answer)


def _kept(request: HttpRequest, proposal: PartnerProposal) -> HttpResponse:
    user: Any = request.user if request.user.is_authenticated else None
    proposal = keep_proposal(proposal=proposal, user=user)
    proposal.refresh_from_db()
    if proposal.state == ProposalState.UNCONFIRMED:
        request.session[SENT_TO] = proposal.email
        return redirect("partner_joining:sent")
    return redirect("partner_desk:choose")


def _how_it_stands(request: HttpRequest, proposal: PartnerProposal) -> HttpResponse:
    if proposal.state == ProposalState.ACCEPTED and proposal.partner_id:
        return redirect("partner_desk:home", partner=proposal.partner_id)
    return render(request, "partners/joining/waits.html", {"proposal": proposal})
