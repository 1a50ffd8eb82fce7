"""Who helps where in the demo, with hours, a certificate and what was shown for it."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

from django.utils import timezone

from accounts.models import User
from engagement.certificates.services import (
    Content,
    change_certificate,
    request_certificate,
    sign_certificate,
    start_certificate,
)
from engagement.checks.due import warn_of_expiry
from engagement.checks.services import note_inspection
from engagement.enums import HoursSource
from engagement.models import Competence, Engagement, HoursEntry
from engagement.services import (
    SeenHours,
    begin_engagement,
    claim_engagement,
    confirm_engagement,
    confirm_hours,
    correct_hours,
    dispute_hours,
    name_organisation,
    record_hours,
    set_usual_hours,
)
from home.demo import content, times
from home.demo.applications import volunteer_of
from organisations.models import Organisation, OrganisationPage
from organisations.records import record_of

A_WEEK = dt.timedelta(weeks=1)
SHOWN_AFTER = dt.timedelta(days=8)  # the certificate of good conduct, after its date


class Helpers:
    """Puts on record what people do; `desk` answers for the organisations that have one."""

    def __init__(self, *, people: dict[str, User], desk: User) -> None:
        self.people = people
        self.desk = desk
        self.today = timezone.localdate()

    def help_everywhere(self) -> None:
        for text in content.volunteering().engagements:
            engagement = self._begin(text)
            if text.usual_hours:
                set_usual_hours(engagement=engagement, hours=Decimal(str(text.usual_hours)))
            if text.weekday:
                self._record(engagement, text)
            if text.issued:
                self._show(engagement, text)
            if text.certificate_until:
                self._certify(engagement, text)
        for asked in content.volunteering().certificate_requests:
            engagement = Engagement.objects.get(volunteer__name=asked["name"], role=asked["role"])
            request_certificate(
                engagement=engagement,
                starts_on=engagement.since,
                ends_on=self.today,
                tasks=asked["tasks"],
            )
        warn_of_expiry(self.today)

    def _begin(self, text: content.Engagement) -> Engagement:
        volunteer = volunteer_of(text, self.people)
        since = self._day(text.since)
        if not (text.claimed or text.named or text.confirmed_by):
            return begin_engagement(
                volunteer=volunteer,
                organisation=_organisation(text),
                role=text.role,
                since=since,
                source="",
                by=self.desk,
            )
        engagement = claim_engagement(
            volunteer=volunteer,
            organisation=_organisation(text),
            role=text.role,
            since=since,
            contact_email=text.contact_email,
        )
        if text.confirmed_by:
            engagement = confirm_engagement(engagement=engagement, email=text.confirmed_by)
        return engagement

    def _record(self, engagement: Engagement, text: content.Engagement) -> None:
        by = None if text.confirmed_by else self.desk
        for day in self._days(text):
            record_hours(
                engagement=engagement,
                worked_on=day,
                hours=Decimal(str(text.hours)),
                source=HoursSource.ENTRY,
            )
        own = HoursEntry.objects.filter(engagement=engagement)
        done = own.filter(worked_on__lt=self._day(text.confirmed))
        confirm_hours(among=own, seen=[SeenHours.of(entry) for entry in done], by=by)
        if text.asked_back and (waiting := own.waiting().order_by("worked_on").first()):
            dispute_hours(entry=waiting, word=text.asked_back, by=by)
        if text.corrected:
            correct_hours(
                entry=own.get(worked_on=self._day(text.corrected["day"])),
                hours=Decimal(str(text.corrected["hours"])),
                note=text.corrected["note"],
                by=by,
                confirmed=True,
            )

    def _days(self, text: content.Engagement) -> Iterator[dt.date]:
        day = self._day(f"{text.first} {text.weekday}")
        while day <= self.today:
            yield day
            day += A_WEEK * text.every

    def _show(self, engagement: Engagement, text: content.Engagement) -> None:
        issued_on = self._day(text.issued)
        renew_by = None
        if text.renew_in is not None:
            renew_by = self.today + dt.timedelta(days=text.renew_in)
        note_inspection(
            volunteer=engagement.volunteer,
            organisation=engagement.organisation,
            seen_on=issued_on + SHOWN_AFTER,
            issued_on=issued_on,
            renew_by=renew_by,
            by=self.desk,
        )

    def _certify(self, engagement: Engagement, text: content.Engagement) -> None:
        ends_on = self._day(text.certificate_until)
        certificate = start_certificate(engagement=engagement)
        certificate = change_certificate(
            certificate=certificate,
            content=Content(
                starts_on=engagement.since,
                ends_on=ends_on,
                role=engagement.role,
                hours=certificate.hours,
                tasks=text.tasks.strip(),
                competences=list(Competence.objects.filter(slug__in=text.competences)),
                thanks=text.thanks,
            ),
        )
        organisation = OrganisationPage.objects.get(slug=text.organisation)
        sign_certificate(
            certificate=certificate,
            name=organisation.contact_name,
            role=organisation.contact_role,
            by=self.desk,
            now=_noon(ends_on + A_WEEK),
        )

    def _day(self, text: str) -> dt.date:
        return times.day(text, self.today)


def _organisation(text: content.Engagement) -> Organisation:
    if text.named:
        return name_organisation(name=text.named, email=text.contact_email)
    return record_of(OrganisationPage.objects.get(slug=text.organisation))


def _noon(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(12), tzinfo=timezone.get_current_timezone())
