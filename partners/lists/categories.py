"""What a list calls a category, and which of ours that is."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from partners.lists.column_names import plain
from partners.lists.shops import Shop
from partners.models import PartnerCategory, PartnerList

# Words in names and benefits that tell what a shop is, by our categories' address parts.
_TELLING: Final = {
    "essen-und-trinken": ("cafe", "restaurant", "mittag", "baecker", "gastst", "pizz", "eis"),
    "einkaufen": ("shop", "laden", "buch", "mode", "markt", "blumen", "kaufhaus", "optik"),
    "kultur": ("museum", "theater", "kino", "oper", "kunst", "konzert", "kultur", "galerie"),
    "sport": ("bad", "sport", "fitness", "schwimm", "tanz", "ballett", "turnen", "yoga"),
    "freizeit": ("zoo", "tiergarten", "park", "fuehrung", "ausflug", "burg", "freizeit"),
    "gesundheit": ("apotheke", "massage", "physio", "sauna", "gesund", "kosmetik", "friseur"),
    "bildung": ("volkshochschule", "bildung", "kurs", "biblioth", "musikschule", "nachhilfe"),
    "dienstleistung": ("umzug", "reinigung", "werkstatt", "handwerk", "service", "versicher"),
    "unterwegs": ("verkehr", "fahrrad", "bus", "roller", "scooter", "taxi", "ticket"),
    "uebernachten": ("hotel", "pension", "jugendherberge", "camping"),
}


class CategoryBook:
    """Our categories by what a list calls them: as somebody said, else by the same name."""

    def __init__(self, partner_list: PartnerList) -> None:
        ours = list(PartnerCategory.objects.all())
        self._by_name = {plain(name): one for one in ours for name in (one.label, one.slug)}
        self._by_slug = {one.slug: one for one in ours}
        self._said: Mapping[str, str] = partner_list.categories

    def get(self, name: str) -> PartnerCategory | None:
        """Ours; None if nobody has said which that is, or that it is none."""
        if name in self._said:
            return self._by_slug.get(self._said[name])
        return self._by_name.get(plain(name)) if name else None

    def is_said(self, name: str) -> bool:
        """Whether somebody has said which of ours it is, or that it is none."""
        return bool(name) and name in self._said

    def is_open(self, name: str) -> bool:
        """Whether somebody still has to say which of ours it is."""
        return bool(name) and name not in self._said and self.get(name) is None


def open_categories(shops: Iterable[Shop], book: CategoryBook) -> list[dict[str, object]]:
    """Names of the list that are none of ours: how many shops, some of them, and a guess."""
    return _categories(shops, book.is_open)


def said_categories(shops: Iterable[Shop], book: CategoryBook) -> list[dict[str, object]]:
    """Names of the list of which somebody has said what they are, as `open_categories`."""
    return _categories(shops, book.is_said)


def _categories(shops: Iterable[Shop], is_wanted: Callable[[str], bool]) -> list[dict[str, object]]:
    shops_of: dict[str, list[Shop]] = {}
    for shop in shops:
        name = shop.text("category")
        if is_wanted(name):
            shops_of.setdefault(name, []).append(shop)
    return [
        {
            "name": name,
            "number": len(shops),
            "examples": [shop.name for shop in shops[:3]],
            "guess": _guess(shops),
        }
        for name, shops in sorted(shops_of.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    ]


def _guess(shops: list[Shop]) -> str:
    """The category that at least half of the shops' names speak of; "" if none."""
    votes: Counter[str] = Counter()
    for shop in shops:
        words = plain(shop.name)
        votes.update(slug for slug, telling in _TELLING.items() if any(w in words for w in telling))
    slug, number = votes.most_common(1)[0] if votes else ("", 0)
    return slug if number * 2 >= len(shops) else ""
