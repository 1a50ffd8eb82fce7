"""What is done about certificates of good conduct: one function for each act."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from accounts.models import User, Volunteer
from engagement.checks.errors import CheckError
from engagement.checks.months import add_months
from engagement.enums import CheckState
from engagement.models import BackgroundCheck
from organisations.models import Membership, Organisation

Code = CheckError.Code
COUNTS_FOR = 5 * 12  # months; no law says so, but it is practice everywhere
FRESH = 3  # months: so old it should be at most when it is seen


@transaction.atomic
def note_letter(
    *, volunteer: Volunteer, organisation: Organisation, today: date | None = None
) -> BackgroundCheck:
    """Note that the letter was made with which the volunteer asks for the certificate."""
    check = _locked(volunteer, organisation)
    check.requested_on = today or timezone.localdate()
    check.save(update_fields=["requested_on"])
    return check


@transaction.atomic
def note_inspection(
    *,
    volunteer: Volunteer,
    organisation: Organisation,
    seen_on: date,
    issued_on: date,
    renew_by: date | None = None,
    by: User,
    today: date | None = None,
) -> BackgroundCheck:
    """Note that the certificate was seen: its date, by whom, until when that counts.

    Without `renew_by` it counts for five years from its date. What was noted before is replaced.
    Raises CheckError.
    """
    today = today or timezone.localdate()
    if is_own(volunteer, organisation, by):
        raise CheckError(Code.OWN)
    last = add_months(issued_on, COUNTS_FOR)
    renew_by = renew_by or last
    if seen_on > today:
        raise CheckError(Code.SEEN_IN_FUTURE)
    if issued_on > seen_on:
        raise CheckError(Code.ISSUED_AFTER_SEEN)
    if renew_by > last:
        raise CheckError(Code.RENEWED_TOO_LATE, last=date_format(last))
    if renew_by <= today:
        raise CheckError(Code.OVER)
    check = _locked(volunteer, organisation)
    check.state = CheckState.SEEN
    check.seen_on, check.issued_on, check.renew_by = seen_on, issued_on, renew_by
    check.seen_by = by
    check.warned_days = None
    check.save()
    return check


def erase_check(*, volunteer: Volunteer, organisation: Organisation) -> bool:
    """Forget what was noted; False if there was nothing."""
    deleted, _each = BackgroundCheck.objects.filter(
        volunteer=volunteer, organisation=organisation
    ).delete()
    return bool(deleted)


def is_stale(*, issued_on: date, seen_on: date) -> bool:
    """Whether the certificate was older than it should be when it was seen."""
    return add_months(issued_on, FRESH) < seen_on


def is_own(volunteer: Volunteer, organisation: Organisation, user: User) -> bool:
    """Whether it is the user's own, and somebody else is there to look at it."""
    if volunteer.user_id != user.pk:
        return False
    return Membership.objects.filter(organisation=organisation).exclude(user=user).exists()


def _locked(volunteer: Volunteer, organisation: Organisation) -> BackgroundCheck:
    check, _made = BackgroundCheck.objects.select_for_update().get_or_create(
        volunteer=volunteer, organisation=organisation
    )
    return check
