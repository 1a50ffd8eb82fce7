"""What the search over everything says of all other pages: towns, texts, lists."""

from collections.abc import Iterable, Sequence

from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail.query import PageQuerySet
from wagtail.search.index import SearchField

from core.addresses import address_book
from core.content_version import kept
from core.kept_texts import Document, KeptTexts, Texts
from core.site_search import Group, hit
from core.synonyms import synonyms
from opportunities.models import OpportunityPage
from organisations.models import OrganisationPage

SHOWN = 10
TITLE_FIELDS = frozenset({"title", "seo_title", "draft_title"})
WEIGHTS = (3.0, 1.0)  # title; everything else


def found_pages(words: str, request: HttpRequest) -> Group:
    """The pages that are neither opportunity nor organisation; there are never many."""
    texts = _texts()
    found = texts.index.search(words, synonyms())
    best = found.rows[(-found.scores).argsort(kind="stable")]
    keys = [key for row in best[:SHOWN] if (key := texts.keys[row]) is not None]
    pages = {page.pk: page for page in Page.objects.filter(pk__in=keys).specific()}
    address_of = address_book(request)
    return Group(
        key="seiten",
        title=_("Pages"),
        count=len(best),
        hits=[
            hit(
                title=page.title,
                url=address_of(page),
                preline=capfirst(str(page._meta.verbose_name)),
                text=getattr(page, "teaser", "") or _words(page),
                words=words,
            )
            for key in keys
            if (page := pages.get(key))
        ],
        suggestion=texts.index.suggest(words, synonyms()),
        order=300,
    )


def _searchable() -> PageQuerySet:
    pages = Page.objects.live().public().filter(depth__gt=1)
    return pages.not_type(OpportunityPage, OrganisationPage).order_by("path")


def _documents(keys: Sequence[int]) -> Iterable[tuple[int, Document]]:
    for page in Page.objects.filter(pk__in=keys).specific():
        yield page.pk, (page.title, _words(page))


def _words(page: Page) -> str:
    """All that an editor has written on the page, as plain text."""
    found: list[str] = []
    for field in page.get_search_fields():
        if isinstance(field, SearchField) and field.field_name not in TITLE_FIELDS:
            value = field.get_value(page)
            found += [value] if isinstance(value, str) else [str(one) for one in value or ()]
    return " ".join(dict.fromkeys(found))


_kept_texts = KeptTexts(read=_documents, weights=WEIGHTS)


@kept
def _texts() -> Texts:
    rows = _searchable().values_list("pk", "last_published_at", "latest_revision_id")
    return _kept_texts.follow({key: stamp for key, *stamp in rows})
