from datetime import date

from django.db import migrations

BEGINNING = date(2008, 1, 1)
GENERAL = {
    "prior_years": 2,
    "minimum_age": 16,
    "validity_years": 2,
    "for_residents": True,
    "for_active": True,
}
STATE_WIDE = [
    {"valid_from": BEGINNING, "hours_per_week": 5, "hours_per_year": 250, **GENERAL},
    {"valid_from": date(2026, 2, 1), "hours_per_week": 4, "hours_per_year": 200, **GENERAL},
]
# For sites that have these towns already; others get them when the town is founded.
OF_TOWNS = {
    "05978024": {"valid_from": date(2013, 7, 1), "validity_years": 2},
    "05978004": {
        "valid_from": BEGINNING,
        "prior_years": 2,
        "for_residents": True,
        "for_active": True,
    },
    "05978032": {"valid_from": BEGINNING, "prior_years": 3, "validity_years": 2},
    "05978040": {"valid_from": BEGINNING, "prior_years": 2, "minimum_age": 16},
}


def give_known_rules(apps, schema_editor):
    CardRule = apps.get_model("ehrenamtskarte", "CardRule")
    Municipality = apps.get_model("municipalities", "Municipality")
    CardRule.objects.bulk_create(CardRule(**facts) for facts in STATE_WIDE)
    CardRule.objects.bulk_create(
        CardRule(municipality=town, **OF_TOWNS[town.ags])
        for town in Municipality.objects.filter(ags__in=OF_TOWNS)
    )


class Migration(migrations.Migration):

    dependencies = [("ehrenamtskarte", "0001_card_rules")]

    operations = [migrations.RunPython(give_known_rules, migrations.RunPython.noop)]
