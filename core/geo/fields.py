"""Coordinates as model fields: WGS 84 degrees, both or neither."""

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class LatitudeField(models.FloatField):
    def __init__(self, verbose_name: str | None = None, **kwargs: Any) -> None:
        kwargs.setdefault("validators", [MinValueValidator(-90), MaxValueValidator(90)])
        super().__init__(verbose_name or _("latitude"), **kwargs)


class LongitudeField(models.FloatField):
    def __init__(self, verbose_name: str | None = None, **kwargs: Any) -> None:
        kwargs.setdefault("validators", [MinValueValidator(-180), MaxValueValidator(180)])
        super().__init__(verbose_name or _("longitude"), **kwargs)


def both_or_neither(name: str) -> models.CheckConstraint:
    """A constraint that refuses half a place on the map."""
    return models.CheckConstraint(
        condition=models.Q(latitude__isnull=True, longitude__isnull=True)
        | models.Q(latitude__isnull=False, longitude__isnull=False),
        name=name,
        violation_error_message=_("Please give both latitude and longitude, or neither."),
    )
