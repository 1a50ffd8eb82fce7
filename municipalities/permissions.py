from collections.abc import Iterable
from typing import Any

from django.db.models import Model, QuerySet

from core.permissions import NeverPermissionPolicy


class MunicipalityPermissionPolicy(NeverPermissionPolicy):
    """Model permissions, and on top of them: only rows of the towns that the user manages.

    The model's default manager must know `managed_by(user)`.
    """

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Model) -> bool:
        return self.user_has_permission(user, action) and self._manages(user, instance)

    def user_has_any_permission_for_instance(
        self, user: Any, actions: Iterable[str], instance: Model
    ) -> bool:
        return self.user_has_any_permission(user, actions) and self._manages(user, instance)

    def instances_user_has_any_permission_for(
        self, user: Any, actions: Iterable[str]
    ) -> QuerySet[Any]:
        if not self.user_has_any_permission(user, actions):
            return self.model._default_manager.none()
        return self._managed_by(user)

    def _managed_by(self, user: Any) -> Any:
        return self.model._default_manager.all().managed_by(user)

    def _manages(self, user: Any, instance: Model) -> bool:
        return self._managed_by(user).filter(pk=instance.pk).exists()
