"""What the search over everything says of organisations."""

from django.http import HttpRequest
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.site_search import Group, best_hits, list_address
from organisations.directory import directory
from organisations.models import OrganisationIndexPage, OrganisationPage

_address_of_list = list_address(OrganisationIndexPage)


def found_organisations(words: str, request: HttpRequest) -> Group:
    """The organisations that fit best, and the way to the list of all of them."""
    answer = directory().answer(words, {})
    return Group(
        key="organisationen",
        title=_("Organisations"),
        count=answer.count,
        hits=best_hits(
            answer,
            OrganisationPage.objects.all(),
            request,
            words=words,
            preline="kind__label",
            text="pitch",
        ),
        url=_address_of_list(request, urlencode({"q": words})),
        all_label=ngettext(
            "Show %(number)d organisation in the list",
            "Show all %(number)d organisations",
            answer.count,
        )
        % {"number": answer.count},
        suggestion=answer.suggestion,
        order=200,
    )
