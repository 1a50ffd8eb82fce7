"""The secret addresses of saved searches: in mails, for mail programs and for feed readers."""

import datetime as dt
from collections.abc import Iterable

from core.links import Purpose, make_link
from core.models import SecretLink
from matching.models import AlertRecipient, SavedSearch

# Where one confirms, pauses and ends. Mails are kept, and from an old one, too, one must get rid
# of new ones.
SEARCHES = Purpose(
    name="saved_searches", view_name="alerts:page_by_link", lifetime=dt.timedelta(days=400)
)
# What a mail program calls when somebody presses "unsubscribe" in it (RFC 8058).
UNSUBSCRIBE = Purpose(
    name="unsubscribe",
    view_name="alerts:unsubscribe",
    lifetime=dt.timedelta(days=400),
    is_for_programs=True,
)
FEED = Purpose(name="suggestions_feed", view_name="alerts:feed", is_for_programs=True)


def page_address(recipient: AlertRecipient) -> str:
    """Where a person changes and ends their searches, for a mail; nobody has to sign in for it."""
    return make_link(SEARCHES, recipient, email=recipient.address)


def search_address(page: str, search: SavedSearch) -> str:
    """Below `page_address`: where a person pauses or ends just this search."""
    return f"{page}suche/{search.pk}/"


def unsubscribe_headers(recipient: AlertRecipient) -> dict[str, str]:
    """The headers by which mail programs offer a button that ends all of it (RFC 8058)."""
    address = make_link(UNSUBSCRIBE, recipient, email=recipient.address)
    return {
        "List-Unsubscribe": f"<{address}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def with_feed(searches: Iterable[SavedSearch]) -> set[int]:
    """Of these searches the keys of those whose feed has a secret address that works."""
    links = SecretLink.objects.filter(
        purpose=FEED.name,
        subject_type__app_label=SavedSearch._meta.app_label,
        subject_type__model=SavedSearch._meta.model_name,
        subject_id__in=[search.pk for search in searches],
        revoked_at=None,
    )
    return set(links.values_list("subject_id", flat=True))
