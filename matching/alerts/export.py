"""What is kept about somebody's saved searches, as data to take along (GDPR, article 20)."""

from typing import Any

from matching.alerts.searches import filters_of
from matching.models import AlertRecipient


def exported(recipient: AlertRecipient) -> dict[str, Any]:
    """Searches, and of which offers the person was told when; no secret addresses."""
    told = recipient.told.select_related("opportunity").order_by("told_at", "pk")
    return {
        "email": recipient.address,
        "mails_per_month": recipient.mails_per_month,
        "last_mail_at": recipient.last_mail_at,
        "searches": [
            {
                "kind": search.kind,
                "words": filters_of(search).title,
                "query": search.current_query,
                "follows_profile": search.profile_id is not None,
                "rhythm": search.rhythm,
                "created_at": search.created_at,
                "confirmed_at": search.confirmed_at,
                "paused_at": search.paused_at,
            }
            for search in recipient.searches.select_related("profile").order_by("pk")
        ],
        "told": [
            {"offer": one.opportunity.title, "url": one.opportunity.full_url, "at": one.told_at}
            for one in told
        ],
    }
