"""What an import leaves in the history of the pages it writes."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogFormatter

LOG_ACTION = "partners.list"

MESSAGES = {
    "new": _("Made from a list of shops"),
    "changed": _("Changed by a list of shops"),
    "gone": _("Unpublished: gone from a list of shops"),
}


class ListLogFormatter(LogFormatter):
    label = _("List of shops")
    message = MESSAGES["changed"]

    def format_message(self, log_entry: Any) -> Any:
        return MESSAGES.get(log_entry.data.get("what", ""), self.message)
