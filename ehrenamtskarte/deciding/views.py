"""One case: everything about it, with the forms of what the town can do (`acts`)."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import BaseObjectMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from ehrenamtskarte.applications.attesting import signatures_for
from ehrenamtskarte.applications.contacts import MAY_BE_ASKED_ANEW
from ehrenamtskarte.applications.forms import ContactForm
from ehrenamtskarte.applications.links import address_of
from ehrenamtskarte.applications.proofs import served
from ehrenamtskarte.applications.proving import shortcuts_in_words
from ehrenamtskarte.applications.states import RUNNING, UNDECIDED, next_states
from ehrenamtskarte.applications.words import standing_of_attestation
from ehrenamtskarte.deciding.case import history_of, kin_of, standing_judgement
from ehrenamtskarte.deciding.forms import (
    ApproveForm,
    AskForm,
    ConfirmForm,
    DeclineForm,
    NoteForm,
    WithdrawForm,
)
from ehrenamtskarte.deciding.scope import CaseMixin
from ehrenamtskarte.deciding.services import TO_BE_CONFIRMED
from ehrenamtskarte.enums import CardApplicationState as State
from ehrenamtskarte.enums import CardEventKind, CardParty
from ehrenamtskarte.models import CardApplication, Proof
from ehrenamtskarte.rules.judgement import Recommendation


class CaseView(CaseMixin, generic.InspectView):
    """The person, the judgement, the confirmations, what else there is, and the buttons."""

    template_name = "ehrenamtskarte/deciding/case.html"
    page_title = gettext_lazy("Application for a card")
    inspect_url_name = ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        case: CardApplication = self.object
        judgement = standing_judgement(case)
        events = list(history_of(case))
        is_against_rule = bool(
            judgement and judgement.recommendation == Recommendation.NOT_FULFILLED
        )
        for name, form in self.forms(case, is_against_rule).items():
            kwargs.setdefault(name, form)
        may_change = self.user_has_permission("change")
        return super().get_context_data(
            case=case,
            email=address_of(case),
            judgement=judgement,
            is_kept=case.state not in UNDECIDED,
            attestations=self._attestations(case, may_change),
            kin=kin_of(case, user=self.request.user),
            thread=case.messages.select_related("by"),
            events=events,
            approved=next(
                (event for event in events if event.kind == CardEventKind.APPROVED), None
            ),
            signatures=signatures_for(case),
            may_decide=may_change and case.state in UNDECIDED,
            may_reopen=may_change and case.state in (State.APPROVED, State.DECLINED),
            may_withdraw=may_change and State.WITHDRAWN in next_states(case.state, CardParty.TOWN),
            shortcuts=shortcuts_in_words(case),
            shortcut_proofs=case.shortcut_proofs.all(),
            may_correct=may_change and case.state in RUNNING,
            is_against_rule=is_against_rule,
            **kwargs,
        )

    @staticmethod
    def forms(case: CardApplication, is_against_rule: bool) -> dict[str, forms.Form]:
        """Those of all acts, as they are before anything is typed."""
        return {
            "approve_form": ApproveForm(is_against_rule=is_against_rule, prefix="approve"),
            "ask_form": AskForm(prefix="ask"),
            "decline_form": DeclineForm(prefix="decline"),
            "reopen_form": NoteForm(prefix="reopen"),
            "withdraw_form": WithdrawForm(prefix="withdraw"),
        }

    def _attestations(self, case: CardApplication, may_change: bool) -> list[dict[str, Any]]:
        found = case.attestations.select_related("organisation").prefetch_related("proofs")
        may_act = may_change and case.state in UNDECIDED
        return [
            {
                "row": one,
                "standing": standing_of_attestation(one)[0],
                "form": ConfirmForm(prefix=f"confirm-{one.pk}")
                if may_act and one.state in TO_BE_CONFIRMED
                else None,
                "contact_form": ContactForm(prefix=f"contact-{one.pk}")
                if may_act and one.state in MAY_BE_ASKED_ANEW
                else None,
            }
            for one in found
        ]


class ProofView(CaseMixin, PermissionCheckedMixin, BaseObjectMixin, View):
    """Opens a proof as a download."""

    http_method_names = ["get"]
    any_permission_required = ["view", "change"]
    model = CardApplication

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        proof = get_object_or_404(Proof.objects.of(self.object), pk=self.kwargs["proof"])
        return served(proof)
