from typing import Self

from django.db import models


class TermQuerySet(models.QuerySet):
    def active(self) -> Self:
        """Entries that may be chosen."""
        return self.filter(is_active=True)
