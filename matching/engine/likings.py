"""What somebody likes, can do and would gain, as parts of the sentence that says why it fits."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

LIKED_ACTIVITIES: Mapping[str, Promise] = {
    "begleit-und-besuchsdienste": gettext_lazy("you like visiting and accompanying people"),
    "beratung": gettext_lazy("you like giving advice"),
    "betreuung": gettext_lazy("you like looking after people"),
    "buero-und-verwaltung": gettext_lazy("you like office work"),
    "cafeteria-und-essen": gettext_lazy("you like seeing to food and drink"),
    "fahrdienste": gettext_lazy("you like driving"),
    "freizeitgestaltung": gettext_lazy("you like shaping others’ free time"),
    "gruppenleitung": gettext_lazy("you like leading groups"),
    "hausaufgabenbetreuung": gettext_lazy("you like helping with homework"),
    "musik-und-chor": gettext_lazy("you like making music"),
    "nachbarschaftshilfe": gettext_lazy("you like helping neighbours"),
    "patenschaften": gettext_lazy("you would like to be a mentor"),
    "praktische-arbeiten": gettext_lazy("you like practical work"),
    "projektmitarbeit": gettext_lazy("you like working on projects"),
    "reisebegleitung": gettext_lazy("you like travelling with others"),
    "schulungen": gettext_lazy("you like teaching"),
    "sportkurse": gettext_lazy("you like teaching sports"),
    "sterbebegleitung": gettext_lazy("you would like to accompany the dying"),
    "uebersetzen-und-dolmetschen": gettext_lazy("you like translating"),
    "oeffentlichkeitsarbeit": gettext_lazy("you like public relations work"),
    "vereinsarbeit-und-vorstand": gettext_lazy("you like working for an association"),
    "verkauf": gettext_lazy("you like selling"),
    "vorlesen": gettext_lazy("you like reading aloud"),
    "vortraege-und-fuehrungen": gettext_lazy("you like giving talks and tours"),
    "bewaehrungshilfe": gettext_lazy("you would like to help people on probation"),
}
LIKED_WAYS: Mapping[str, Promise] = {
    "menschen": gettext_lazy("you like being with people"),
    "haende": gettext_lazy("you like working with your hands"),
    "kopf": gettext_lazy("you like working with your head"),
    "draussen": gettext_lazy("you like being outdoors"),
    "digital": gettext_lazy("you like working at the computer or phone"),
}
GAINED: Mapping[str, Promise] = {
    "lernen": gettext_lazy("you are trained"),
    "nachweis": gettext_lazy("you get a certificate"),
    "auslagen": gettext_lazy("expenses are reimbursed"),
    "karte": gettext_lazy("it counts for the Ehrenamtskarte"),
    "menschen": gettext_lazy("you get to know people"),
}
