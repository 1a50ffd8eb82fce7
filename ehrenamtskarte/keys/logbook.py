"""Who did what to a key: in Wagtail's log, shown with the key and in the site's history."""

from typing import TYPE_CHECKING, Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from ehrenamtskarte.models import IssuerKey

if TYPE_CHECKING:
    from accounts.models import User


class KeyEvent(TextChoices):
    MADE = "card_key.made", _("Card key made")
    RETIRED = "card_key.retired", _("Card key retired")
    WITHDRAWN = "card_key.withdrawn", _("Card key withdrawn")


def note(key: IssuerKey, event: KeyEvent, by: "User | None") -> None:
    log(instance=key, action=event, user=by, title=str(key))


def register_actions(actions: Any) -> None:
    """For the hook `register_log_actions`."""
    for event in KeyEvent:
        actions.register_action(event.value, event.label, event.label)
