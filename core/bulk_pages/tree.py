"""Places in the page tree and addresses for many new pages."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Max, QuerySet
from django.db.models.functions import Length, Substr
from wagtail.models import Page

LONGEST_SLUG = 255


@dataclass(frozen=True)
class NewPage:
    """A page that is not in the tree yet; its slug is a wish that may get a number."""

    page: Page
    parent_id: int


def free_slug(wish: str, taken: set[str]) -> str:
    """`wish`, or with the first number that makes it free; it counts as taken from then on."""
    slug = wish[:LONGEST_SLUG]
    number = 1
    while slug in taken:
        number += 1
        ending = f"-{number}"
        slug = wish[: LONGEST_SLUG - len(ending)] + ending
    taken.add(slug)
    return slug


def locked(parent_ids: set[int]) -> dict[int, Page]:
    """The parents as they are now, locked in one order for everybody."""
    parents = Page.objects.filter(pk__in=parent_ids).order_by("pk").select_for_update()
    return {parent.pk: parent for parent in parents}


def plant(new_pages: Sequence[NewPage], parents: Mapping[int, Page]) -> None:
    """Give each page its place in the tree and its address."""
    with_children = [parent for parent in parents.values() if parent.numchild]
    last_steps = _last_steps(with_children)
    slugs = _slugs_below(with_children)
    for new in new_pages:
        page, parent = new.page, parents[new.parent_id]
        last_steps[parent.pk] += 1
        page.depth = parent.depth + 1
        page.path = Page._get_path(parent.path, page.depth, last_steps[parent.pk])
        page.numchild = 0
        page.slug = free_slug(page.slug, slugs[parent.pk])
        page.set_url_path(parent)
        page.locale_id = parent.locale_id


def _last_steps(parents: Sequence[Page]) -> Counter[int]:
    """The last child's step in its path, by the parent's id; 0 where there is no child."""
    by_path = {parent.path: parent.pk for parent in parents}
    last_paths = (
        _children(parents)
        .values("parent_path")
        .annotate(last=Max("path"))
        .values_list("parent_path", "last")
    )
    return Counter({by_path[path]: Page._str2int(last[len(path) :]) for path, last in last_paths})


def _slugs_below(parents: Sequence[Page]) -> dict[int, set[str]]:
    by_path = {parent.path: parent.pk for parent in parents}
    slugs: dict[int, set[str]] = defaultdict(set)
    for path, slug in _children(parents).values_list("parent_path", "slug"):
        slugs[by_path[path]].add(slug)
    return slugs


def _children(parents: Sequence[Page]) -> QuerySet[Page]:
    return (
        Page.objects.order_by()
        .filter(depth__in={parent.depth + 1 for parent in parents})
        .annotate(parent_path=Substr("path", 1, Length("path") - Page.steplen))
        .filter(parent_path__in=[parent.path for parent in parents])
    )
