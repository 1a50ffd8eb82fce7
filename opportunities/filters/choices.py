"""The values that the filters can have, with their labels."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from core.content_version import kept
from core.forgiving import Option, Options, options
from core.models import Activity, EngagementField, SpokenLanguage, TargetGroup
from core.models.vocabularies import Term
from municipalities.models import Municipality


def terms_of(model: type[Term]) -> Options:
    """The entries of a list that can be chosen, read once until the list changes."""

    @kept
    def read() -> Mapping[str, Option]:
        is_language = model is SpokenLanguage
        rows = model._default_manager.filter(is_active=True).values_list("slug", "label")
        return {slug: Option(slug, label, slug if is_language else "") for slug, label in rows}

    return read


@kept
def towns() -> Mapping[str, Option]:
    rows = Municipality.objects.values_list("slug", "name")
    return {slug: Option(slug, name) for slug, name in rows}


fields_of_engagement = terms_of(EngagementField)
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
ages = options(*((str(age), _("I am %(age)s") % {"age": age}) for age in (14, 16, 18)))
radii = options(*((str(km), _("%(km)s km") % {"km": km}) for km in (2, 5, 10, 25, 50)))
whereabouts = options(
    ("vor-ort", _("on site")),
    ("online", _("online, from anywhere")),
)


def yes(label: object) -> Options:
    """A filter that is either set or not."""
    return options(("1", label))  # type: ignore[arg-type]
