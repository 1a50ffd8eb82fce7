"""The parameters of addresses, and how they stand in the form."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from core.choices import fields_of_engagement
from core.filters import ForgivingFilterSet, Group
from core.forgiving import DayFilter, LineFilter, OptionFilter, OptionsFilter, options
from municipalities.choices import towns
from opportunities.catalogue import Order
from opportunities.filters import choices


def _yes(label: Promise) -> OptionFilter:
    """A filter that is either set or not."""
    return OptionFilter(label=label, options=options(("1", label)))


class OpportunityParameters(ForgivingFilterSet):
    """What an address can say about the opportunities somebody is looking for."""

    label = gettext_lazy("Find opportunities")
    aliases = {"plz": "wo", "radius": "umkreis"}
    bar = ("q", "wo", "umkreis")
    groups = (
        Group("ort", gettext_lazy("Town"), ("ort",), is_open=True),
        Group("bereich", gettext_lazy("Field of engagement"), ("bereich",), is_open=True),
        Group("wann", gettext_lazy("When"), ("tag", "tageszeit", "ab")),
        Group("umfang", gettext_lazy("How often and how long"), ("stunden", "zeit", "dauer")),
        Group("taetigkeit", gettext_lazy("Activity"), ("taetigkeit",)),
        Group("zielgruppe", gettext_lazy("For whom"), ("zielgruppe",)),
        Group(
            "passt",
            gettext_lazy("What suits me"),
            ("alter", "wie", "ohne_vorkenntnisse", "ohne_fuehrungszeugnis", "gruppen"),
        ),
        Group(
            "wissen",
            gettext_lazy("Good to know"),
            ("frei", "ehrenamtskarte", "versichert", "stufenfrei"),
        ),
        Group("sprache", gettext_lazy("Helpful languages"), ("sprache",)),
    )

    q = LineFilter(label=gettext_lazy("What would you like to do?"))
    wo = LineFilter(label=gettext_lazy("Place or postcode"))
    umkreis = OptionFilter(label=gettext_lazy("Radius"), options=choices.radii)
    ort = OptionsFilter(label=gettext_lazy("Town"), options=towns)
    bereich = OptionsFilter(label=gettext_lazy("Field of engagement"), options=fields_of_engagement)
    zielgruppe = OptionsFilter(label=gettext_lazy("For whom"), options=choices.target_groups)
    taetigkeit = OptionsFilter(label=gettext_lazy("Activity"), options=choices.activities)
    zeit = OptionsFilter(label=gettext_lazy("Time model"), options=choices.time_models)
    dauer = OptionsFilter(label=gettext_lazy("One-off or lasting"), options=choices.durations)
    tag = OptionsFilter(label=gettext_lazy("Weekday"), options=choices.weekdays)
    tageszeit = OptionsFilter(label=gettext_lazy("Time of day"), options=choices.times_of_day)
    stunden = OptionFilter(label=gettext_lazy("Hours per week"), options=choices.hours_per_week)
    ab = DayFilter(label=gettext_lazy("I have time from"))
    wie = OptionsFilter(label=gettext_lazy("On site or online"), options=choices.whereabouts)
    alter = OptionFilter(
        label=gettext_lazy("My age"), options=choices.ages, meaning=choices.age_group
    )
    ohne_vorkenntnisse = _yes(gettext_lazy("without prior knowledge"))
    ohne_fuehrungszeugnis = _yes(gettext_lazy("without a certificate of good conduct"))
    gruppen = _yes(gettext_lazy("for groups"))
    frei = _yes(gettext_lazy("still needs people"))
    ehrenamtskarte = _yes(gettext_lazy("counts for the Ehrenamtskarte"))
    versichert = _yes(gettext_lazy("with insurance"))
    stufenfrei = _yes(gettext_lazy("step-free access"))
    sprache = OptionsFilter(label=gettext_lazy("Helpful languages"), options=choices.languages)
    sortierung = OptionFilter(
        label=gettext_lazy("Order"), options=options(*((o.value, o.label) for o in Order))
    )
