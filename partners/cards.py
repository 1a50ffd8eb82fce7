"""Partner shops as they stand in lists."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch
from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.addresses import address_book
from core.cards import CardShelf
from core.icons import icon, icon_names
from partners.conditions import price_in_words
from partners.enums import BenefitKind
from partners.models import Benefit, PartnerPage
from partners.querysets import BenefitQuerySet

MARKED = ("title", "intro")  # what a search shows its words in
MOST_BENEFITS = 3  # that a card names
FALLBACK = "card"


@dataclass(frozen=True, slots=True)
class PartnerCard:
    key: int
    title: str
    url: str
    category: str
    category_icon: SafeString
    intro: str
    benefits: list[str]
    more: str  # how many benefits are not named
    place: str
    place_icon: SafeString
    benefit_icon: SafeString


def category_icon(page: PartnerPage) -> SafeString:
    """The symbol of a shop's category; editors may have written a name we do not have."""
    name = page.category.icon if page.category else ""
    return icon(name if name in icon_names() else FALLBACK)


def benefit_in_short(benefit: Benefit) -> str:
    """One line: its title, with the price where the title does not say it."""
    price = price_in_words(benefit) if benefit.kind == BenefitKind.PRICE else ""
    if not price or "€" in benefit.title:
        return benefit.title
    return f"{benefit.title}: {price}"


def places_in_words(page: PartnerPage) -> str:
    """`Lange Straße 3, Lünen`; of several places their towns."""
    places = [branch.public_place for branch in page.branches.all()]
    if page.record.in_all_towns:
        return _("in all towns")
    if len(places) == 1:
        [place] = places
        return ", ".join(part for part in (place.street, place.short) if part)
    towns = list(dict.fromkeys(place.city for place in places if place.city))
    if not towns:
        return page.municipality.name if page.municipality else ""
    number = len(places)
    where = ", ".join(towns[:3]) if len(towns) < 4 else f"{', '.join(towns[:3])} …"
    return ngettext("{number} place: {towns}", "{number} places: {towns}", number).format(
        number=number, towns=where
    )


def offered_by(page: PartnerPage) -> list[Benefit]:
    """What a shop gives today, as `offering` has prefetched it."""
    found: list[Benefit] = vars(page.record)["offered"]
    return found


def offering(benefits: BenefitQuerySet) -> Prefetch:
    """The `benefits` that hold today, for many shops in one query; read by `offered_by`."""
    today = benefits.current().on_day(timezone.localdate()).order_by("sort_order", "pk")
    return Prefetch("record__benefits", queryset=today, to_attr="offered")


def read_cards(keys: Iterable[int]) -> list[PartnerPage]:
    """The pages with everything their cards show, in a fixed number of queries."""
    pages = PartnerPage.objects.filter(pk__in=keys, record__isnull=False)
    return list(
        pages.select_related("category", "municipality", "record").prefetch_related(
            "branches", offering(Benefit.objects.all())
        )
    )


def partner_cards(pages: Iterable[PartnerPage], request: HttpRequest | None) -> list[PartnerCard]:
    """Cards for what `read_cards` has read."""
    address_of = address_book(request)
    return [_card(page, address_of(page)) for page in pages]


def _card(page: PartnerPage, url: str) -> PartnerCard:
    offered = offered_by(page)
    left = len(offered) - MOST_BENEFITS
    more = ngettext("and one more", "and {number} more", left).format(number=left)
    return PartnerCard(
        key=page.pk,
        title=page.title,
        url=url,
        category=page.category.label if page.category else "",
        category_icon=category_icon(page),
        intro=page.intro,
        benefits=[benefit_in_short(one) for one in offered[:MOST_BENEFITS]],
        more=more if left > 0 else "",
        place=places_in_words(page),
        place_icon=icon("place"),
        benefit_icon=icon("check"),
    )


card_shelf = CardShelf(
    template="components/partner_card.html", read=read_cards, describe=partner_cards
)
