from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from ehrenamtskarte.enums import PayRule, Shortcut
from ehrenamtskarte.models import CardRule
from ehrenamtskarte.rules.changing import check_change
from ehrenamtskarte.rules.errors import CardRuleError
from municipalities.models import Municipality
from municipalities.querysets import ALL_MUNICIPALITIES

AS_ASSOCIATION = _("as the association's rule says")
NONE = "none"


class YesNoOpen(forms.NullBooleanSelect):
    """Yes, no, or whatever the association's rule says."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.choices = [("unknown", AS_ASSOCIATION), ("true", _("yes")), ("false", _("no"))]


class ShortcutsField(forms.MultipleChoiceField):
    """Nothing ticked leaves it to the association's rule; "none of these" is an answer, too."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        choices = [*Shortcut.choices, (NONE, _("none of these"))]
        super().__init__(choices=choices, required=False, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return [NONE] if value == [] else value

    def clean(self, value: Any) -> list[str] | None:
        chosen: list[str] = super().clean(value)
        if NONE in chosen and len(chosen) > 1:
            raise ValidationError(_("Either none of these, or some: please untick one."))
        if not chosen:
            return None
        return [one for one in chosen if one != NONE]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(super().has_changed(self.prepare_value(initial), data))


class CardRuleForm(WagtailAdminModelForm):
    """A rule of the association, or what a town has decided itself."""

    class Meta:
        model = CardRule
        fields: list[str] = []  # the panels say which

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "municipality" in self.fields:
            self._offer_own_towns()
        if "shortcuts" in self.fields:  # the column is JSON, of which nobody should know
            label = self.fields["shortcuts"].label
            self.fields["shortcuts"] = ShortcutsField(label=label)
        if "pay_rule" in self.fields:
            pay: Any = self.fields["pay_rule"]
            pay.choices = [("", AS_ASSOCIATION), *PayRule.choices]

    def _offer_own_towns(self) -> None:
        user: Any = self.for_user
        towns: Any = self.fields["municipality"]
        towns.queryset = Municipality.objects.managed_by(user)
        if user.has_perm(ALL_MUNICIPALITIES):
            towns.empty_label = _("whole association")
            return
        towns.required = True
        if len(towns.queryset) == 1:
            towns.empty_label = None
            self.initial.setdefault("municipality", towns.queryset[0].pk)

    def _post_clean(self) -> None:
        super()._post_clean()
        if self.errors:
            return
        rule = self.instance
        if rule.valid_until and rule.valid_until < rule.valid_from:
            # Of one's own, because a rule in use is edited without its beginning.
            message = _("The end must not come before the beginning.")
            self.add_error("valid_until", message)
            return
        try:
            check_change(rule)
        except CardRuleError as error:
            self.add_error(error.field if error.field in self.fields else None, str(error))
