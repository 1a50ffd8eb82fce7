"""The form of a rule: whole, and for one that is in use."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel, ObjectList

from ehrenamtskarte.models import CardRule
from ehrenamtskarte.rules.admin.forms import CardRuleForm, YesNoOpen
from ehrenamtskarte.rules.words import shown

YES_OR_NO = (
    "for_residents",
    "for_active",
    "sums_organisations",
    "must_go_on",
    "is_unlimited",
    "allows_self_declaration",
    "organisation_may_propose",
)


class ShownPanel(FieldPanel):
    """A field that can only be read any more, in words."""

    def format_value_for_display(self, value: Any) -> str:
        if value is None or value == "":
            return str(_("as the association's rule says"))
        return shown(CardRule(**{self.field_name: value}), self.field_name)


def _panels(*, is_used: bool) -> ObjectList:
    def field(name: str) -> FieldPanel:
        if is_used:
            return ShownPanel(name, read_only=True)
        return FieldPanel(name, widget=YesNoOpen if name in YES_OR_NO else None)

    def fixed(name: str) -> FieldPanel:
        return FieldPanel(name, read_only=is_used)

    note = (
        _(
            "People have applied by this rule, so it stays as it is. It can be ended and followed"
            " by another one."
        )
        if is_used
        else _(
            "A town says only what it has decided itself; what stays open here, the association's"
            " rule of that day says. As soon as somebody has applied by this rule, it can't be"
            " changed any more."
        )
    )
    return ObjectList(
        [
            HelpPanel(content=note),
            MultiFieldPanel(
                [
                    FieldRowPanel([fixed("municipality"), fixed("card_type")]),
                    FieldRowPanel([fixed("valid_from"), FieldPanel("valid_until")]),
                ],
                heading=_("Where and when"),
            ),
            MultiFieldPanel(
                [
                    FieldRowPanel([field("hours_per_week"), field("hours_per_year")]),
                    field("sums_organisations"),
                    field("shortcuts"),
                    FieldRowPanel([field("prior_years"), field("prior_years_of_minors")]),
                    field("total_years"),
                    field("must_go_on"),
                ],
                heading=_("How much and how long"),
            ),
            MultiFieldPanel(
                [
                    field("minimum_age"),
                    FieldRowPanel([field("for_residents"), field("for_active")]),
                    field("pay_rule"),
                    FieldRowPanel([field("honorary_allowance"), field("trainer_allowance")]),
                ],
                heading=_("Who may have it"),
            ),
            MultiFieldPanel(
                [
                    field("signatures"),
                    field("allows_self_declaration"),
                    field("organisation_may_propose"),
                    FieldRowPanel([field("validity_years"), field("is_unlimited")]),
                ],
                heading=_("Confirmation and validity"),
            ),
        ],
        base_form_class=CardRuleForm,
    )


PANELS = _panels(is_used=False)
PANELS_IN_USE = _panels(is_used=True)
