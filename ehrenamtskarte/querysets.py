from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from municipalities.models import Municipality


class CardRuleQuerySet(models.QuerySet):
    def in_force(self, on: date) -> Self:
        """Those that had begun by then, the oldest first, so that the last one counts."""
        return self.filter(valid_from__lte=on).order_by("valid_from", "pk")

    def concerning(self, municipality: Municipality | None) -> Self:
        """The association's own, and those of the town."""
        return self.filter(Q(municipality=None) | Q(municipality=municipality))
