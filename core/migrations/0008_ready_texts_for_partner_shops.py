"""A purpose of ready texts for partner shops; sites that were founded before get some for it."""

import json
from pathlib import Path

from django.db import migrations, models

OFFICE = "Verbund: Geschäftsstelle"
PURPOSES = ("partner_declined",)


def fill(apps, schema_editor):
    if not apps.get_model("auth", "Group").objects.filter(name=OFFICE).exists():
        return  # a new site gets everything when it is founded
    ReadyText = apps.get_model("core", "ReadyText")
    file = Path(__file__).parents[1] / "data" / "ready_texts.json"
    texts = json.loads(file.read_text(encoding="utf-8"))
    for purpose in PURPOSES:
        if ReadyText.objects.filter(purpose=purpose).exists():
            continue
        for position, text in enumerate(texts[purpose], start=1):
            ReadyText.objects.create(purpose=purpose, sort_order=position * 10, **text)


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0007_mails_that_come_back"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.AlterField(
            model_name="readytext",
            name="purpose",
            field=models.CharField(
                choices=[
                    ("registration_declined", "declining an organisation"),
                    ("offer_returned", "returning an offer"),
                    ("application_declined", "declining an application"),
                    ("card_declined", "declining an Ehrenamtskarte"),
                    ("card_question", "asking back about an Ehrenamtskarte"),
                    ("partner_declined", "declining a partner shop"),
                ],
                max_length=24,
                verbose_name="used for",
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
