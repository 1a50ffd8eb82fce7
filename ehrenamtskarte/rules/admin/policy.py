from collections.abc import Iterable
from typing import Any

from django.db.models import Model

from ehrenamtskarte.models import CardRule
from ehrenamtskarte.rules.changing import is_in_use
from municipalities.permissions import MunicipalityPermissionPolicy


class CardRulePermissionPolicy(MunicipalityPermissionPolicy):
    """The own town's rules; one that is in use is deleted by nobody."""

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Model) -> bool:
        if action == "delete" and isinstance(instance, CardRule) and is_in_use(instance):
            return False
        return super().user_has_permission_for_instance(user, action, instance)

    def user_has_any_permission_for_instance(
        self, user: Any, actions: Iterable[str], instance: Model
    ) -> bool:
        return any(
            self.user_has_permission_for_instance(user, action, instance) for action in actions
        )
