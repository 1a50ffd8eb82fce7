from wagtail import hooks
from wagtail.permissions import register_permission_policy

from core.permissions import NeverPermissionPolicy
from home.models import AccessibilityFeedback
from home.search import found_pages
from home.viewsets import AccessibilityFeedbackViewSet

# Reports come from outside; nobody types one in.
register_permission_policy(
    AccessibilityFeedback, NeverPermissionPolicy(AccessibilityFeedback, never={"add"})
)


@hooks.register("register_admin_viewset")
def register_reported_barriers() -> AccessibilityFeedbackViewSet:
    return AccessibilityFeedbackViewSet()


hooks.register("site_search", found_pages)
