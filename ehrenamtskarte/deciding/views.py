"""One case: everything about it, and what the town does with it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import BaseObjectMixin, WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from ehrenamtskarte.applications import services
from ehrenamtskarte.applications.attesting import signatures_for
from ehrenamtskarte.applications.errors import CardApplicationError
from ehrenamtskarte.applications.links import address_of
from ehrenamtskarte.applications.proofs import served
from ehrenamtskarte.applications.states import RUNNING, UNDECIDED
from ehrenamtskarte.applications.words import standing_of_attestation
from ehrenamtskarte.deciding.case import history_of, kin_of, standing_judgement
from ehrenamtskarte.deciding.forms import (
    ApproveForm,
    AskForm,
    ConfirmForm,
    CorrectForm,
    DeclineForm,
    NoteForm,
    PaperForm,
    PaperWorkFormSet,
)
from ehrenamtskarte.deciding.scope import CaseMixin, own_towns
from ehrenamtskarte.deciding.services import (
    TO_BE_CONFIRMED,
    confirm_for_organisation,
    correct_person,
    type_in,
)
from ehrenamtskarte.enums import CardApplicationState as State
from ehrenamtskarte.enums import CardEventKind
from ehrenamtskarte.models import Attestation, CardApplication, Proof
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
        }

    def _attestations(self, case: CardApplication, may_change: bool) -> list[dict[str, Any]]:
        found = case.attestations.select_related("organisation").prefetch_related("proofs")
        can_confirm = may_change and case.state in UNDECIDED
        return [
            {
                "row": one,
                "standing": standing_of_attestation(one)[0],
                "form": ConfirmForm(prefix=f"confirm-{one.pk}")
                if can_confirm and one.state in TO_BE_CONFIRMED
                else None,
            }
            for one in found
        ]


class _Act(CaseView):
    """Something that the town does; with an error the case is shown again as it was typed."""

    http_method_names = ["post"]
    permission_required = "change"
    form_name = ""

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
                messages.error(request, str(error))
            else:
                messages.success(request, said)
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


class ConfirmView(_Act):
    """Notes a confirmation that came on paper, by telephone, or lies in a proof."""

    form_name = "confirm_form"

    def bound(self, case: CardApplication) -> ConfirmForm:
        self.attestation = get_object_or_404(
            Attestation, application=case, pk=self.kwargs["attestation"]
        )
        return ConfirmForm(self.request.POST, prefix=f"confirm-{self.attestation.pk}")

    def act(self, case: CardApplication, form: Any, user: Any) -> str:
        confirm_for_organisation(attestation=self.attestation, by=user, **form.cleaned_data)
        return _("Noted: %(organisation)s has confirmed.") % {
            "organisation": self.attestation.organisation_name
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.pop(self.form_name, None)
        context: dict[str, Any] = super().get_context_data(**kwargs)
        for one in context["attestations"]:
            if form is not None and one["row"] == self.attestation:
                one["form"] = form
        return context


class ProofView(CaseMixin, PermissionCheckedMixin, BaseObjectMixin, View):
    """Opens a proof as a download."""

    http_method_names = ["get"]
    any_permission_required = ["view", "change"]
    model = CardApplication

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        proof = get_object_or_404(
            Proof, attestation__application=self.object, pk=self.kwargs["proof"]
        )
        return served(proof)


class CorrectView(CaseMixin, generic.EditView):
    """Puts mistyped personal facts right."""

    template_name = "ehrenamtskarte/deciding/correct.html"
    page_title = gettext_lazy("Correct personal facts")

    def get_form_class(self) -> type[CorrectForm]:
        return CorrectForm

    def get_form(self, form_class: Any = None) -> CorrectForm:
        # A copy: what was typed must not stand in the case before the service has looked at it.
        copy = CardApplication.objects.get(pk=self.object.pk)
        data = self.request.POST if self.request.method == "POST" else None
        return CorrectForm(data, instance=copy)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.object = self.get_object()
        if self.user_has_permission("change") and self.object.state not in RUNNING:
            messages.error(request, str(CardApplicationError.Code.ILLEGAL_MOVE.label))
            return redirect(self.inspect_url_name, self.object.pk)
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def form_valid(self, form: CorrectForm) -> HttpResponse:
        user: Any = self.request.user
        try:
            correct_person(application=self.object, facts=form.facts, by=user)
        except CardApplicationError as error:
            form.add_error(None, ValidationError(str(error)))
            return self.form_invalid(form)
        messages.success(self.request, _("Corrected; the history keeps what stood there."))
        return redirect(self.inspect_url_name, self.object.pk)

    def form_invalid(self, form: CorrectForm) -> HttpResponse:
        response: HttpResponse = self.render_to_response(self.get_context_data(form=form))
        response.status_code = 422
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            case=self.object,
            back_url=reverse(self.inspect_url_name, args=[self.object.pk]),
            **kwargs,
        )


class PaperView(PermissionCheckedMixin, WagtailAdminTemplateMixin, View):
    """Types in what came on paper."""

    model = CardApplication
    permission_required = "add"
    template_name = "ehrenamtskarte/deciding/paper.html"
    page_title = gettext_lazy("Type in an application on paper")
    header_icon = "doc-full"
    index_url_name = ""
    inspect_url_name = ""

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.index_url_name), "label": _("Card applications")},
            {"url": "", "label": self.page_title},
        ]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = PaperForm(towns=own_towns(request.user))
        return self._page(form, PaperWorkFormSet(prefix="works"))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        user: Any = request.user
        form = PaperForm(request.POST, towns=own_towns(user))
        works = PaperWorkFormSet(request.POST, prefix="works")
        if form.is_valid() and works.is_valid():
            try:
                case = type_in(
                    received_on=form.cleaned_data["received_on"],
                    facts=form.facts,
                    works=[one.fields_of_work for one in works if one.has_changed()],
                    by=user,
                )
            except CardApplicationError as error:
                form.add_error(None, str(error))
            else:
                messages.success(
                    request, _("The application of %(name)s is here.") % {"name": case.name}
                )
                return redirect(self.inspect_url_name, case.pk)
        return self._page(form, works, status=422)

    def _page(self, form: PaperForm, works: Any, *, status: int = 200) -> HttpResponse:
        context = self.get_context_data(
            form=form,
            works=works,
            index_url=reverse(self.index_url_name),
            media=form.media + works.media,
        )
        response: HttpResponse = self.render_to_response(context)
        response.status_code = status
        return response
