from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_volunteers'),
        ('ehrenamtskarte', '0011_cases_for_coordinators'),
        ('municipalities', '0003_approval_by_the_town'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='card',
            name='card_name',
        ),
        migrations.AddField(
            model_name='cardbatch',
            name='alive_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddIndex(
            model_name='card',
            index=models.Index(fields=['search_name'], name='card_name', opclasses=['varchar_pattern_ops']),
        ),
    ]
