"""What the screens in the administration share that belong to a record of a town."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views import View
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import BaseObjectMixin, WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from municipalities.models import Municipality


class RecordsView(generic.IndexView):
    """A list whose titles lead to the record's own page, where it can be edited, too."""

    def get_edit_url(self, instance: Any) -> None:
        return None


class OwnTownMixin:
    """For views that make or edit a record: it can only belong to a town of one's own."""

    request: Any

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)  # type: ignore[misc]  # of the view mixed with
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
