"""What the import leaves in the history of the pages it writes."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogFormatter

LOG_ACTION = "opportunities.import"

MESSAGES = {
    "new": _("Imported from Freinet"),
    "changed": _("Changed by the import from Freinet"),
    "returned": _("Published again: back in the Freinet export"),
    "gone": _("Unpublished: gone from the Freinet export"),
    "organisation": _("Made by the import from Freinet"),
}


class ImportLogFormatter(LogFormatter):
    label = _("Import from Freinet")
    message = MESSAGES["changed"]

    def format_message(self, log_entry: Any) -> Any:
        return MESSAGES.get(log_entry.data.get("what", ""), self.message)
