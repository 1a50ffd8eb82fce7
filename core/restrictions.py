"""Which parts of the tree are not for everybody, known without asking each time."""

from typing import Any

from django.db.models import Q, QuerySet
from wagtail.models import Page, PageViewRestriction
from wagtail.query import PageQuerySet

from core.content_version import kept


@kept
def restricted_paths() -> tuple[str, ...]:
    """The tree paths below which a password, a login or a group is needed."""
    return tuple(
        PageViewRestriction.objects.order_by("page__path").values_list("page__path", flat=True)
    )


def is_restricted(page: Page) -> bool:
    """Whether not everybody may see `page`."""
    return any(page.path.startswith(path) for path in restricted_paths())


class PublicPageQuerySet(PageQuerySet):
    """A page queryset whose `public()` costs no query of its own, for lists of cards."""

    def keys(self) -> QuerySet[Any, int]:
        """Only the primary keys, in order: what a list passes to its cards (`core.cards`)."""
        return self.values_list("pk", flat=True)

    def private_q(self) -> Q:
        restricted = Q(pk__in=[])
        for path in restricted_paths():
            restricted |= Q(path__startswith=path)
        return restricted
