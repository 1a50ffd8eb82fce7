"""Who applied for what in the demo, and what came of it; as the people did it, dated back."""

import datetime as dt
from decimal import Decimal
from uuid import UUID

from django.utils import timezone

from accounts.models import User, Volunteer
from accounts.volunteers import volunteer_for
from home.demo import content, times
from home.demo.people import PEOPLE
from home.demo.publishing import days_ago
from opportunities.applications.services import apply, confirm_application, move_application
from opportunities.dates.attendance import bookings_to_tick, tick_attendance
from opportunities.enums import ApplicationState, Party
from opportunities.messages.services import mark_read, write_message
from opportunities.models import Application, OpportunityPage
from organisations.models import Organisation

WRITERS = (Party.APPLICANT, Party.ORGANISATION)
# All other steps are the organisation's.
BY_APPLICANT = (ApplicationState.WITHDRAWN,)
BY_CLOCK = (ApplicationState.DONE,)


class Applicants:
    """Lets everybody apply, one after the other; `desk` answers for all organisations."""

    def __init__(self, *, people: dict[str, User], desk: User) -> None:
        self.people = people
        self.desk = desk
        self.today = timezone.localdate()
        self.began = timezone.now()

    def apply_all(self) -> None:
        told = content.volunteering()
        for text in told.applications:
            self._live_through(self._apply(text), text)
        for attendance in told.attendances:
            self._tick(attendance)

    def _apply(self, text: content.Application) -> Application:
        offer = OpportunityPage.objects.get(slug=text.offer)
        user = self.people[login_email(text)] if text.login else None
        at = self._at(text, 0)
        application = apply(
            opportunity=offer,
            name=user.get_full_name() if user else text.name,
            email=text.email,
            phone=text.phone,
            message=text.message,
            dates=[_slot(offer, text.date, self.today)] if text.date else (),
            people=text.people,
            group_name=text.group,
            user=user,
            now=at,
        )
        application = confirm_application(application=application, by=user, now=at)
        Application.objects.filter(pk=application.pk).update(created_at=at)
        self._date_back(application, at)
        return application

    def _live_through(self, application: Application, text: content.Application) -> None:
        for number, (_days, what, *words) in enumerate(text.steps):
            if number == 0:
                continue  # applying itself
            at = self._at(text, number)
            said = words[0] if words else ""
            party = Party(what) if what in WRITERS else _party_of(ApplicationState(what))
            mark_read(application=application, reader=party, now=at)
            if what in WRITERS:
                write_message(
                    application=application, party=party, text=said, by=self._by(party, text)
                )
            else:
                move_application(
                    application=application,
                    to=ApplicationState(what),
                    party=party,
                    by=self._by(party, text),
                    note=said,
                    now=at,
                )
            self._date_back(application, at)

    def _by(self, party: Party, text: content.Application) -> User | None:
        if party == Party.ORGANISATION:
            return self.desk
        if party == Party.APPLICANT and text.login:
            return self.people[login_email(text)]
        return None

    def _at(self, text: content.Application, number: int) -> dt.datetime:
        """When a step was: in its order, some minutes apart."""
        return days_ago(text.steps[number][0], minute=25 + 47 * number)

    def _date_back(self, application: Application, at: dt.datetime) -> None:
        """Let what has been recorded just now have happened at `at`."""
        application.events.filter(created_at__gte=self.began).update(created_at=at)
        application.messages.filter(created_at__gte=self.began).update(created_at=at)

    def _tick(self, text: content.Attendance) -> None:
        offer = OpportunityPage.objects.get(slug=text.offer)
        organisation = Organisation.objects.get(page=offer.organisation_id)
        slot = _slot(offer, text.date, self.today)
        bookings = bookings_to_tick(organisation, offer).filter(slot=slot)
        there = bookings.filter(application__volunteer__name__in=text.there)
        tick_attendance(
            organisation=organisation,
            offer=offer,
            slot=slot,
            there=list(there.values_list("pk", flat=True)),
            hours=Decimal(str(text.hours)),
            by=self.desk,
        )


def volunteer_of(text: content.Person, people: dict[str, User]) -> Volunteer:
    """The one whom the text means."""
    if text.login:
        user = people[login_email(text)]
        return volunteer_for(name=user.get_full_name(), user=user)
    return volunteer_for(name=text.name, email=text.email, phone=text.phone)


def login_email(text: content.Person) -> str:
    return next(one.email for one in PEOPLE if one.email.startswith(f"{text.login}@"))


def _party_of(state: ApplicationState) -> Party:
    if state in BY_APPLICANT:
        return Party.APPLICANT
    return Party.CLOCK if state in BY_CLOCK else Party.ORGANISATION


def _slot(offer: OpportunityPage, text: str, today: dt.date) -> UUID:
    """The key of the offer's date on the day that `text` names."""
    return offer.dates.get(takes_place_on=times.day(text, today)).key
