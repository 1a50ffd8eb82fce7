"""Keeps the staff of one town out of another's records, in every admin view.

Wagtail's generic views ask whether a user may change *a* record, not whether they may change
*this* one. Whatever a viewset of ours shows goes through `MunicipalityScopedMixin`.
"""

from collections.abc import Callable
from typing import Any

from django.db.models import Model, QuerySet
from django.http import Http404
from wagtail.admin.viewsets.model import ModelViewSet


class MunicipalityScopedMixin:
    """For any class-based admin view of a model whose manager knows `managed_by(user)`.

    A record of another town does not exist: its address answers 404.
    """

    request: Any
    model: type[Model]

    def _own(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        manager: Any = self.model._default_manager
        own = manager.all().managed_by(self.request.user)
        return queryset.filter(pk__in=own.order_by().values("pk"))

    def get_base_queryset(self) -> QuerySet[Any]:
        """What index, export, chooser and report views list."""
        queryset = super().get_base_queryset()  # type: ignore[misc]  # of the view mixed with
        # A history view lists log entries about one record, which get_object has checked.
        return self._own(queryset) if queryset.model is self.model else queryset

    def get_object(self, *args: Any, **kwargs: Any) -> Any:
        """The record of edit, delete, inspect, copy, history and usage views."""
        found = super().get_object(*args, **kwargs)  # type: ignore[misc]  # of the view mixed with
        if not self._own(self.model._default_manager.filter(pk=found.pk)).exists():
            raise Http404
        return found


class MunicipalityScopedViewSet(ModelViewSet):
    """A model viewset each of whose views is scoped, also those that Wagtail adds later."""

    def construct_view(self, view_class: type, **kwargs: Any) -> Callable[..., Any]:
        if not issubclass(view_class, MunicipalityScopedMixin):
            name = f"Scoped{view_class.__name__}"
            view_class = type(name, (MunicipalityScopedMixin, view_class), {})
        return super().construct_view(view_class, **kwargs)
