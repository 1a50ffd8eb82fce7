"""What a key is there for at a moment."""

from datetime import date, datetime

from django.db.models import Q, QuerySet, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ehrenamtskarte.models import Credential, IssuerKey


class KeyState(TextChoices):
    AHEAD = "ahead", _("takes over soon")
    SIGNS = "signs", _("signs cards")
    RETIRED = "retired", _("retired, its cards stay valid")
    WITHDRAWN = "withdrawn", pgettext_lazy("key", "withdrawn")


def state_of(key: IssuerKey, now: datetime) -> KeyState:
    if key.withdrawn_at is not None:
        return KeyState.WITHDRAWN
    if key.retired_at is not None and key.retired_at <= now:
        return KeyState.RETIRED
    return KeyState.AHEAD if key.signs_from > now else KeyState.SIGNS


def living_codes(key: IssuerKey, today: date) -> "QuerySet[Credential]":
    """Codes of cards that hold, signed with that key."""
    holds = Q(card__valid_until=None) | Q(card__valid_until__gte=today)
    return Credential.objects.filter(holds, key=key, revoked_at=None, card__ended_at=None)
