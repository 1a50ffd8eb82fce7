import logging
from datetime import datetime

from ehrenamtskarte.keys.errors import CardKeyError
from ehrenamtskarte.keys.rotating import rotate_key
from ehrenamtskarte.models import IssuerKey

logger = logging.getLogger(__name__)


def do_what_is_due(now: datetime) -> None:
    """Prepare the next key and list of each town whose list is nearly full."""
    for key in IssuerKey.objects.with_full_list(now).select_related("municipality"):
        try:
            rotate_key(municipality=key.municipality, now=now)
        except CardKeyError as error:
            logger.error("%s: %s", key, error)
