"""The lists to choose from, as data."""

from collections.abc import Sequence
from typing import NamedTuple

from django.http import Http404, HttpRequest
from pydantic import BaseModel, Field

from core.api.routing import OpenRouter
from core.api.words import later as _
from core.models import Term


class Vocabulary(NamedTuple):
    """A list of the API: its name in addresses, the model, the filter that takes its slugs."""

    name: str
    model: type[Term]
    parameter: str | None = None


class Entry(BaseModel):
    """An entry of a list."""

    slug: str = Field(description=_("as in addresses; never changes"))
    label: str = Field(description=_("German words for people"))
    is_active: bool = Field(
        description=_("whether it can still be chosen; old offers may still carry it if not")
    )


class TermList(BaseModel):
    """A list to choose from."""

    name: str = Field(description=_("as in the address of the list"))
    label: str = Field(description=_("German words for people"))
    parameter: str | None = Field(
        description=_("the filter that takes these slugs as values; null if there is none")
    )
    entries: list[Entry] = Field(description=_("in the association's order"))


def lists_router(vocabularies: Sequence[Vocabulary], *, tag: str) -> OpenRouter:
    """Addresses for these lists: all at once, and each alone."""
    router = OpenRouter(tag=tag)
    by_name = {vocabulary.name: vocabulary for vocabulary in vocabularies}

    @router.json(
        "",
        "lists",
        list[TermList],
        summary=_("All lists"),
        description=_(
            "Fields of engagement, target groups, activities, requirements, languages and kinds "
            "of organisations, each with slugs and labels."
        ),
    )
    def all_lists(request: HttpRequest) -> list[TermList]:
        return [_read(vocabulary) for vocabulary in vocabularies]

    @router.json(
        "/{slug:name}",
        "list",
        TermList,
        summary=_("One list"),
        description=_("A list by its name."),
    )
    def one_list(request: HttpRequest, name: str) -> TermList:
        if name not in by_name:
            raise Http404
        return _read(by_name[name])

    return router


def _read(vocabulary: Vocabulary) -> TermList:
    model = vocabulary.model
    return TermList(
        name=vocabulary.name,
        label=str(model._meta.verbose_name_plural),
        parameter=vocabulary.parameter,
        entries=[
            Entry(slug=term.slug, label=term.label, is_active=term.is_active)
            for term in model._default_manager.all()
        ],
    )
