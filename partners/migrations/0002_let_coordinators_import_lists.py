"""Towns that were founded before: their coordinators and the office import lists of shops."""

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
    kind, _made = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="partners", model="partnerlistrun"
    )
    for action in ("view", "add"):
        # Django makes permissions after all migrations only.
        permission, _made = Permission.objects.get_or_create(
            content_type=kind,
            codename=f"{action}_partnerlistrun",
            defaults={"name": f"Can {action} state of a list of shops"},
        )
        for group in groups:
            group.permissions.add(permission)


class Migration(migrations.Migration):

    dependencies = [
        ('partners', '0001_tables_of_the_partners'),
        ('municipalities', '0003_approval_by_the_town'),
        ('auth', '0012_alter_user_first_name_max_length'),
        ('contenttypes', '0002_remove_content_type_name'),
    ]

    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
