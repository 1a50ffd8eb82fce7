"""Which device reports, found in one statement (`partners.devices.tokens` does it for the rest)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from partners.devices.errors import DeviceError
from partners.devices.tokens import LONGEST, RESTING, SCHEME, SEEN_EVERY, digest_of
from partners.models import ScannerDevice
from partners.redeeming.statements import BenefitFacts, aware, till_and_benefits


@dataclass(frozen=True, slots=True)
class Till:
    """A device as far as redeeming is concerned."""

    pk: int
    partner_id: int
    branch_id: int | None
    last_seen_at: datetime | None = None


def till_of(device: ScannerDevice) -> Till:
    return Till(device.pk, device.partner_id, device.branch_id, device.last_seen_at)


def find_till(
    authorization: str, benefits: Sequence[int] | None = ()
) -> tuple[Till, dict[int, BenefitFacts]]:
    """The device whose token the header `Authorization` carries, and some of its shop's benefits.

    Args:
        benefits: their primary keys; None for all that the shop has.

    Raises:
        DeviceError: DEVICE_UNKNOWN, DEVICE_REVOKED.
    """
    if not authorization.lower().startswith(SCHEME) or len(authorization) > LONGEST:
        raise DeviceError(DeviceError.Code.DEVICE_UNKNOWN)
    digest = digest_of(authorization[len(SCHEME) :].strip())
    row, found = till_and_benefits(digest, benefits)
    if row is None:
        raise DeviceError(DeviceError.Code.DEVICE_UNKNOWN)
    if row[4] is not None or row[5] in RESTING:
        raise DeviceError(DeviceError.Code.DEVICE_REVOKED)
    return Till(row[0], row[1], row[2], aware(row[3])), found


def note_till(till: Till, *, now: datetime) -> None:
    """Remember that the device was there, to the minute."""
    if till.last_seen_at is None or now - till.last_seen_at >= SEEN_EVERY:
        ScannerDevice.objects.filter(pk=till.pk).update(last_seen_at=now)
