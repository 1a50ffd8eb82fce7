"""Offers that are not open any more although dates of theirs are still to come.

Who has such a date in a calendar must learn that it is cancelled. A page that was taken down may
have been edited since, and what an editor tries out is nobody else's: everything here is read
from the revision that was published last.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, Subquery
from wagtail.models import PageLogEntry, Revision

from core.german import analyse
from core.html_cleaning import plain_line
from municipalities.models import Municipality
from opportunities.catalogue import Question
from opportunities.catalogue.facets import TERMS, TIME_MODELS, TOWN
from opportunities.models import OpportunityDate, OpportunityPage

MOST = 200  # offers, those published last

# Filters that the last published revision can answer; by the others a cancelled date counts as
# found, because one too many is better than one that nobody hears of.
_LISTS = {facet: (field, model) for field, (facet, model) in TERMS.items()}


@dataclass(frozen=True)
class LapsedOffer:
    """One that was open, as it was when it was last published."""

    page: OpportunityPage
    content: Mapping[str, Any]

    @property
    def key(self) -> UUID:
        key: UUID = self.page.translation_key
        return key

    @property
    def title(self) -> str:
        return str(self.content["title"])

    @property
    def is_cancelled(self) -> bool:
        """Whether it was taken down; otherwise one only can't join any more."""
        return not self.page.live

    @cached_property
    def dates(self) -> list[OpportunityDate]:
        found = (
            OpportunityDate(
                takes_place_on=dt.date.fromisoformat(row["takes_place_on"]),
                starts_at=_time(row.get("starts_at")),
                ends_at=_time(row.get("ends_at")),
            )
            for row in self.content.get("dates", ())
        )
        return sorted(found, key=lambda date: (date.takes_place_on, date.starts_at or dt.time.min))

    @cached_property
    def terms(self) -> frozenset[str]:
        texts = (self.content.get(name) or "" for name in ("title", "summary", "description"))
        return frozenset(analyse(plain_line(" ".join(texts))))


def lapsed_offers(question: Question, *, today: dt.date) -> Iterator[LapsedOffer]:
    """Those with dates from `today` on that would fit `question`."""
    published = PageLogEntry.objects.filter(
        page=OuterRef("pk"), action="wagtail.publish", revision__isnull=False
    ).order_by("-timestamp", "-pk")
    pages = list(
        OpportunityPage.objects.filter(Q(live=False) | Q(open_until__lt=today))
        .filter(
            Exists(
                OpportunityDate.objects.filter(
                    opportunity=OuterRef("pk"), takes_place_on__gte=today
                )
            ),
            first_published_at__isnull=False,
            last_published_at__isnull=False,
        )
        .public()
        .annotate(published=Subquery(published.values("revision")[:1]))
        .order_by("-last_published_at", "pk")[:MOST]
    )
    for page in pages:
        page.published = page.live_revision_id or page.published
    revisions = Revision.objects.filter(pk__in=[page.published for page in pages])
    contents = dict(revisions.values_list("pk", "content"))
    matches = _matcher(question)
    for page in pages:
        if page.published in contents:
            offer = LapsedOffer(page, contents[page.published])
            if matches(offer) and any(date.takes_place_on >= today for date in offer.dates):
                yield offer


def _matcher(question: Question) -> Any:
    """A function that tells whether a lapsed offer would fit; three queries at most."""
    choices = question.choices
    words = frozenset(analyse(question.words)) if question.words else frozenset()
    towns: set[int] = set()
    if TOWN in choices:
        towns = set(
            Municipality.objects.filter(slug__in=choices[TOWN]).values_list("pk", flat=True)
        )
    lists = {
        field: set(
            model._default_manager.filter(slug__in=choices[facet]).values_list("pk", flat=True)
        )
        for facet, (field, model) in _LISTS.items()
        if facet in choices
    }

    def matches(offer: LapsedOffer) -> bool:
        if TOWN in choices and offer.page.municipality_id not in towns:
            return False
        if "zeit" in choices and (
            TIME_MODELS.get(offer.content.get("time_model", "")) not in choices["zeit"]
        ):
            return False
        if words and not words & offer.terms:
            return False
        return all(keys & set(offer.content.get(field) or ()) for field, keys in lists.items())

    return matches


def _time(text: str | None) -> dt.time | None:
    return dt.time.fromisoformat(text) if text else None
