import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("engagement", "0004_competences_for_the_office")]

    operations = [
        migrations.AddField(
            model_name="certificate",
            name="changed_at",
            field=models.DateTimeField(auto_now=True, default=django.utils.timezone.now),
            preserve_default=False,
        ),
    ]
