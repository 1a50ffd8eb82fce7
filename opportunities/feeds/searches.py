"""A search as it is taken along: which offers, what it is called, where its list is."""

from dataclasses import replace
from functools import cached_property

from django.http import HttpRequest
from django.utils.translation import gettext as _

from core.context_processors import association_settings
from opportunities.catalogue import Order, catalogue
from opportunities.filters import OpportunityFilterSet
from opportunities.models import OpportunityIndexPage


class Search:
    """What the parameters of `request`'s address ask for."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.filters = OpportunityFilterSet(request.GET)

    @property
    def query(self) -> str:
        """The parameters in one order, without what made no sense."""
        return self.filters.query

    @cached_property
    def title(self) -> str:
        return _("{search} – {association}").format(
            search=self.filters.title, association=self.association
        )

    @cached_property
    def association(self) -> str:
        return association_settings(self.request).name

    @cached_property
    def index(self) -> OpportunityIndexPage | None:
        return OpportunityIndexPage.objects.live().public().first()

    @cached_property
    def list_url(self) -> str:
        """The full address of the page that lists the same."""
        path = self.index.get_url(self.request) if self.index else "/"
        return self.absolute(f"{path}?{self.query}" if self.query else path)

    def url_of(self, path: str) -> str:
        """The full address of this search at `path`."""
        return self.absolute(f"{path}?{self.query}" if self.query else path)

    def absolute(self, address: str) -> str:
        return self.request.build_absolute_uri(address)

    def keys(self, most: int) -> list[int]:
        """The first offers in the order that was asked for, by primary key."""
        return self.filters.answer.keys(0, most)

    def newest(self, most: int) -> list[int]:
        """The newest offers, whatever order was asked for."""
        question = replace(self.filters.question, order=Order.NEWEST)
        return catalogue().answer(question).keys(0, most)
