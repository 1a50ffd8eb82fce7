"""What the search over everything says of organisations."""

from django.http import HttpRequest
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.addresses import address_book
from core.content_version import kept
from core.site_search import Group, hit
from organisations.directory import directory
from organisations.models import OrganisationIndexPage, OrganisationPage

SHOWN = 5


def found_organisations(words: str, request: HttpRequest) -> Group:
    """The organisations that fit best, and the way to the list of all of them."""
    answer = directory().answer(words, {})
    keys = answer.keys(0, SHOWN)
    rows = OrganisationPage.objects.filter(pk__in=keys).values_list(
        "pk", "url_path", "title", "kind__label", "pitch", named=True
    )
    by_key = {row.pk: row for row in rows}
    address_of = address_book(request)
    index_page = _index_page()
    return Group(
        key="organisationen",
        title=_("Organisations"),
        count=answer.count,
        hits=[
            hit(
                title=row.title,
                url=address_of(row),
                preline=row.kind__label or "",
                text=row.pitch,
                words=words,
            )
            for key in keys
            if (row := by_key.get(key))
        ],
        url=f"{address_of(index_page)}?{urlencode({'q': words})}" if index_page else "",
        all_label=ngettext(
            "Show %(number)d organisation in the list",
            "Show all %(number)d organisations",
            answer.count,
        )
        % {"number": answer.count},
        suggestion=answer.suggestion,
        order=200,
    )


@kept
def _index_page() -> OrganisationIndexPage | None:
    page: OrganisationIndexPage | None = OrganisationIndexPage.objects.live().first()
    return page
