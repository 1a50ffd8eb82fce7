from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from wagtail import hooks
from wagtail.models import Page
from wagtail.permissions import register_permission_policy

from municipalities.models import Municipality
from municipalities.permissions import MunicipalityPermissionPolicy
from municipalities.viewsets import MunicipalityViewSet

# Applications, cards and offers hang on a town: ending one is work for the office and a developer.
register_permission_policy(
    Municipality, MunicipalityPermissionPolicy(Municipality, never={"delete"})
)


@hooks.register("before_move_page")
def refuse_foreign_moves(request: HttpRequest, page: Page, destination: Page) -> None:
    """Wagtail asks only when the move is carried out; its question already names the page."""
    if not page.permissions_for_user(request.user).can_move_to(destination):
        raise PermissionDenied


@hooks.register("register_admin_viewset")
def register_municipalities() -> MunicipalityViewSet:
    return MunicipalityViewSet()
