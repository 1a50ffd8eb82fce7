"""Deciding about several cases at once: each with what the rule says, then one button."""

from typing import Any, Final, NamedTuple

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
from ehrenamtskarte.rules.judgement import Judgement, Recommendation

MOST: Final = 100  # at once


class LeftOut(NamedTuple):
    """A case that is not decided with the others."""

    case: CardApplication
    why: str
    said: Judgement | None


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
        kept: list[CardApplication] = []
        left_out: list[LeftOut] = []
        self.said: dict[int, Judgement | None] = {}
        for case in cases:
            judgement = self.said[case.pk] = judgement_of(case)
            if why := self.why_not(case, judgement):
                left_out.append(LeftOut(case, why, judgement))
            else:
                kept.append(case)
        return kept, {"left_out": left_out}

    def object_context(self, obj: CardApplication) -> dict[str, Any]:
        return {"item": obj, "said": self.said[obj.pk]}

    def why_not(self, case: CardApplication, judgement: Judgement | None) -> str:
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

    def why_not(self, case: CardApplication, judgement: Judgement | None) -> str:
        if why := super().why_not(case, judgement):
            return why
        if judgement is None:
            return _("There is no rule for its day.")
        if judgement.recommendation == Recommendation.NOT_FULFILLED:
            return _("It does not meet the rule. Please decide it by itself.")
        return ""

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
