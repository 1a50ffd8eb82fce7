"""Towns that were founded before registrations came: their coordinators may decide them, too."""

from django.db import migrations

MODELS = (("organisation", "organisation"), ("registration", "registration"))
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
    for model, name in MODELS:
        kind, _made = ContentType.objects.get_or_create(app_label="organisations", model=model)
        for action in ("view", "change"):
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
        ("organisations", "0003_account_of_a_registration"),
        ("municipalities", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
