"""The catalogue's questions answered by plain django-filter on the database, to compare with.

A grouped query for each filter's counts; words are looked for in titles only, which is the least
it could do.
"""

from typing import Any

# Filter -> (lookup, whether its values are terms of a list)
LOOKUPS = {
    "ort": "municipality__slug",
    "bereich": "engagement_fields__slug",
    "zielgruppe": "target_groups__slug",
    "taetigkeit": "activities__slug",
    "sprache": "languages__slug",
    "tag": "slots__weekday",
    "zeit": "time_model",
    "wie": "whereabouts",
}
FLAGS = {
    "stufenfrei": "is_step_free",
    "versichert": "has_insurance",
    "ehrenamtskarte": "counts_for_card",
    "gruppen": "suits_groups",
}
DATABASE_VALUES = {
    "einmalig": "once",
    "regelmaessig": "regular",
    "befristet": "project",
    "flexibel": "flexible",
    "springer": "standby",
    "vor-ort": "on_site",
    "online": "online",
}


def make_filter_set() -> Any:
    """Plain django-filter over the same columns, as one would write it first."""
    import django_filters

    class Values(django_filters.BaseInFilter, django_filters.CharFilter):
        pass

    names = {
        name: Values(field_name=lookup, lookup_expr="in", distinct="__" in lookup)
        for name, lookup in LOOKUPS.items()
    }
    flags = {
        name: django_filters.BooleanFilter(field_name=column) for name, column in FLAGS.items()
    }
    words = django_filters.CharFilter(field_name="title", lookup_expr="icontains")
    return type("Filters", (django_filters.FilterSet,), {**names, **flags, "q": words})


def answer(filters: Any, asked: Any) -> Any:
    from django.db.models import Count, Q

    from opportunities.models import OpportunityPage

    parameters: dict[str, str] = {"q": asked.words} if asked.words else {}
    for facet, values in asked.choices.items():
        known = [DATABASE_VALUES.get(value, value) for value in values]
        parameters[facet] = "True" if facet in FLAGS else ",".join(known)

    def rows(without: str | None = None) -> Any:
        left = {name: value for name, value in parameters.items() if name != without}
        everything = OpportunityPage.objects.open().order_by()
        return filters(left, queryset=everything).qs

    counts = {
        facet: list(
            rows(facet)
            .values(lookup)
            .annotate(n=Count("pk", distinct=True))
            .values_list(lookup, "n")
        )
        for facet, lookup in LOOKUPS.items()
    }
    flags = rows().aggregate(
        **{
            name: Count("pk", filter=Q(**{column: True}), distinct=True)
            for name, column in FLAGS.items()
        }
    )
    first = list(rows().order_by("-listed_at", "-pk").values_list("pk", flat=True)[:20])
    return rows().count(), first, {**counts, **flags}
