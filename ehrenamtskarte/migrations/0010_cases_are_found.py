"""Cases are found by either name or by organisation, and listed by age, from indexes."""

from django.db import migrations, models

from core.german.spelling import fold

AT_ONCE = 1000


def folded(text):
    return " ".join(filter(None, (fold(word) for word in text.split())))[:130]


def fill(apps, schema_editor):
    for name, target, words in (
        ("CardApplication", "search_first_name", ("first_name", "last_name")),
        ("Attestation", "search_name", ("organisation_name",)),
    ):
        model = apps.get_model("ehrenamtskarte", name)
        batch = []
        for row in model.objects.order_by().iterator(AT_ONCE):
            setattr(row, target, folded(" ".join(getattr(row, one) for one in words)))
            batch.append(row)
            if len(batch) == AT_ONCE:
                model.objects.bulk_update(batch, [target])
                batch = []
        model.objects.bulk_update(batch, [target])


class Migration(migrations.Migration):

    dependencies = [('ehrenamtskarte', '0009_keys_for_coordinators')]

    operations = [
        migrations.RemoveIndex(model_name='cardapplication', name='card_application_name'),
        migrations.AddField(
            model_name='attestation',
            name='search_name',
            field=models.CharField(blank=True, default='', editable=False, max_length=130),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='cardapplication',
            name='search_first_name',
            field=models.CharField(blank=True, default='', editable=False, max_length=130),
            preserve_default=False,
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name='cardapplication',
            index=models.Index(fields=['state', 'waiting_since'], name='card_application_turn'),
        ),
        migrations.AddIndex(
            model_name='cardapplication',
            index=models.Index(
                fields=['search_name'],
                name='card_application_last_name',
                opclasses=['varchar_pattern_ops'],
            ),
        ),
        migrations.AddIndex(
            model_name='cardapplication',
            index=models.Index(
                fields=['search_first_name'],
                name='card_application_first_name',
                opclasses=['varchar_pattern_ops'],
            ),
        ),
        migrations.AddIndex(
            model_name='cardapplication',
            index=models.Index(fields=['email'], name='card_application_email'),
        ),
        migrations.AddIndex(
            model_name='attestation',
            index=models.Index(
                fields=['search_name'],
                name='card_attestation_name',
                opclasses=['varchar_pattern_ops'],
            ),
        ),
    ]
