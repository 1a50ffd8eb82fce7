import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    # Nothing has made a key or a list before this, so the tables are empty.

    dependencies = [
        ('ehrenamtskarte', '0005_rules_say_everything'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='statuslist',
            name='key',
        ),
        migrations.AddField(
            model_name='issuerkey',
            name='status_list',
            field=models.ForeignKey(default=None, on_delete=django.db.models.deletion.PROTECT, related_name='keys', to='ehrenamtskarte.statuslist'),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name='issuerkey',
            name='retired_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='signs until'),
        ),
        migrations.AddField(
            model_name='statuslist',
            name='taken',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddConstraint(
            model_name='statuslist',
            constraint=models.CheckConstraint(condition=models.Q(size__gte=models.F('taken') * 2), name='status_list_is_at_most_half_full'),
        ),
        migrations.CreateModel(
            name='TrustedStatusList',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.CharField(max_length=300)),
                ('token', models.BinaryField()),
                ('issued_at', models.DateTimeField()),
                ('fetched_at', models.DateTimeField()),
                ('issuer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='status_lists', to='ehrenamtskarte.trustedissuer')),
            ],
            options={
                'ordering': ['issuer', 'address'],
            },
        ),
        migrations.AddConstraint(
            model_name='trustedstatuslist',
            constraint=models.UniqueConstraint(fields=('issuer', 'address'), name='trusted_list_kept_once'),
        ),
    ]
