"""The values that the filters can have, with their labels."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from core.choices import terms_of
from core.forgiving import options
from core.models import Activity, SpokenLanguage, TargetGroup
from opportunities.catalogue.facets import AGES

target_groups = terms_of(TargetGroup)
activities = terms_of(Activity)
languages = terms_of(SpokenLanguage)

time_models = options(
    ("regelmaessig", _("regularly")),
    ("flexibel", _("flexible")),
    ("befristet", _("for a limited time")),
    ("einmalig", _("once")),
    ("springer", _("stepping in when needed")),
)
durations = options(
    ("einmalig", _("once or for a short time")),
    ("dauerhaft", _("lasting")),
)
weekdays = options(
    ("mo", _("Monday")),
    ("di", _("Tuesday")),
    ("mi", _("Wednesday")),
    ("do", _("Thursday")),
    ("fr", _("Friday")),
    ("sa", _("Saturday")),
    ("so", _("Sunday")),
)
times_of_day = options(
    ("vormittags", _("in the morning")),
    ("nachmittags", _("in the afternoon")),
    ("abends", _("in the evening")),
)
hours_per_week = options(
    *(
        (
            str(number),
            ngettext_lazy(
                "at most %(number)d hour a week", "at most %(number)d hours a week", number
            )
            % {"number": number},
        )
        for number in (1, 2, 5, 10)
    )
)
# Says at once why so little is found.
YOUNGER = _("I am younger than 14 (most opportunities begin at 14)")
ages = options(
    ("0", YOUNGER),
    ("14", _("I am 14 or 15")),
    ("16", _("I am 16 or 17")),
    ("18", _("I am 18 or older")),
)
radii = options(*((str(km), _("%(km)s km") % {"km": km}) for km in (2, 5, 10, 25, 50)))
whereabouts = options(
    ("vor-ort", _("on site")),
    ("online", _("online, from anywhere")),
)


def age_group(value: str) -> str:
    """The choice that an age belongs to: `14` for `15`; what is no age stays what it is."""
    if not (value.isascii() and value.isdigit() and len(value) < 4):
        return value
    return str(max((age for age in AGES if age <= int(value)), default=value))
