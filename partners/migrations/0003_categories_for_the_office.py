"""Associations that were founded before: their office keeps the list of categories."""

from django.db import migrations

OFFICE = "Verbund: Geschäftsstelle"


def grant(apps, schema_editor):
    groups = list(apps.get_model("auth", "Group").objects.filter(name=OFFICE))
    if not groups:
        return  # a new site: the office gets everything when the association is founded
    kind, _made = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="partners", model="partnercategory"
    )
    for action in ("view", "add", "change", "delete"):
        # Django makes permissions after all migrations only.
        permission, _made = apps.get_model("auth", "Permission").objects.get_or_create(
            content_type=kind,
            codename=f"{action}_partnercategory",
            defaults={"name": f"Can {action} category of partner shops"},
        )
        for group in groups:
            group.permissions.add(permission)


class Migration(migrations.Migration):

    dependencies = [
        ('partners', '0002_let_coordinators_import_lists'),
        ('auth', '0012_alter_user_first_name_max_length'),
        ('contenttypes', '0002_remove_content_type_name'),
    ]

    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
