"""Fetches another association's keys and lists, checks them and keeps the last good ones."""

import time
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ehrenamtskarte.credential.errors import CredentialError
from ehrenamtskarte.credential.keys import IssuerKeySet
from ehrenamtskarte.credential.status import MAX_TOKEN_BYTES, read_status_list
from ehrenamtskarte.keys.published import own_key_set
from ehrenamtskarte.models import TrustedIssuer, TrustedStatusList
from ehrenamtskarte.trust.fetching import FetchError, fetch

MOST_BYTES = 512 * 1024  # of a key set
MOST_LISTS = 100
LONGEST = 120  # seconds for all lists together: others wait for the worker, too
EVERY = timedelta(hours=1)


class UntrustedError(Exception):
    """What was fetched can't be used; the text says why."""


def refresh(issuer: TrustedIssuer, *, now: datetime | None = None) -> bool:
    """Fetch keys and lists anew; whether everything went well.

    What can't be fetched or is wrong leaves what was kept, and says so in `issuer.error`.
    """
    now = now or timezone.now()
    try:
        keys = _fetched_keys(issuer)
        lists = {key.status_list for key in keys}
        if len(lists) > MOST_LISTS:
            raise UntrustedError(_("There are more status lists than any association has."))
    except (FetchError, CredentialError, UntrustedError) as error:
        return _failed(issuer, str(error), now)
    with transaction.atomic():
        # Somebody may have entered another address meanwhile.
        asked = TrustedIssuer.objects.filter(pk=issuer.pk, url=issuer.url)
        if not asked.update(key_set=keys.to_jwks(), fetched_at=now, tried_at=now, error=""):
            return False
        issuer.status_lists.exclude(address__in=lists).delete()
    until, problem = time.monotonic() + LONGEST, None
    for address in sorted(lists):
        if time.monotonic() > until:
            return _failed(issuer, str(FetchError(FetchError.Code.TOO_SLOW)), now)
        problem = _fetch_list(issuer, address, keys, now) or problem
    if problem:
        return _failed(issuer, problem, now)
    issuer.refresh_from_db()
    return True


def _fetched_keys(issuer: TrustedIssuer) -> IssuerKeySet:
    content = fetch(issuer.url, most_bytes=MOST_BYTES)
    # Their lists lie on their own site: else our server would ask whatever address they name.
    keys = IssuerKeySet.from_jwks(
        content, association=issuer.name[:100], origin=f"https://{urlsplit(issuer.url).hostname}"
    )
    if not len(keys):
        raise UntrustedError(_("There is no key in it that is used for cards."))
    ours = {key.status_list for key in own_key_set()}
    if any(key.status_list in ours for key in keys):
        raise UntrustedError(_("These are our own keys."))
    return keys


def _fetch_list(
    issuer: TrustedIssuer, address: str, keys: IssuerKeySet, now: datetime
) -> str | None:
    """Keep the list if it is genuine and no older than the one that is there; what was wrong."""
    try:
        token = fetch(address, most_bytes=MAX_TOKEN_BYTES)
        found = read_status_list(token, address=address, signers=keys.of_list(address))
    except (FetchError, CredentialError) as error:
        return f"{address}: {error}"
    kept = issuer.status_lists.filter(address=address).first()
    if kept is None or kept.issued_at <= found.issued_at:
        TrustedStatusList.objects.update_or_create(
            issuer=issuer,
            address=address,
            defaults={"token": token, "issued_at": found.issued_at, "fetched_at": now},
        )
    return None


def _failed(issuer: TrustedIssuer, error: str, now: datetime) -> bool:
    longest = TrustedIssuer._meta.get_field("error").max_length
    TrustedIssuer.objects.filter(pk=issuer.pk).update(tried_at=now, error=error[:longest])
    issuer.refresh_from_db()
    return False
