import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_safe

from core.content_version import KeptMap
from core.context_processors import association_settings
from opportunities.feeds.searches import Search
from opportunities.printing.document import PrintedList
from opportunities.printing.rows import printed_offers
from opportunities.timewords import day_in_words

MOST = 200  # offers: some fifty pages; who wants more wants data

# By address, day and language; the last few, because drawing one takes longer than a page.
_kept: KeptMap[tuple[str, dt.date, str | None], bytes] = KeptMap(size=16)


@require_safe
@conditional_page
def pdf(request: HttpRequest) -> HttpResponse:
    """A search as a list to be printed: `/angebote/liste.pdf`."""
    search = Search(request)
    today = timezone.localdate()
    key = (search.list_url, today, get_language())
    content = _kept.get_or_make(key, lambda: _printed_list(search, today).render())
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = 'inline; filename="angebote.pdf"'
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _printed_list(search: Search, today: dt.date) -> PrintedList:
    count = search.filters.answer.count
    offers = printed_offers(search, search.keys(MOST), today=today)
    return PrintedList(
        title=search.filters.title,
        author=search.association,
        day=today,
        subject=_note(count, len(offers), today),
        foot=search.list_url,
        accent=association_settings(search.request).accent_colour,
        offers=offers,
    )


def _note(count: int, shown: int, today: dt.date) -> str:
    as_of = _("As of {day}").format(day=day_in_words(today))
    if count > MOST:
        number = _("the first {shown} of {count} opportunities").format(shown=shown, count=count)
    else:
        number = ngettext("{count} opportunity", "{count} opportunities", shown).format(count=shown)
    return f"{as_of} · {number}"
