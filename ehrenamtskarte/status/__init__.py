"""The lists of revoked codes: places in them, what is revoked, how they are published."""

from ehrenamtskarte.status.errors import StatusListError
from ehrenamtskarte.status.revoking import revoke, revoke_all
from ehrenamtskarte.status.taking import take_index, take_indexes

__all__ = ["StatusListError", "revoke", "revoke_all", "take_index", "take_indexes"]
