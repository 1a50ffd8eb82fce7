"""Towns that were founded before: their coordinators and the office bring people together."""

from django.db import migrations

OFFICE = "Verbund: Geschäftsstelle"


def grant(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    Municipality = apps.get_model("municipalities", "Municipality")
    groups = [
        *Group.objects.filter(name=OFFICE),
        *Group.objects.filter(
            pk__in=Municipality.objects.exclude(coordinators=None).values("coordinators")
        ),
    ]
    if not groups:
        return  # a new site: its towns get everything when they are founded
    for model, name in (("speeddating", "speed dating"), ("tandemprogramme", "tandem programme")):
        kind, _made = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
            app_label="matching", model=model
        )
        for action in ("view", "add", "change", "delete"):
            # Django makes permissions after all migrations only.
            permission, _made = Permission.objects.get_or_create(
                content_type=kind,
                codename=f"{action}_{model}",
                defaults={"name": f"Can {action} {name}"},
            )
            for group in groups:
                group.permissions.add(permission)


class Migration(migrations.Migration):

    dependencies = [
        ('matching', '0001_tables_of_matching'),
        ('municipalities', '0003_approval_by_the_town'),
        ('auth', '0012_alter_user_first_name_max_length'),
        ('contenttypes', '0002_remove_content_type_name'),
    ]

    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
