import datetime as dt
from typing import Self

from django.db import models
from django.db.models import Q

from matching.enums import AlertRhythm


class SavedSearchQuerySet(models.QuerySet):
    def running(self) -> Self:
        """Those that bring mails."""
        return self.filter(confirmed_at__isnull=False, paused_at=None).exclude(
            rhythm=AlertRhythm.NEVER
        )

    def due(self, now: dt.datetime, *, newest: int) -> Self:
        """Those whose time has come and for which something may be new, up to number `newest`."""
        return self.running().filter(Q(due_at=None) | Q(due_at__lte=now), number__lt=newest)
