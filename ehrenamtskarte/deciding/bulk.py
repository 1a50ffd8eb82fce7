"""Deciding about several cases at once: each with what the rule says, then one button."""

from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy
from wagtail.admin.views.bulk_action import BulkAction
from wagtail.permissions import policy_registry

from ehrenamtskarte.applications import services
from ehrenamtskarte.applications.errors import CardApplicationError
from ehrenamtskarte.applications.facts import judgement_of
from ehrenamtskarte.applications.states import UNDECIDED
from ehrenamtskarte.deciding.forms import DeclineForm, NoteForm
from ehrenamtskarte.deciding.scope import own_cases
from ehrenamtskarte.models import CardApplication
from ehrenamtskarte.rules.judgement import Recommendation

MOST = 100  # at once


class _Decide(BulkAction):
    """The cases that were ticked, less those of others and those that are decided already."""

    models = [CardApplication]
    template_name = "ehrenamtskarte/deciding/bulk.html"
    title: Any
    button: Any

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        policy = policy_registry.get_by_type(CardApplication)
        if not policy.user_has_permission(request.user, "change"):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_actionable_objects(self) -> tuple[list[CardApplication], dict[str, Any]]:
        keys = [key for key in self.request.GET.getlist("id") if key.isdecimal()][:MOST]
        cases = (
            own_cases(self.request.user)
            .filter(pk__in=keys)
            .with_what_is_judged()
            .order_by("waiting_since", "pk")
        )
        kept, left_out = [], []
        for case in cases:
            case.said = judgement_of(case)
            (left_out if self.why_not(case) else kept).append(case)
        return kept, {"left_out": [(case, self.why_not(case)) for case in left_out]}

    def why_not(self, case: CardApplication) -> str:
        """Why this one can't be decided here; empty if it can."""
        return "" if case.state in UNDECIDED else _("It is decided already.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"title": self.title, "button": self.button}

    def get_execution_context(self) -> dict[str, Any]:
        return {"user": self.request.user, "form": self.cleaned_form, "action": self}

    @classmethod
    def execute_action(cls, objects: Any, **kwargs: Any) -> tuple[int, int]:
        done = 0
        for case in objects:
            try:
                cls.decide(case, kwargs["form"], kwargs["user"])
            except CardApplicationError:
                continue  # somebody else was faster
            done += 1
        return done, len(objects) - done

    @classmethod
    def decide(cls, case: CardApplication, form: Any, user: Any) -> None:
        raise NotImplementedError


class ApproveMany(_Decide):
    display_name = gettext_lazy("Approve")
    aria_label = gettext_lazy("Approve the chosen applications")
    action_type = "approve"
    action_priority = 10
    form_class = NoteForm
    title = gettext_lazy("Approve several applications")
    button = gettext_lazy("Approve them all and tell the applicants")

    def why_not(self, case: CardApplication) -> str:
        said: Any = case.said
        if said is None:
            return _("There is no rule for its day.")
        if said.recommendation == Recommendation.NOT_FULFILLED:
            return _("It does not meet the rule. Please decide it by itself.")
        return super().why_not(case)

    @classmethod
    def decide(cls, case: CardApplication, form: Any, user: Any) -> None:
        services.approve(application=case, by=user, note=form.cleaned_data["note"])

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        return ngettext(
            "%(number)d application is approved.",
            "%(number)d applications are approved.",
            num_parent_objects,
        ) % {"number": num_parent_objects}


class DeclineMany(_Decide):
    display_name = pgettext_lazy("application for a card", "Decline")
    aria_label = gettext_lazy("Decline the chosen applications")
    action_type = "decline"
    action_priority = 20
    classes = {"serious"}
    form_class = DeclineForm
    title = gettext_lazy("Decline several applications")
    button = gettext_lazy("Decline them all and tell the applicants why")

    @classmethod
    def decide(cls, case: CardApplication, form: Any, user: Any) -> None:
        services.decline(application=case, reason=form.text, by=user)

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        return ngettext(
            "%(number)d application is declined; the reason is on its way.",
            "%(number)d applications are declined; the reason is on its way.",
            num_parent_objects,
        ) % {"number": num_parent_objects}
