"""Towns that were founded before their desks could answer: their coordinators may, too."""

from django.db import migrations

MODELS = {
    "interest": ("view", "change"),
    "counsellingslot": ("view", "add", "change", "delete"),
}
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
    for model, actions in MODELS.items():
        kind, _made = ContentType.objects.get_or_create(app_label="opportunities", model=model)
        for action in actions:
            # Django makes permissions after all migrations only.
            permission, _made = Permission.objects.get_or_create(
                content_type=kind,
                codename=f"{action}_{model}",
                defaults={"name": f"Can {action} {model}"},
            )
            for group in groups:
                group.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [
        ("opportunities", "0004_dates_are_full"),
        ("municipalities", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
