"""What is done with certificates: one function for each act.

All of them take keywords only, run in one transaction, lock the certificate and look at it as it
is then; they raise CertificateError where something can't be.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from accounts.models import User
from engagement.certificates import notices
from engagement.certificates.errors import CertificateError
from engagement.certificates.numbers import new_number
from engagement.enums import EngagementState
from engagement.models import Certificate, Competence, Engagement, HoursEntry
from engagement.permissions import has_desk, may_confirm

Code = CertificateError.Code


@dataclass(frozen=True, kw_only=True)
class Content:
    """What the organisation writes into a certificate; `hours` None: nothing is said of them."""

    starts_on: date
    ends_on: date
    role: str
    hours: Decimal | None
    tasks: str
    competences: Collection[Competence]
    thanks: str


def confirmed_hours(engagement: Engagement, starts_on: date, ends_on: date) -> Decimal:
    """What the organisation has confirmed of these days, both included, corrections counted."""
    entries = HoursEntry.objects.filter(
        engagement=engagement, worked_on__range=(starts_on, ends_on)
    )
    return entries.confirmed().total()


@transaction.atomic
def request_certificate(
    *,
    engagement: Engagement,
    starts_on: date,
    ends_on: date,
    tasks: str = "",
    with_hours: bool = True,
    now: datetime | None = None,
) -> Certificate:
    """The volunteer asks for a certificate; everybody at the organisation's desk is told."""
    now = now or timezone.now()
    engagement = _locked_engagement(engagement)
    if engagement.state != EngagementState.CONFIRMED:
        raise CertificateError(Code.NOT_CONFIRMED)
    if not has_desk(engagement.organisation):
        raise CertificateError(Code.NO_DESK)
    _check_period(engagement, starts_on, ends_on, today=timezone.localdate(now))
    certificate = engagement.certificates.in_work().first()
    if certificate is None:
        certificate = _begun(
            engagement, starts_on, ends_on, tasks=tasks, with_hours=with_hours, requested_at=now
        )
    elif certificate.requested_at:
        raise CertificateError(Code.IN_WORK)
    else:  # the organisation has begun one already and goes on with that
        certificate.requested_at = now
        certificate.save(update_fields=["requested_at", "changed_at"])
    notices.was_requested(certificate)
    return certificate


@transaction.atomic
def start_certificate(*, engagement: Engagement, now: datetime | None = None) -> Certificate:
    """The organisation begins one of its own accord; the one in work, if there is one."""
    engagement = _locked_engagement(engagement)
    if engagement.state != EngagementState.CONFIRMED:
        raise CertificateError(Code.NOT_CONFIRMED)
    if found := engagement.certificates.in_work().first():
        return found
    today = timezone.localdate(now)
    ends_on = min(engagement.until or today, today)
    return _begun(engagement, min(engagement.since, ends_on), ends_on)


@transaction.atomic
def change_certificate(
    *, certificate: Certificate, content: Content, today: date | None = None
) -> Certificate:
    """Write into a certificate that is not signed.

    Where another period was chosen and the hours still are what was proposed for the old one, the
    new proposal takes their place.
    """
    certificate = _locked(certificate)
    engagement = certificate.engagement
    if certificate.signed_at:
        raise CertificateError(Code.SIGNED)
    _check_period(
        engagement, content.starts_on, content.ends_on, today=today or timezone.localdate()
    )
    before = (certificate.starts_on, certificate.ends_on)
    hours = content.hours
    if before != (content.starts_on, content.ends_on) and hours == (
        confirmed_hours(engagement, *before) or None
    ):
        hours = confirmed_hours(engagement, content.starts_on, content.ends_on)
    certificate.starts_on, certificate.ends_on = content.starts_on, content.ends_on
    certificate.role = content.role
    certificate.hours = hours or None
    certificate.tasks = content.tasks
    certificate.thanks = content.thanks
    _take_names(certificate)
    certificate.competences.set(content.competences)
    certificate.competence_texts = _clauses(certificate)
    certificate.save()
    return certificate


@transaction.atomic
def sign_certificate(
    *, certificate: Certificate, name: str, role: str, by: User, now: datetime | None = None
) -> Certificate:
    """Sign it off: from now on it stays as it is, has a number, and the volunteer gets it.

    Signing twice does nothing more.
    """
    now = now or timezone.now()
    certificate = _locked(certificate)
    if certificate.signed_at:
        return certificate
    if not may_confirm(by, certificate.engagement):
        raise CertificateError(Code.OWN)
    if not name.strip() or not role.strip():
        raise CertificateError(Code.NO_SIGNATURE)
    today = timezone.localdate(now)
    _check_period(certificate.engagement, certificate.starts_on, certificate.ends_on, today=today)
    _take_names(certificate)
    certificate.competence_texts = _clauses(certificate)
    certificate.signed_by_name = " ".join(name.split())
    certificate.signed_by_role = " ".join(role.split())
    certificate.signed_by = by
    certificate.signed_at = now
    certificate.number = new_number(today.year)
    certificate.save()
    notices.was_signed(certificate)
    return certificate


@transaction.atomic
def withdraw_certificate(
    *, certificate: Certificate, reason: str, by: User, now: datetime | None = None
) -> Certificate:
    """Say that a signed certificate does not hold any more; the volunteer is told why."""
    certificate = _locked(certificate)
    if not certificate.signed_at:
        raise CertificateError(Code.NOT_SIGNED)
    if certificate.withdrawn_at:
        raise CertificateError(Code.WITHDRAWN)
    if not reason.strip():
        raise CertificateError(Code.WORD_MISSING)
    certificate.withdrawn_at = now or timezone.now()
    certificate.withdrawn_by = by
    certificate.withdrawal_reason = reason.strip()
    certificate.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawal_reason"])
    notices.was_withdrawn(certificate)
    return certificate


@transaction.atomic
def discard_certificate(*, certificate: Certificate, word: str = "") -> None:
    """The organisation writes none after all; who had asked for it is told why."""
    certificate = _locked(certificate)
    if certificate.signed_at:
        raise CertificateError(Code.SIGNED)
    if certificate.requested_at:
        if not word.strip():
            raise CertificateError(Code.WORD_MISSING)
        notices.was_declined(certificate, word.strip())
    certificate.delete()


@transaction.atomic
def take_back_request(*, certificate: Certificate) -> None:
    """The volunteer does not need it any more."""
    certificate = _locked(certificate)
    if certificate.signed_at:
        raise CertificateError(Code.SIGNED)
    certificate.delete()


def _begun(
    engagement: Engagement,
    starts_on: date,
    ends_on: date,
    *,
    tasks: str = "",
    with_hours: bool = True,
    requested_at: datetime | None = None,
) -> Certificate:
    certificate = Certificate(
        engagement=engagement,
        starts_on=starts_on,
        ends_on=ends_on,
        role=engagement.role,
        tasks=tasks,
        requested_at=requested_at,
    )
    if with_hours:
        certificate.hours = confirmed_hours(engagement, starts_on, ends_on) or None
    _take_names(certificate)
    certificate.save()
    return certificate


def _take_names(certificate: Certificate) -> None:
    """Person, organisation and town as they are called now."""
    engagement = certificate.engagement
    organisation = engagement.organisation
    certificate.holder = engagement.volunteer.name
    certificate.organisation_name = organisation.name
    certificate.town = organisation.municipality.name if organisation.municipality else ""


def _clauses(certificate: Certificate) -> list[str]:
    return [competence.clause for competence in certificate.competences.all()]


def _check_period(engagement: Engagement, starts_on: date, ends_on: date, *, today: date) -> None:
    if ends_on < starts_on:
        raise CertificateError(Code.ENDS_BEFORE_START)
    if starts_on < engagement.since:
        raise CertificateError(Code.BEFORE_START, since=date_format(engagement.since))
    if ends_on > today:
        raise CertificateError(Code.FUTURE)
    if engagement.until and ends_on > engagement.until:
        raise CertificateError(Code.AFTER_END, until=date_format(engagement.until))


def _locked_engagement(engagement: Engagement) -> Engagement:
    rows = Engagement.objects.select_for_update(of=("self",))
    return rows.select_related("volunteer", "organisation__municipality").get(pk=engagement.pk)


def _locked(certificate: Certificate) -> Certificate:
    rows = Certificate.objects.select_for_update(of=("self",))
    return rows.select_related(
        "engagement__volunteer__user", "engagement__organisation__municipality"
    ).get(pk=certificate.pk)
