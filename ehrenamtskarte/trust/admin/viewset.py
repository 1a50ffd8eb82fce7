from collections.abc import Callable
from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin import messages
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import BaseObjectMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.viewsets.model import ModelViewSet

from ehrenamtskarte.credential.keys import IssuerKeySet
from ehrenamtskarte.models import TrustedIssuer
from ehrenamtskarte.trust.tasks import refresh_soon


class TrustedIssuerForm(WagtailAdminModelForm):
    url = forms.URLField(
        label=gettext_lazy("address of its keys"),
        help_text=gettext_lazy(
            "Ends with /ehrenamtskarte/jwks.json where the other site is like ours."
        ),
        max_length=300,
        assume_scheme="https",
    )

    class Meta:
        model = TrustedIssuer
        fields = ["name", "url", "is_active"]

    def clean_url(self) -> str:
        url: str = self.cleaned_data["url"]
        if not url.startswith("https://"):
            raise ValidationError(_("The address has to begin with https://."))
        return url

    def save(self, commit: bool = True) -> TrustedIssuer:
        issuer: TrustedIssuer = super().save(commit=False)
        if "url" in self.changed_data:
            # Other keys may lie there, and those of before are no longer what was agreed to.
            issuer.key_set, issuer.fetched_at, issuer.error = None, None, ""
        issuer.save()
        if "url" in self.changed_data:
            issuer.status_lists.all().delete()
        if issuer.is_active:
            refresh_soon(issuer)
        return issuer


class TrustedIssuerEditView(generic.EditView):
    """What is agreed, and what was fetched."""

    template_name = "ehrenamtskarte/trust/admin/issuer.html"
    refresh_url_name = ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        issuer: TrustedIssuer = self.object
        return super().get_context_data(
            issuer=issuer,
            keys=list(IssuerKeySet.from_jwks(issuer.key_set or {"keys": []})),
            lists=issuer.status_lists.defer("token"),
            refresh_url_name=self.refresh_url_name,
            **kwargs,
        )


class RefreshView(PermissionCheckedMixin, BaseObjectMixin, View):
    """Fetches again by a button."""

    http_method_names = ["post"]
    permission_required = "change"
    model = TrustedIssuer
    edit_url_name = ""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        refresh_soon(self.object)
        messages.success(request, _("The keys are being fetched. Please look again in a minute."))
        return redirect(self.edit_url_name, self.object.pk)


class TrustedIssuerViewSet(ModelViewSet):
    """Associations whose cards count here, too; the office decides for all towns."""

    model = TrustedIssuer
    name = "trusted_issuers"
    icon = "globe"
    menu_label = gettext_lazy("Other associations")
    menu_order = 900
    edit_view_class = TrustedIssuerEditView
    edit_template_name = TrustedIssuerEditView.template_name
    copy_view_enabled = False
    ordering = ["name", "pk"]
    list_display = [
        "name",
        Column("url", label=gettext_lazy("Address of its keys"), accessor="url"),
        BooleanColumn("is_active", label=gettext_lazy("Accepted")),
        DateColumn("fetched_at", label=gettext_lazy("Keys of"), width="15%"),
        Column("error", label=gettext_lazy("Error"), accessor="error"),
    ]

    def get_form_class(self, for_update: bool = False) -> type[TrustedIssuerForm]:
        return TrustedIssuerForm

    def get_edit_handler(self) -> None:
        return None

    def get_edit_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        edit: dict[str, Any] = super().get_edit_view_kwargs(
            **{"refresh_url_name": self.get_url_name("refresh"), **kwargs}
        )
        return edit

    @cached_property
    def refresh_view(self) -> Callable[..., Any]:
        return self.construct_view(
            RefreshView,
            edit_url_name=self.get_url_name("edit"),
            permission_policy=self.permission_policy,
        )

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("refresh/<int:pk>/", self.refresh_view, name="refresh"),
        ]
