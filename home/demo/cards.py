"""The Ehrenamtskarte in the demo: cases in every state, and cards that can be printed."""

from decimal import Decimal
from typing import Any

from django.utils import timezone

from accounts.models import User
from ehrenamtskarte.applications.attesting import Answer, answer_as_second, answer_attestation
from ehrenamtskarte.applications.services import approve, ask_applicant, decline, start, submit
from ehrenamtskarte.enums import CardApplicationState as State
from ehrenamtskarte.enums import CardType
from ehrenamtskarte.issuing.batches import make_batch, start_batch
from ehrenamtskarte.models import Attestation, CardApplication
from home.demo import content, times
from home.demo.applications import login_email
from municipalities.models import Municipality
from organisations.models import OrganisationPage
from organisations.records import record_of

CARDS = {"standard": CardType.STANDARD, "jubilee": CardType.JUBILEE}
CHAIR, TREASURER = "Vorsitz", "Kasse"


class CardDesk:
    """Plays what applicants, organisations and towns did so far."""

    def __init__(self, *, people: dict[str, User]) -> None:
        self.people = people
        self.today = timezone.localdate()
        self.towns = {town.slug: town for town in Municipality.objects.all()}

    def decide_all(self) -> None:
        issued = []
        for case in content.card_cases():
            application = self._apply(case)
            self._decide(case, application)
            if case.state == State.ISSUED:
                issued.append(application)
        batch = start_batch(
            municipality=self.towns["luenen"],
            applications=issued,
            by=self.people["luenen@demo.example"],
        )
        make_batch(batch)

    def _apply(self, case: content.CardCase) -> CardApplication:
        user = self.people[login_email(case)] if case.login else None
        application = start(
            by=user,
            municipality=self.towns[case.town],
            card_type=CARDS[case.card],
            first_name=case.first_name,
            last_name=case.last_name,
            born_on=case.born_on,
            email=user.email if user else case.email,
            street=case.street,
            postcode=case.postcode,
            city=self.towns[case.town].name,
            is_active_in_town=True,
            pay=case.pay,
            years_declared=case.years_declared,
            declares_on_honour=case.declares_on_honour,
        )
        works = [(work, self._state(application, work)) for work in case.works]
        submit(application=application, by=user, today=self.today)
        for work, attestation in works:
            if answer := work.get("answer"):
                self._answer(attestation, answer, work)
        application.refresh_from_db()
        return application

    def _state(self, application: CardApplication, work: dict[str, Any]) -> Attestation:
        organisation = None
        if slug := work.get("organisation"):
            organisation = record_of(OrganisationPage.objects.get(slug=slug))
        return Attestation.objects.create(
            application=application,
            organisation=organisation,
            organisation_name=organisation.name if organisation else work["named"],
            role=work["role"],
            since=times.day(work["since"], self.today),
            hours_per_week=Decimal(str(work["hours_per_week"])),
            contact_name=work.get("contact_name", CHAIR),
            contact_email=work.get("contact_email", "")
            or (organisation.email if organisation else ""),
        )

    def _answer(self, attestation: Attestation, answer: str, work: dict[str, Any]) -> None:
        name = attestation.contact_name
        corrected = work.get("corrected")
        answer_attestation(
            attestation=attestation,
            answer=Answer(answer),
            name=name,
            word=work.get("word", ""),
            hours_per_week=Decimal(str(corrected)) if corrected else None,
            second_email="kasse@verein.example",
        )
        attestation.refresh_from_db()
        if attestation.application.town_rule and attestation.application.town_rule.signatures == 2:
            answer_as_second(attestation=attestation, agrees=True, name=TREASURER)

    def _decide(self, case: content.CardCase, application: CardApplication) -> None:
        by = self.people[f"{case.town}@demo.example"]
        if case.state in (State.APPROVED, State.ISSUED):
            approve(application=application, by=by)
        elif case.state == State.DECLINED:
            decline(application=application, reason=case.reason, by=by)
        elif case.state == State.ASKED:
            ask_applicant(application=application, text=case.question, by=by)
