import datetime as dt
import hashlib
from typing import TypedDict

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_safe

from core.addresses import address_book
from core.content_version import KeptMap
from core.context_processors import association_settings
from municipalities.services import german_slug
from partners.cards import benefit_in_short
from partners.filters import PartnerFilterSet
from partners.models import Partner, PartnerIndexPage
from partners.printing.listing import PrintedList
from partners.printing.notice import Poster, Stickers
from partners.printing.rows import printed_towns

MOST = 300  # shops: some thirty pages; who wants more wants data

# The last few, because drawing one takes longer than a page.
_kept: KeptMap[tuple[str, str, dt.date, str | None], bytes] = KeptMap(size=16)


@require_safe
@conditional_page
def pdf(request: HttpRequest) -> HttpResponse:
    """A search as a list to be printed: `/partner/liste.pdf`."""
    filters = PartnerFilterSet(request.GET)
    today = timezone.localdate()
    keys = filters.answer.keys(0, MOST)
    # What is open changes by the minute, so the shops themselves belong to the key.
    digest = hashlib.blake2b(repr(keys).encode(), digest_size=16).hexdigest()
    key = (request.build_absolute_uri(f"?{filters.query}"), digest, today, get_language())
    content = _kept.get_or_make(key, lambda: _list(request, filters, keys, today).render())
    return _pdf(content, "akzeptanzstellen.pdf")


def _list(
    request: HttpRequest, filters: PartnerFilterSet, keys: list[int], today: dt.date
) -> PrintedList:
    association = association_settings(request)
    address_of = address_book(request)
    index = PartnerIndexPage.objects.live().public().first()
    path = address_of(index) if index else "/"
    number = ngettext("{count} place", "{count} places", len(keys)).format(count=len(keys))
    if filters.answer.count > MOST:
        number = _("the first {shown} of {count} places").format(
            shown=MOST, count=filters.answer.count
        )
    as_of = _("As of {day}").format(day=date_format(today, "DATE_FORMAT"))
    return PrintedList(
        title=filters.title if filters.is_narrowed else _("Benefits with the Ehrenamtskarte"),
        author=association.name,
        day=today,
        subject=f"{as_of} · {number}",
        foot=request.build_absolute_uri(f"{path}?{filters.query}" if filters.query else path),
        accent=association.accent_colour,
        towns=printed_towns(
            keys,
            address_of=lambda page: request.build_absolute_uri(address_of(page)),
            today=today,
        ),
    )


@require_safe
@conditional_page
def stickers(request: HttpRequest, pk: int) -> HttpResponse:
    """A sheet of stickers for a shop's door: `/partner/<pk>/aufkleber.pdf`."""
    partner = _partner(pk)
    title = _("Stickers for {name}").format(name=partner.name)
    notice = Stickers(title=title, **_facts(request, partner))
    return _pdf(notice.render(), f"aufkleber-{german_slug(partner.name)}.pdf")


@require_safe
@conditional_page
def poster(request: HttpRequest, pk: int) -> HttpResponse:
    """A poster for a shop's window: `/partner/<pk>/plakat.pdf`."""
    partner = _partner(pk)
    today = timezone.localdate()
    benefits = partner.benefits.current().on_day(today).order_by("sort_order", "pk")
    notice = Poster(
        title=_("Poster for {name}").format(name=partner.name),
        **_facts(request, partner),
        benefits=[benefit_in_short(benefit) for benefit in benefits],
    )
    return _pdf(notice.render(), f"plakat-{german_slug(partner.name)}.pdf")


def _partner(pk: int) -> Partner:
    partner = Partner.objects.taking_part().filter(pk=pk, page__live=True).first()
    if partner is None:
        raise Http404
    return partner


class Facts(TypedDict):
    """What sticker and poster have in common."""

    author: str
    day: dt.date
    accent: str
    partner: str
    code: str


def _facts(request: HttpRequest, partner: Partner) -> Facts:
    association = association_settings(request)
    return {
        "author": association.name,
        "day": timezone.localdate(),
        "accent": association.accent_colour,
        "partner": partner.name,
        "code": code_address(request, partner),
    }


def code_address(request: HttpRequest, partner: Partner) -> str:
    """What a shop's own code says: in capitals, which makes it smaller and easier to read."""
    return request.build_absolute_uri(reverse("partner_code", args=[partner.pk])).upper()


def _pdf(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
