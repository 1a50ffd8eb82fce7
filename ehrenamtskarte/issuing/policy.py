"""What coordinators may do with cards. Nobody edits or deletes a card: it is ended and replaced."""

from typing import Any, Final

from municipalities.permissions import MunicipalityPermissionPolicy

ACT: Final = "act"  # revoke, replace, hand over


class CardPermissionPolicy(MunicipalityPermissionPolicy):
    """`act` is what Django's permission to change cards allows; the admin's own forms are not."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        if action == ACT:
            return user.is_active and user.has_perm(self._get_permission_name("change"))
        return super().user_has_permission(user, action)
