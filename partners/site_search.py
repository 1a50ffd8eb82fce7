"""What the search over everything says of the shops that take the card."""

from django.http import HttpRequest, QueryDict
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.site_search import Group, best_hits, list_address
from partners.filters import PartnerFilterSet
from partners.models import PartnerIndexPage, PartnerPage

_address_of_list = list_address(PartnerIndexPage)


def found_partners(words: str, request: HttpRequest) -> Group:
    """The shops that fit best, and the way to the list of all of them."""
    filters = PartnerFilterSet(QueryDict(urlencode({"q": words})))
    answer = filters.answer
    return Group(
        key="verguenstigungen",
        title=_("Benefits"),
        count=answer.count,
        hits=best_hits(
            answer,
            PartnerPage.objects.all(),
            request,
            words=words,
            preline="category__label",
            text="intro",
        ),
        url=_address_of_list(request, filters.query),
        all_label=ngettext(
            "Show %(number)d place in the list", "Show all %(number)d places", answer.count
        )
        % {"number": answer.count},
        suggestion=answer.suggestion,
        order=300,
    )
