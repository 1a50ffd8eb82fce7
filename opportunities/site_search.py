"""What the search over everything says of opportunities."""

from django.http import HttpRequest, QueryDict
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.site_search import Group, best_hits, list_address
from opportunities.filters import OpportunityFilterSet
from opportunities.models import OpportunityIndexPage, OpportunityPage

_address_of_list = list_address(OpportunityIndexPage)


def found_opportunities(words: str, request: HttpRequest) -> Group:
    """The best of the open opportunities, and the way to the list of all that fit."""
    filters = OpportunityFilterSet(QueryDict(urlencode({"q": words})))
    answer, suggestion = filters.answer, filters.suggestion
    return Group(
        key="angebote",
        title=_("Opportunities"),
        count=answer.count,
        hits=best_hits(
            answer,
            OpportunityPage.objects.all(),
            request,
            words=filters.words,
            preline="organisation__title",
            text="summary",
        ),
        url=_address_of_list(request, filters.query),
        all_label=ngettext(
            "Show %(number)d opportunity in the list",
            "Show all %(number)d opportunities",
            answer.count,
        )
        % {"number": answer.count},
        suggestion=suggestion.label if suggestion else None,
        order=100,
    )
