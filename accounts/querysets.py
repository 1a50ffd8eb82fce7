from typing import TYPE_CHECKING, Self

from django.db import models

if TYPE_CHECKING:
    from accounts.models import User


class VolunteerQuerySet(models.QuerySet):
    def of(self, user: "User") -> Self:
        """Everybody for whom `user` acts."""
        return self.filter(user=user)
