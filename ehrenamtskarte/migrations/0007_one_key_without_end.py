from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('ehrenamtskarte', '0006_lists_outlive_keys'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='issuerkey',
            constraint=models.UniqueConstraint(condition=models.Q(('retired_at__isnull', True)), fields=('municipality',), name='one_card_key_without_end_each_town'),
        ),
    ]
