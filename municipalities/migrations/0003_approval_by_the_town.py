"""A task type with ready texts; the towns' tasks become such, whatever is under way in them."""

import django.db.models.deletion
from django.db import migrations, models


def become(apps, schema_editor):
    """Coordinators' approvals get the row of the new type beside the one they have."""
    Municipality = apps.get_model("municipalities", "Municipality")
    GroupApprovalTask = apps.get_model("wagtailcore", "GroupApprovalTask")
    TownApprovalTask = apps.get_model("municipalities", "TownApprovalTask")
    coordinators = Municipality.objects.exclude(coordinators=None).values("coordinators")
    for task in GroupApprovalTask.objects.filter(groups__in=coordinators).distinct():
        TownApprovalTask(groupapprovaltask_ptr_id=task.pk).save_base(raw=True)
        set_type(apps, task.pk, "municipalities", "townapprovaltask")


def become_plain(apps, schema_editor):
    for pk in apps.get_model("municipalities", "TownApprovalTask").objects.values_list("pk"):
        set_type(apps, pk[0], "wagtailcore", "groupapprovaltask")


def set_type(apps, pk, app_label, model):
    kind, _made = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label=app_label, model=model
    )
    apps.get_model("wagtailcore", "Task").objects.filter(pk=pk).update(content_type=kind)


class Migration(migrations.Migration):
    dependencies = [
        ("municipalities", "0002_parents_consent"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.CreateModel(
            name="TownApprovalTask",
            fields=[
                (
                    "groupapprovaltask_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="wagtailcore.groupapprovaltask",
                    ),
                ),
            ],
            options={
                "verbose_name": "approval by the town",
                "verbose_name_plural": "approvals by the town",
            },
            bases=("wagtailcore.groupapprovaltask",),
        ),
        migrations.RunPython(become, become_plain),
    ]
