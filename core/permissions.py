from collections.abc import Iterable
from typing import Any

from django.db.models import Model
from wagtail.permission_policies import ModelPermissionPolicy


class NeverPermissionPolicy(ModelPermissionPolicy):
    """Model permissions, less the actions that nobody may do in the admin."""

    def __init__(self, model: type[Model], *, never: Iterable[str] = ()) -> None:
        super().__init__(model)
        self.never = frozenset(never)

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action not in self.never and super().user_has_permission(user, action)

    def user_has_any_permission(self, user: Any, actions: Iterable[str]) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)
