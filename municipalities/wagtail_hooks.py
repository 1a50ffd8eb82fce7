from wagtail import hooks
from wagtail.permissions import register_permission_policy

from municipalities.models import Municipality
from municipalities.permissions import MunicipalityPermissionPolicy
from municipalities.viewsets import MunicipalityViewSet

# Applications, cards and offers hang on a town: ending one is work for the office and a developer.
register_permission_policy(
    Municipality, MunicipalityPermissionPolicy(Municipality, never={"delete"})
)


@hooks.register("register_admin_viewset")
def register_municipalities() -> MunicipalityViewSet:
    return MunicipalityViewSet()
