"""Towns that were founded before: their coordinators look after the keys, the office also after
associations that are trusted."""

from django.db import migrations

OFFICE = "Verbund: Geschäftsstelle"


def grant(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    ContentType = apps.get_model("contenttypes", "ContentType")
    Municipality = apps.get_model("municipalities", "Municipality")
    offices = list(Group.objects.filter(name=OFFICE))
    coordinators = list(
        Group.objects.filter(
            pk__in=Municipality.objects.exclude(coordinators=None).values("coordinators")
        )
    )
    if not offices and not coordinators:
        return  # a new site: its towns get everything when they are founded
    for model, name, actions, groups in (
        ("issuerkey", "key of the card", ("view", "add"), [*offices, *coordinators]),
        ("trustedissuer", "other association", ("view", "add", "change", "delete"), offices),
    ):
        kind, _made = ContentType.objects.get_or_create(app_label="ehrenamtskarte", model=model)
        for action in actions:
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
        ('ehrenamtskarte', '0008_rules_for_coordinators'),
        ('municipalities', '0003_approval_by_the_town'),
        ('auth', '0012_alter_user_first_name_max_length'),
        ('contenttypes', '0002_remove_content_type_name'),
    ]

    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
