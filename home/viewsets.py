from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.model import ModelViewSet

from home.models import AccessibilityFeedback


class AccessibilityFeedbackViewSet(ModelViewSet):
    """Barriers that people reported; the office answers and ticks them off."""

    model = AccessibilityFeedback
    name = "reported-barriers"
    icon = "warning"
    menu_label = _("Barriers")
    menu_order = 650
    add_to_admin_menu = True
    list_display = ["__str__", "page_url", "created_at", "is_done"]
    list_filter = ["is_done"]
    search_fields = ["message", "page_url"]
    copy_view_enabled = False
