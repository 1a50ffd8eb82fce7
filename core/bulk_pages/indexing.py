"""What Wagtail's signal handlers do after each save, for many pages at once."""

from collections.abc import Sequence
from copy import copy

from django.contrib.contenttypes.models import ContentType
from modelsearch.backends import get_search_backends
from modelsearch.index import AutocompleteField, BaseField, SearchField, class_is_indexed
from wagtail.models import Page, ReferenceIndex

from core.bulk_pages.rows import ROWS_AT_ONCE, base_content_type, by_model


def index_pages(pages: Sequence[Page]) -> None:
    """What Wagtail's signal handlers do after a save, for all at once."""
    for model, same in by_model(pages):
        _index_references(model, same)
        if class_is_indexed(model) and getattr(model, "search_auto_update", True):
            index_texts(model, same)


def index_texts(model: type[Page], pages: Sequence[Page]) -> None:
    """Put pages of one class into Wagtail's search, or what is new of them."""
    for backend in get_search_backends(with_auto_update=True):
        backend.add_bulk(model, [_Searchable(page) for page in pages])


class _Searchable:
    """A page to a search backend that asks for every value several times.

    Taking the text out of rich text is most of what indexing costs.
    """

    def __init__(self, page: Page) -> None:
        self.pk = page.pk
        self._page = page

    def get_search_fields(self) -> list[BaseField]:
        return [self._answered(field) for field in self._page.get_search_fields()]

    def _answered(self, field: BaseField) -> BaseField:
        if not isinstance(field, SearchField | AutocompleteField):
            return field
        answered = copy(field)
        value = field.get_value(self._page)
        answered.get_value = lambda _instance: value
        return answered


def _index_references(model: type[Page], pages: Sequence[Page]) -> None:
    if not ReferenceIndex.is_indexed(model):
        return
    base = base_content_type()
    content_type = ContentType.objects.get_for_model(model, for_concrete_model=False)
    ReferenceIndex.objects.filter(
        base_content_type=base, object_id__in=[str(page.pk) for page in pages]
    ).delete()
    ReferenceIndex.objects.bulk_create(
        [
            ReferenceIndex(
                content_type=content_type,
                base_content_type=base,
                object_id=str(page.pk),
                to_content_type_id=to_content_type_id,
                to_object_id=to_object_id,
                model_path=model_path,
                content_path=content_path,
                content_path_hash=ReferenceIndex._get_content_path_hash(content_path),
            )
            for page in pages
            for to_content_type_id, to_object_id, model_path, content_path in set(
                ReferenceIndex._extract_references_from_object(page)
            )
        ],
        batch_size=ROWS_AT_ONCE,
    )
