"""Three shops: a bakery with two places, a pool in the next town, one valid everywhere."""

import datetime as dt
from types import SimpleNamespace

from tests.partners.public.rows import LUENEN, SELM, shop
from tests.shared_rows import shared_rows

FAR_AWAY = dt.date(2099, 1, 1)


@shared_rows
def shops(luenen, selm):
    bakery = shop(
        luenen,
        "Bäckerei Korn",
        {"kind": "percent", "percent": 10, "title": "10 % auf Kuchen", "companions": 1},
        {"title": "Später einmal", "valid_from": FAR_AWAY},
        places=(
            LUENEN | {"street": "Mehlgasse 4", "opening_hours": "Mo–Fr 6–18 Uhr"},
            SELM | {"street": "Ofenweg 1", "opening_hours": "Sa 8–12 Uhr"},
        ),
        category="essen-und-trinken",
        intro="Sauerteig seit 1903.",
        step_free=True,
    )
    pool = shop(
        selm,
        "Auenbad",
        {"kind": "price", "price": 2, "regular_price": "4.50", "title": "Einzelkarte"},
        {"kind": "free_entry", "title": "Freier Eintritt", "for_standard": False},
        places=(SELM | {"opening_hours": "täglich außer Mo 10–20 Uhr"},),
        category="sport",
    )
    online = shop(luenen, "Netzladen", places=(), in_all_towns=True, website="https://netz.example")
    return SimpleNamespace(bakery=bakery, pool=pool, online=online)
