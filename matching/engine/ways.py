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
        "bereich": ("umwelt-tiere", "rettung-feuerwehr"),
        "zielgruppe": ("tiere",),
        "taetigkeit": ("reisebegleitung", "sportkurse"),
    },
    "digital": {"wie": ("online",), "mitbringen": ("edv",)},
}
