"""Sites that were founded before: the competences, and the office may edit their list."""

import json
from pathlib import Path

from django.db import migrations

OFFICE = "Verbund: Geschäftsstelle"


def fill(apps, schema_editor):
    office = apps.get_model("auth", "Group").objects.filter(name=OFFICE).first()
    if office is None:
        return  # a new site gets everything when it is founded
    Competence = apps.get_model("engagement", "Competence")
    if not Competence.objects.exists():
        file = Path(__file__).parents[1] / "data" / "vocabularies.json"
        entries = json.loads(file.read_text(encoding="utf-8"))["engagement.Competence"]
        for position, entry in enumerate(entries, start=1):
            Competence.objects.create(sort_order=position * 10, **entry)
    kind, _made = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="engagement", model="competence"
    )
    for action in ("add", "change", "delete", "view"):
        # Django makes permissions after all migrations only.
        permission, _made = apps.get_model("auth", "Permission").objects.get_or_create(
            content_type=kind,
            codename=f"{action}_competence",
            defaults={"name": f"Can {action} competence"},
        )
        office.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [
        ("engagement", "0003_certificates_are_signed_once"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
