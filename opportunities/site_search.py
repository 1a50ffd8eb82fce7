"""What the search over everything says of opportunities."""

from django.http import HttpRequest, QueryDict
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.addresses import address_book
from core.content_version import kept
from core.site_search import Group, hit
from opportunities.filters import OpportunityFilterSet
from opportunities.models import OpportunityIndexPage, OpportunityPage

SHOWN = 5


def found_opportunities(words: str, request: HttpRequest) -> Group:
    """The best of the open opportunities, and the way to the list of all that fit."""
    filters = OpportunityFilterSet(QueryDict(urlencode({"q": words})))
    answer = filters.answer
    keys = answer.keys(0, SHOWN)
    rows = OpportunityPage.objects.filter(pk__in=keys).values_list(
        "pk", "url_path", "title", "organisation__title", "summary", named=True
    )
    by_key = {row.pk: row for row in rows}
    address_of = address_book(request)
    index_page = _index_page()
    suggestion = filters.suggestion
    return Group(
        key="angebote",
        title=_("Opportunities"),
        count=answer.count,
        hits=[
            hit(
                title=row.title,
                url=address_of(row),
                preline=row.organisation__title or "",
                text=row.summary,
                words=filters.words,
            )
            for key in keys
            if (row := by_key.get(key))
        ],
        url=f"{address_of(index_page)}?{filters.query}" if index_page else "",
        all_label=ngettext(
            "Show %(number)d opportunity in the list",
            "Show all %(number)d opportunities",
            answer.count,
        )
        % {"number": answer.count},
        suggestion=suggestion.label if suggestion else None,
        order=100,
    )


@kept
def _index_page() -> OpportunityIndexPage | None:
    page: OpportunityIndexPage | None = OpportunityIndexPage.objects.live().first()
    return page
