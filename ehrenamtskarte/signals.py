from typing import Any

from django.db.models.signals import post_save

from ehrenamtskarte.known_rules import OF_TOWNS
from ehrenamtskarte.models import CardRule
from municipalities.models import Municipality


def town_was_founded(instance: Municipality, created: bool, raw: bool, **kwargs: Any) -> None:
    """Give a new town the rules that are known of it."""
    if created and not raw and (facts := OF_TOWNS.get(instance.ags)):
        CardRule.objects.create(municipality=instance, **facts)


def connect() -> None:
    post_save.connect(
        town_was_founded, sender=Municipality, dispatch_uid="ehrenamtskarte-known-rules"
    )
