"""What the screens in the administration share that belong to a record of a town."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, ClassVar

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.views import View
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import BaseObjectMixin, WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from municipalities.models import Municipality
from municipalities.scoping import MunicipalityScopedViewSet


class RecordsView(generic.IndexView):
    """A list whose titles lead to the record's own page, where it can be edited, too."""

    def get_edit_url(self, instance: Any) -> None:
        return None


class RecordsViewSet(MunicipalityScopedViewSet):
    """Records with a page of their own and further screens below it."""

    index_view_class = RecordsView
    inspect_view_enabled = True
    copy_view_enabled = False
    # Beside Wagtail's: view and the rest of its address, each below the record's key.
    own_views: ClassVar[Mapping[str, tuple[type[View], str]]] = {}

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        names = {name: self.get_url_name(name) for name in ("inspect", "edit", *self.own_views)}
        common: dict[str, Any] = super().get_common_view_kwargs(**{"url_names": names, **kwargs})
        return common

    def get_inspect_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        # The view shows what it needs; the fields alone would tell nobody anything.
        template_name = self.inspect_view_class.template_name
        return {"template_name": template_name, "fields": ["title"], **kwargs}

    def get_urlpatterns(self) -> list[URLPattern]:
        own = [
            path(f"{name}/<int:pk>/{rest}", self.construct_view(view), name=name)
            for name, (view, rest) in self.own_views.items()
        ]
        return [*super().get_urlpatterns(), *own]


def name_real_limits(form: Any) -> None:
    """Let numbers name the limits of the model: those of Django's field are of its type only.

    A number that must be 1 at least would else be refused as "not 0 or more".
    """
    for name, field in form.fields.items():
        if not isinstance(field, forms.IntegerField):
            continue
        field.validators = []  # the model's own follow
        for validator in form._meta.model._meta.get_field(name).validators:
            if isinstance(validator, MinValueValidator):
                field.widget.attrs["min"] = validator.limit_value
            elif isinstance(validator, MaxValueValidator):
                field.widget.attrs["max"] = validator.limit_value


class OwnTownMixin:
    """For views that make or edit a record: it can only belong to a town of one's own."""

    request: Any

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)  # type: ignore[misc]  # of the view mixed with
        name_real_limits(form)
        towns: Any = form.fields["municipality"]
        towns.queryset = Municipality.objects.managed_by(self.request.user)
        towns.empty_label = None if len(towns.queryset) == 1 else towns.empty_label
        return form


class RecordView(PermissionCheckedMixin, BaseObjectMixin, View):
    """Something about one record, or done to it; `url_names` are those of its viewset.

    To be made by a scoped viewset's `construct_view`, which keeps other towns out.
    """

    permission_required = "change"
    index_url_name = ""
    url_names: Mapping[str, str] = MappingProxyType({})

    def address(self, name: str, *args: Any) -> str:
        return reverse(self.url_names[name], args=[self.object.pk, *args])

    def back(self, anchor: str = "") -> HttpResponse:
        """To the record's own page."""
        return redirect(self.address("inspect") + (f"#{anchor}" if anchor else ""))


class RecordPage(RecordView, WagtailAdminTemplateMixin):
    """A screen below the record's own page."""

    _show_breadcrumbs = True

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data())

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *super().get_breadcrumbs_items(),
            {
                "url": reverse(self.index_url_name),
                "label": self.object._meta.verbose_name_plural,
            },
            {"url": self.address("inspect"), "label": str(self.object)},
            {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()},
        ]
