"""Sites that were founded before: the ready texts, and the office may work with what is new."""

import json
from pathlib import Path

from django.db import migrations

OFFICE = "Verbund: Geschäftsstelle"
ADDED = (
    ("readytext", "ready text", ("add", "change", "delete", "view")),
    ("mailattempt", "attempt to send a mail", ("change", "view")),
)


def fill(apps, schema_editor):
    office = apps.get_model("auth", "Group").objects.filter(name=OFFICE).first()
    if office is None:
        return  # a new site gets everything when it is founded
    ReadyText = apps.get_model("core", "ReadyText")
    if not ReadyText.objects.exists():
        file = Path(__file__).parents[1] / "data" / "ready_texts.json"
        for purpose, texts in json.loads(file.read_text(encoding="utf-8")).items():
            for position, text in enumerate(texts, start=1):
                ReadyText.objects.create(purpose=purpose, sort_order=position * 10, **text)
    for model, name, actions in ADDED:
        kind, _made = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
            app_label="core", model=model
        )
        for action in actions:
            # Django makes permissions after all migrations only.
            permission, _made = apps.get_model("auth", "Permission").objects.get_or_create(
                content_type=kind,
                codename=f"{action}_{model}",
                defaults={"name": f"Can {action} {name}"},
            )
            office.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0004_mail_attempts"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
