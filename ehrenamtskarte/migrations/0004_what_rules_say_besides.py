from datetime import date

from django.db import migrations

STANDARD, JUBILEE = 0, 1
ALLOWANCES_SINCE = date(2026, 2, 1)
ALLOWANCES = {"pay_rule": "allowance", "honorary_allowance": 960, "trainer_allowance": 3300}
# In force since 9 March 2022; whether pay matters, a town may decide.
OF_JUBILEE = {
    "valid_from": date(2022, 3, 9),
    "total_years": 25,
    "is_unlimited": True,
    "pay_rule": "any",
    "for_residents": True,
    "for_active": True,
    "sums_organisations": True,
    "allows_self_declaration": True,
    "organisation_may_propose": True,
}
SELM = "05978032"


def complete_rules(apps, schema_editor):
    CardRule = apps.get_model("ehrenamtskarte", "CardRule")
    general = CardRule.objects.filter(municipality=None)
    general.update(sums_organisations=True, pay_rule="expenses")
    general.filter(valid_from__gte=ALLOWANCES_SINCE).update(**ALLOWANCES)
    CardRule.objects.create(card_type=JUBILEE, **OF_JUBILEE)
    CardRule.objects.filter(municipality__ags=SELM, card_type=STANDARD).update(signatures=2)


class Migration(migrations.Migration):

    dependencies = [("ehrenamtskarte", "0003_tables_of_the_card")]

    operations = [migrations.RunPython(complete_rules, migrations.RunPython.noop)]
