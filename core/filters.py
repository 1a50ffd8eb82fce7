"""Filters whose bad values are ignored, not punished."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.functional import Promise


class ForgivingFilterSet(django_filters.FilterSet):
    """A filter set for public addresses.

    A value that makes no sense (a town that does not exist, a number that is none) is left
    out of the filtering; the form still shows its error beside the field.
    """

    label: str | Promise  # what the form is called, for people who don't see it

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        for name, filter_ in self.filters.items():
            if name in self.form.cleaned_data:
                queryset = filter_.filter(queryset, self.form.cleaned_data[name])
        return queryset

    @property
    def qs(self) -> QuerySet[Any]:
        if not hasattr(self, "_qs"):
            queryset = self.queryset.all()
            if self.is_bound:
                self.errors  # noqa: B018 - validates the form and fills cleaned_data
                queryset = self.filter_queryset(queryset)
            self._qs = queryset
        return self._qs

    @property
    def choice(self) -> tuple[tuple[str, str], ...]:
        """The filters that are set to a sensible value, each with the value in words."""
        if not self.is_bound:
            return ()
        self.form.is_valid()
        return tuple(
            (name, str(value))
            for name, value in self.form.cleaned_data.items()
            if value not in (None, "", [])
        )

    @property
    def is_narrowed(self) -> bool:
        """Whether any filter with a sensible value is set."""
        return bool(self.choice)
