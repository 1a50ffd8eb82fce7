"""A device gets its token: by a code that the owner's screen shows, once and within minutes."""

import datetime as dt
import secrets
from typing import Final

from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from ehrenamtskarte.issuing.activation import LENGTH, LETTERS
from ehrenamtskarte.issuing.activation import digest_of as code_digest
from partners.devices.errors import DeviceError
from partners.devices.tokens import new_token
from partners.enums import PartnerEvent
from partners.models import (
    PairingCode,
    Partner,
    PartnerBranch,
    PartnerLogEntry,
    ScannerDevice,
)

Code = DeviceError.Code
LIFETIME: Final = dt.timedelta(minutes=10)
KEEP_CODES_FOR: Final = dt.timedelta(days=7)
MOST_DEVICES: Final = 50
# A till works this out when it is opened; more would be felt on an old phone.
PIN_ITERATIONS: Final = 200_000


def hash_pin(pin: str) -> str:
    """What a device keeps of a PIN (`pbkdf2_sha256$iterations$salt$hash`); empty for none."""
    if not pin:
        return ""
    hasher = PBKDF2PasswordHasher()
    return str(hasher.encode(pin, hasher.salt(), iterations=PIN_ITERATIONS))


@transaction.atomic
def start_pairing(
    *,
    partner: Partner,
    name: str,
    by: User,
    branch: PartnerBranch | None = None,
    pin: str = "",
    now: dt.datetime | None = None,
) -> tuple[str, PairingCode]:
    """A code (`K7PQ-4MXR-9TDF`) that pairs one device; earlier ones of this owner end.

    Raises:
        DeviceError: TOO_MANY.
    """
    now = now or timezone.now()
    _refuse_too_many(partner)
    letters = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
    code = "-".join(letters[start : start + 4] for start in range(0, LENGTH, 4))
    codes = PairingCode.objects.filter(partner=partner)
    codes.filter(created_by=by, used_at=None, expires_at__gt=now).update(expires_at=now)
    kept = PairingCode.objects.create(
        partner=partner,
        branch=branch,
        name=name,
        pin=hash_pin(pin),
        digest=code_digest(code),
        created_by=by,
        expires_at=now + LIFETIME,
    )
    return code, kept


@transaction.atomic
def pair(*, code: str, now: dt.datetime | None = None) -> tuple[str, ScannerDevice]:
    """A new device and its token, which is nowhere kept and can't be told again.

    Of several that come with one code only the first gets it.

    Raises:
        DeviceError: UNKNOWN_CODE, TOO_MANY; the code can be used again after the latter.
    """
    now = now or timezone.now()
    found = PairingCode.objects.filter(digest=code_digest(code), used_at=None, expires_at__gt=now)
    if not found.update(used_at=now):
        raise DeviceError(Code.UNKNOWN_CODE)
    pairing = PairingCode.objects.select_related("partner", "created_by").get(
        digest=code_digest(code)
    )
    _refuse_too_many(pairing.partner)
    token, digest = new_token()
    device = ScannerDevice.objects.create(
        partner=pairing.partner,
        branch_id=pairing.branch_id,
        name=pairing.name,
        token_digest=digest,
        pin=pairing.pin,
        paired_by=pairing.created_by,
    )
    PairingCode.objects.filter(pk=pairing.pk).update(device=device)
    _note(device, PartnerEvent.PAIRED, pairing.created_by)
    return token, device


@transaction.atomic
def revoke_device(*, device: ScannerDevice, by: User, now: dt.datetime | None = None) -> bool:
    """From now on its token opens nothing; whether it did until now."""
    living = ScannerDevice.objects.filter(pk=device.pk, revoked_at=None)
    if not living.update(revoked_at=now or timezone.now()):
        return False
    _note(device, PartnerEvent.UNPAIRED, by)
    return True


def change_device(
    *, device: ScannerDevice, name: str, branch: PartnerBranch | None, pin: str | None = None
) -> None:
    """Name it anew; `pin` sets another PIN, or none where it is empty.

    The device learns of it when it asks for its state the next time.
    """
    device.name, device.branch = name, branch
    if pin is not None:
        device.pin = hash_pin(pin)
    device.save(update_fields=["name", "branch", "pin"])


def erase_old_codes(now: dt.datetime) -> int:
    """Delete pairing codes that nobody can use any more; returns how many."""
    deleted, _each = PairingCode.objects.filter(expires_at__lt=now - KEEP_CODES_FOR).delete()
    return deleted


def _refuse_too_many(partner: Partner) -> None:
    if partner.devices.filter(revoked_at=None).count() >= MOST_DEVICES:
        raise DeviceError(Code.TOO_MANY, limit=MOST_DEVICES)


def _note(device: ScannerDevice, event: PartnerEvent, by: User | None) -> None:
    PartnerLogEntry.objects.create(partner=device.partner, event=event, by=by, about=device.name)
