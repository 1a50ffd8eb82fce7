"""How one likes to do something, and by which entries of the lists an offer is of that kind."""

from collections.abc import Mapping

# By way and filter the values that show it. Entries that an association has struck out or added
# itself simply don't count.
WAYS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "menschen": {
        "taetigkeit": (
            "begleit-und-besuchsdienste",
            "beratung",
            "betreuung",
            "freizeitgestaltung",
            "gruppenleitung",
            "hausaufgabenbetreuung",
            "nachbarschaftshilfe",
            "patenschaften",
            "reisebegleitung",
            "sterbebegleitung",
            "vorlesen",
            "bewaehrungshilfe",
        ),
    },
    "haende": {
        "taetigkeit": ("praktische-arbeiten", "cafeteria-und-essen", "fahrdienste", "verkauf"),
        "mitbringen": ("handwerk",),
    },
    "kopf": {
        "taetigkeit": (
            "beratung",
            "buero-und-verwaltung",
            "oeffentlichkeitsarbeit",
            "projektmitarbeit",
            "schulungen",
            "uebersetzen-und-dolmetschen",
            "vereinsarbeit-und-vorstand",
            "vortraege-und-fuehrungen",
        ),
        "bereich": ("politik", "beruf", "justiz"),
        "mitbringen": ("buchhaltung",),
    },
    "draussen": {
        "bereich": ("umwelt-tiere", "rettung-feuerwehr", "sport"),
        "zielgruppe": ("tiere",),
        "taetigkeit": (
            "reisebegleitung",
            "sportkurse",
            "freizeitgestaltung",
            "praktische-arbeiten",
        ),
    },
    "digital": {"wie": ("online",), "mitbringen": ("edv",)},
}

# Of ways that no list shows by itself, the words of which an offer must also have one: sewing for
# the repair café is filed under environment, too.
SAID: Mapping[str, str] = {
    "draussen": (
        "draußen Freigelände Garten Wald Wiese Streuobstwiese Baum Hecke Weide Acker Beet Aue Bach"
        " Tümpel Teich Badesee Hafenbecken Strand Meer Stall Ernte Imker Bienenvolk Nistkasten"
        " Niströhre Vogel Esel Pferd Blumenzwiebel gießen mähen keschern Gassi spazieren wandern"
        " Wanderung Radtour Fahrradtour Lauftreff Sportplatz Fußballplatz Spielfeld Zeltlager"
        " Ferienlager Gummistiefel Löschzug"
    ),
}
