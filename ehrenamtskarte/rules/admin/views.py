"""What staff see of the rules."""

from functools import cached_property
from typing import Any

from django.forms import ModelForm
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.panels import Panel
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import Button

from ehrenamtskarte.enums import CardType
from ehrenamtskarte.models import CardRule
from ehrenamtskarte.querysets import CardRuleQuerySet
from ehrenamtskarte.rules.admin.panels import PANELS, PANELS_IN_USE
from ehrenamtskarte.rules.calendar import DAY
from ehrenamtskarte.rules.changing import check_removal, is_in_use, with_use
from ehrenamtskarte.rules.errors import CardRuleError
from ehrenamtskarte.rules.in_force import rule_of
from ehrenamtskarte.rules.words import lines_of, stated

SUCCESSOR = gettext_lazy("Add a successor")


class RulesView(generic.IndexView):
    """All rules, the newest of each town and kind on top."""

    def get_base_queryset(self) -> CardRuleQuerySet:
        rules: CardRuleQuerySet = super().get_base_queryset()
        return with_use(rules.with_successor()).select_related("municipality")

    def get_list_more_buttons(self, instance: CardRule) -> list[Any]:
        buttons = []
        for button in super().get_list_more_buttons(instance):
            if button.url == self.get_copy_url(instance):
                button.label = SUCCESSOR
            is_used = getattr(instance, "is_used", True)
            if button.url != self.get_delete_url(instance) or not is_used:
                buttons.append(button)
        return buttons


class SuccessorView(generic.CopyView):
    """The next rule of a town, which begins with all that the last one says."""

    def get_initial_form_instance(self) -> CardRule:
        rule: CardRule = self.get_object()
        rule.pk = None
        rule._state.adding = True
        # In use or not, the old one keeps its days: the new one begins tomorrow or after it.
        rule.valid_from = max(timezone.localdate(), rule.valid_from) + DAY
        rule.valid_until = None
        return rule

    def get_page_subtitle(self) -> str:
        return _("Successor")


class RuleView(generic.EditView):
    """Everything may be changed until somebody has applied; then only the end."""

    copy_url_name: str

    @cached_property
    def is_used(self) -> bool:
        return is_in_use(CardRule(pk=self.object_pk))

    def get_panel(self) -> Panel:
        panels = PANELS_IN_USE if self.is_used else PANELS
        return panels.bind_to_model(CardRule)

    def get_form_class(self) -> type[ModelForm]:
        form: type[ModelForm] = self.panel.get_form_class()
        return form

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        copy_url = self.get_copy_url()
        buttons: list[Button] = [
            button for button in super().header_more_buttons if button.url != copy_url
        ]
        if copy_url:
            buttons.insert(0, Button(SUCCESSOR, url=copy_url, icon_name="copy", priority=10))
        return buttons


class RemoveRuleView(generic.DeleteView):
    """Only what nobody has been judged by."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.user_has_permission("delete"):
            try:
                check_removal(self.object)
            except CardRuleError as error:
                messages.error(request, str(error))
                return redirect(self.edit_url_name, self.object.pk)
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response


class RuleInFullView(generic.InspectView):
    """What the row says, and what counts together with the association's rule of today.

    Of its first day, if that is still to come; of its last day, if that is over.
    """

    template_name = "ehrenamtskarte/rules/admin/in_full.html"
    page_title = gettext_lazy("In full")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rule: CardRule = self.object
        general = self._association_rule(rule)
        return super().get_context_data(
            rule=rule,
            is_used=is_in_use(rule),
            stated=stated(rule),
            general=general,
            lines=lines_of(rule_of(rule.municipality, general, rule)) if general else [],
            **kwargs,
        )

    @staticmethod
    def _association_rule(rule: CardRule) -> CardRule | None:
        if rule.municipality_id is None:
            return rule
        today = timezone.localdate()
        on = max(rule.valid_from, min(today, rule.valid_until or today))
        found: CardRule | None = (
            CardRule.objects.filter(municipality=None)
            .of_type(CardType(rule.card_type))
            .counting(on)
            .first()
        )
        return found
