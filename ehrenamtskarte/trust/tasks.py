from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django_tasks import task

from ehrenamtskarte.models import TrustedIssuer
from ehrenamtskarte.trust.refreshing import EVERY, refresh


@task()
def refresh_issuer(pk: int) -> None:
    """Fetch an association's keys and lists, if it is still trusted."""
    issuer = TrustedIssuer.objects.filter(pk=pk, is_active=True).first()
    if issuer is not None:
        refresh(issuer)


def refresh_soon(issuer: TrustedIssuer) -> None:
    """Let a worker do it when the transaction is through."""
    transaction.on_commit(lambda: refresh_issuer.enqueue(issuer.pk))


def refresh_due(now: datetime) -> None:
    """Give a worker those that were not asked for an hour."""
    due = TrustedIssuer.objects.filter(
        Q(tried_at=None) | Q(tried_at__lte=now - EVERY), is_active=True
    )
    for issuer in due:
        # Who waits for a worker is not given to it again every minute.
        if due.filter(pk=issuer.pk).update(tried_at=now):
            refresh_soon(issuer)
