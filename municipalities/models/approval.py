from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.models import GroupApprovalTask

from municipalities.returning import ReturnForm


class TownApprovalTask(GroupApprovalTask):
    """The town's coordinators approve, or return with a comment that ready texts help to write."""

    class Meta:
        verbose_name = _("approval by the town")
        verbose_name_plural = _("approvals by the town")

    def get_form_for_action(self, action: str) -> type[forms.Form]:
        if action == "reject":
            return ReturnForm
        form: type[forms.Form] = super().get_form_for_action(action)
        return form
