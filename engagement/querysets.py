from typing import TYPE_CHECKING, Self

from django.db import models

if TYPE_CHECKING:
    from accounts.models import User
    from organisations.models import Organisation


class EngagementQuerySet(models.QuerySet):
    def of_user(self, user: "User") -> Self:
        """Those of everybody for whom `user` acts."""
        return self.filter(volunteer__user=user)

    def at_desk_of(self, organisation: "Organisation") -> Self:
        return self.filter(organisation=organisation)


class HoursQuerySet(models.QuerySet):
    def of_user(self, user: "User") -> Self:
        """Those of everybody for whom `user` acts."""
        return self.filter(engagement__volunteer__user=user)

    def at_desk_of(self, organisation: "Organisation") -> Self:
        return self.filter(engagement__organisation=organisation)
