"""From the code of a card on the desk to its page: by camera, hand scanner or clipboard."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from core.content_security import reads_codes
from ehrenamtskarte.issuing.policy import ACT
from ehrenamtskarte.issuing.scanned import LONGEST, ScanError, scanned_card
from ehrenamtskarte.models import Card


class ScannedCodeForm(forms.Form):
    code = forms.CharField(
        label=_("Code of the card"),
        help_text=_("A hand scanner types it here by itself; you can also paste it."),
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autofocus": True}),
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_code(self) -> Card:
        """The card; what was read itself is not shown again."""
        try:
            return scanned_card(self.cleaned_data["code"], user=self.user)
        except ScanError as error:
            raise forms.ValidationError(str(error), code=error.code) from error


@method_decorator(reads_codes, name="dispatch")
class ScanCardView(PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):
    """Finds a card by its code, which is posted and stands in no address and no log."""

    model = Card
    template_name = "ehrenamtskarte/issuing/admin/scan.html"
    page_title = _("Scan a card")
    header_icon = "view"
    form_class = ScannedCodeForm
    any_permission_required = ["view", ACT]

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        cards = {"url": reverse("cards:index"), "label": gettext("Cards")}
        return [*self.breadcrumbs_items, cards, {"url": "", "label": self.page_title}]

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user}

    def form_valid(self, form: ScannedCodeForm) -> HttpResponse:
        return redirect("cards:inspect", form.cleaned_data["code"].pk)

    def form_invalid(self, form: ScannedCodeForm) -> HttpResponse:
        # The next one is scanned into an empty field.
        form.data = {}
        return self.render_to_response(self.get_context_data(form=form), status=422)
