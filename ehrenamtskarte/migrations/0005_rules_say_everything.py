from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [('ehrenamtskarte', '0004_what_rules_say_besides')]

    operations = [
        migrations.AddConstraint(
            model_name='cardrule',
            constraint=models.CheckConstraint(condition=models.Q(('municipality__isnull', False), models.Q(models.Q(('pay_rule', ''), _negated=True), models.Q(('validity_years__isnull', False), ('is_unlimited', True), _connector='OR'), models.Q(models.Q(('hours_per_week__isnull', False), ('hours_per_year__isnull', False), ('prior_years__isnull', False)), ('total_years__isnull', False), _connector='OR'), ('for_active__isnull', False), ('for_residents__isnull', False), ('sums_organisations__isnull', False)), _connector='OR'), name='card_rule_of_association_is_complete', violation_error_message="The association's rule has to say everything."),
        ),
    ]
