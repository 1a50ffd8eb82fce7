from typing import Self

from django.contrib.auth.models import AbstractUser, AnonymousUser
from django.db import models

# Who holds this permission works for the association, not for one town.
ALL_MUNICIPALITIES = "municipalities.manage_all_municipalities"

AnyUser = AbstractUser | AnonymousUser


class MunicipalityQuerySet(models.QuerySet):
    def managed_by(self, user: AnyUser) -> Self:
        """Towns whose records `user` may see and change in the admin.

        All of them for the association's office, the own town for its coordinators, none for
        anybody else. Editors write pages (page permissions); records are not theirs.
        """
        if not user.is_active:
            return self.none()
        if user.has_perm(ALL_MUNICIPALITIES):
            return self
        return self.filter(coordinators__user=user)

    def worked_for_by(self, user: AnyUser) -> Self:
        """Towns for which `user` works in any way: office, coordinators and editors."""
        if not user.is_active:
            return self.none()
        if user.has_perm(ALL_MUNICIPALITIES):
            return self
        return self.filter(
            models.Q(coordinators__user=user) | models.Q(editors__user=user)
        ).distinct()


class MunicipalityScopedQuerySet(models.QuerySet):
    """For every model with a foreign key `municipality`."""

    def managed_by(self, user: AnyUser) -> Self:
        """Rows of the towns that `user` manages; rows without a town are the association's."""
        from municipalities.models import Municipality

        if not user.is_active:
            return self.none()
        if user.has_perm(ALL_MUNICIPALITIES):
            return self
        return self.filter(municipality__in=Municipality.objects.managed_by(user))
