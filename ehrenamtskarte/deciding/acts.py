"""What the town does with a case: one view for each button of its page."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin import messages

from ehrenamtskarte.applications import services
from ehrenamtskarte.applications.contacts import name_contact
from ehrenamtskarte.applications.errors import CardApplicationError
from ehrenamtskarte.applications.forms import ContactForm
from ehrenamtskarte.applications.proving import note_shortcuts_seen
from ehrenamtskarte.deciding.case import standing_judgement
from ehrenamtskarte.deciding.forms import (
    ApproveForm,
    AskForm,
    ConfirmForm,
    DeclineForm,
    NoteForm,
    SeenForm,
    WithdrawForm,
)
from ehrenamtskarte.deciding.services import confirm_for_organisation
from ehrenamtskarte.deciding.views import CaseView
from ehrenamtskarte.enums import CardParty
from ehrenamtskarte.models import Attestation, CardApplication
from ehrenamtskarte.rules.judgement import Recommendation

Code = CardApplicationError.Code


class _Act(CaseView):
    """Something that the town does; with an error the case is shown again as it was typed."""

    http_method_names = ["post"]
    permission_required = "change"
    form_name = ""
    # Errors that stand beside what was typed, by their field.
    error_fields: Mapping[CardApplicationError.Code, str] = {}
    goes_back_to_list = False

    def bound(self, case: CardApplication) -> Any:
        raise NotImplementedError

    def act(self, case: CardApplication, form: Any, user: Any) -> str:
        """Do it; what is told then. Raises CardApplicationError."""
        raise NotImplementedError

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        case: CardApplication = self.object
        form = self.bound(case)
        if form.is_valid():
            try:
                said = self.act(case, form, request.user)
            except CardApplicationError as error:
                if field := self.error_fields.get(error.code):
                    form.add_error(field, str(error))
                else:
                    messages.error(request, str(error))
            else:
                messages.success(request, said)
                if self.goes_back_to_list:
                    return redirect(self.index_url_name)
            if form.is_valid():
                return redirect(self.inspect_url_name, case.pk)
        response: HttpResponse = self.render_to_response(
            self.get_context_data(**{self.form_name: form})
        )
        response.status_code = 422
        return response


class ApproveView(_Act):
    form_name = "approve_form"

    def bound(self, case: CardApplication) -> ApproveForm:
        judgement = standing_judgement(case)
        is_against_rule = bool(
            judgement and judgement.recommendation == Recommendation.NOT_FULFILLED
        )
        return ApproveForm(self.request.POST, is_against_rule=is_against_rule, prefix="approve")

    def act(self, case: CardApplication, form: Any, user: Any) -> str:
        services.approve(application=case, by=user, note=form.cleaned_data["note"])
        return _("Approved. The card of %(name)s can be made.") % {"name": case.name}


class DeclineView(_Act):
    form_name = "decline_form"

    def bound(self, case: CardApplication) -> DeclineForm:
        return DeclineForm(self.request.POST, prefix="decline")

    def act(self, case: CardApplication, form: Any, user: Any) -> str:
        services.decline(application=case, reason=form.text, by=user)
        return _("Declined. %(name)s is told why.") % {"name": case.name}


class AskView(_Act):
    form_name = "ask_form"

    def bound(self, case: CardApplication) -> AskForm:
        return AskForm(self.request.POST, prefix="ask")

    def act(self, case: CardApplication, form: Any, user: Any) -> str:
        services.ask_applicant(application=case, text=form.text, by=user)
        return _("Your question is on its way. The case waits for the answer.")


class ReopenView(_Act):
    form_name = "reopen_form"

    def bound(self, case: CardApplication) -> NoteForm:
        return NoteForm(self.request.POST, prefix="reopen")

    def act(self, case: CardApplication, form: Any, user: Any) -> str:
        services.reopen(application=case, by=user, note=form.cleaned_data["note"])
        return _("The case is open again.")


class SeenView(_Act):
    """Notes that somebody has seen the proof of what stands for the hours, or has not after all."""

    form_name = "seen_form"

    def bound(self, case: CardApplication) -> SeenForm:
        return SeenForm(self.request.POST)

    def act(self, case: CardApplication, form: Any, user: Any) -> str:
        is_seen = form.cleaned_data["is_seen"]
        note_shortcuts_seen(application=case, is_seen=is_seen, by=user)
        if is_seen:
            return _("Noted: you have seen the proof.")
        return _("Noted: the proof is still to be seen.")


class WithdrawView(_Act):
    """Takes an application back on the applicant's behalf; hardly anything stays of it."""

    form_name = "withdraw_form"
    goes_back_to_list = True

    def bound(self, case: CardApplication) -> WithdrawForm:
        return WithdrawForm(self.request.POST, prefix="withdraw")

    def act(self, case: CardApplication, form: Any, user: Any) -> str:
        services.withdraw(
            application=case, party=CardParty.TOWN, by=user, note=form.cleaned_data["note"]
        )
        return _("Withdrawn; everything about the person is erased.")


class _WorkAct(_Act):
    """Something that is done about one organisation of the case."""

    form_key = ""  # under which the page has the form, beside each organisation

    @cached_property
    def attestation(self) -> Attestation:
        found: Attestation = get_object_or_404(
            Attestation, application=self.object, pk=self.kwargs["attestation"]
        )
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.pop(self.form_name, None)
        context: dict[str, Any] = super().get_context_data(**kwargs)
        for one in context["attestations"]:
            if form is not None and one["row"] == self.attestation:
                one[self.form_key] = form
        return context


class ConfirmView(_WorkAct):
    """Notes a confirmation that came on paper, by telephone, or lies in a proof."""

    form_name = "confirm_form"
    form_key = "form"
    error_fields = {Code.SAME_PERSON: "second_name", Code.SECOND_MISSING: "second_name"}

    def bound(self, case: CardApplication) -> ConfirmForm:
        return ConfirmForm(self.request.POST, prefix=f"confirm-{self.attestation.pk}")

    def act(self, case: CardApplication, form: Any, user: Any) -> str:
        confirm_for_organisation(attestation=self.attestation, by=user, **form.cleaned_data)
        return _("Noted: %(organisation)s has confirmed.") % {
            "organisation": self.attestation.organisation_name
        }


class ContactView(_WorkAct):
    """Names somebody else in the organisation whom we ask."""

    form_name = "contact_form"
    form_key = "contact_form"
    error_fields = {Code.OWN_ADDRESS: "email"}

    def bound(self, case: CardApplication) -> ContactForm:
        return ContactForm(self.request.POST, prefix=f"contact-{self.attestation.pk}")

    def act(self, case: CardApplication, form: Any, user: Any) -> str:
        name_contact(
            attestation=self.attestation, party=CardParty.TOWN, by=user, **form.cleaned_data
        )
        return _("%(name)s is asked now; the applicant is told.") % {
            "name": form.cleaned_data["name"]
        }
