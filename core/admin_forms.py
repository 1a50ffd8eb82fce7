from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from wagtail.admin.forms import WagtailAdminPageForm

from core.models.vocabularies import Term


class TermChoicesForm(WagtailAdminPageForm):
    """Offers entries of the association's lists: those in use now, and those already chosen.

    A retired entry stays on the pages that have it until somebody takes it off.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            choices = getattr(field, "queryset", None)
            if choices is not None and issubclass(choices.model, Term):
                field.queryset = choices.filter(
                    Q(is_active=True) | Q(pk__in=_keys(self.initial.get(name)))
                )


def _keys(value: Any) -> list[Any]:
    """The primary keys in a field's initial value: one, several, or rows."""
    values = value if isinstance(value, Iterable) else [value]
    return [getattr(one, "pk", one) for one in values if one is not None]
