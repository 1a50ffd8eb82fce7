"""Towns that were founded before: their coordinators and the office keep the rules, too."""

import django.core.validators
from django.db import migrations, models

OFFICE = "Verbund: Geschäftsstelle"


def grant(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    ContentType = apps.get_model("contenttypes", "ContentType")
    Municipality = apps.get_model("municipalities", "Municipality")
    groups = [
        *Group.objects.filter(
            pk__in=Municipality.objects.exclude(coordinators=None).values("coordinators")
        ),
        *Group.objects.filter(name=OFFICE),
    ]
    if not groups:
        return  # a new site: its towns get everything when they are founded
    kind, _made = ContentType.objects.get_or_create(app_label="ehrenamtskarte", model="cardrule")
    for action in ("view", "add", "change", "delete"):
        # Django makes permissions after all migrations only.
        permission, _made = Permission.objects.get_or_create(
            content_type=kind,
            codename=f"{action}_cardrule",
            defaults={"name": f"Can {action} rule of the Ehrenamtskarte"},
        )
        for group in groups:
            group.permissions.add(permission)


class Migration(migrations.Migration):

    dependencies = [
        ('ehrenamtskarte', '0007_one_key_without_end'),
        ('municipalities', '0003_approval_by_the_town'),
        ('auth', '0012_alter_user_first_name_max_length'),
        ('contenttypes', '0002_remove_content_type_name'),
    ]

    operations = [
        migrations.AlterField(
            model_name='cardrule',
            name='hours_per_week',
            field=models.DecimalField(blank=True, decimal_places=1, max_digits=4, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='hours per week'),
        ),
        migrations.AlterField(
            model_name='cardrule',
            name='hours_per_year',
            field=models.PositiveSmallIntegerField(blank=True, help_text='Either of the two is enough; one that is 0 does not count.', null=True, verbose_name='hours per year'),
        ),
        migrations.RunPython(grant, migrations.RunPython.noop),
    ]
