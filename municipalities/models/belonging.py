from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from treebeard.mp_tree import MP_Node
from wagtail.models import Page

from municipalities.models.municipality import Municipality
from municipalities.models.pages import MunicipalityPage


def ancestor_paths(path: str) -> list[str]:
    """The tree paths of a page and of everything above it, from its own (materialised) path."""
    return [path[:end] for end in range(MP_Node.steplen, len(path) + 1, MP_Node.steplen)]


def municipality_id_at(path: str) -> int | None:
    """The town in whose subtree the tree path lies; None outside of every town."""
    return (
        MunicipalityPage.objects.filter(path__in=ancestor_paths(path))
        .values_list("municipality_id", flat=True)
        .first()
    )


class BelongsToMunicipality(models.Model):
    """A page that knows the town in whose subtree it stands.

    The tree decides; the column only saves a walk up. It is set at every save and, for whole
    subtrees, when pages are moved (`municipalities.signals`).
    """

    municipality = models.ForeignKey(
        Municipality,
        verbose_name=_("responsible town"),
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="%(class)ss",
    )

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if isinstance(self, Page) and self.path:
            self.municipality_id = municipality_id_at(self.path)
            if (update_fields := kwargs.get("update_fields")) is not None:
                kwargs["update_fields"] = {*update_fields, "municipality"}
        super().save(*args, **kwargs)
