"""What one does with an application for a card: one function for each act.

All take keywords only, run in one transaction, and raise `CardApplicationError` with a code where
something can't be. What organisations do: `attesting`; what organisations hand in: `collectives`.
"""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from accounts.volunteers import volunteer_for
from ehrenamtskarte.applications import erasing
from ehrenamtskarte.applications.asking import ask_organisations, next_state
from ehrenamtskarte.applications.errors import CardApplicationError
from ehrenamtskarte.applications.facts import rule_for
from ehrenamtskarte.applications.moves import locked, move, record
from ehrenamtskarte.applications.states import NOT_YET_SENT, RUNNING
from ehrenamtskarte.enums import CardApplicationSource as Source
from ehrenamtskarte.enums import CardApplicationState as State
from ehrenamtskarte.enums import CardEventKind, CardParty, CardType
from ehrenamtskarte.models import Card, CardApplication, CaseMessage

Code = CardApplicationError.Code


def submit(
    *,
    application: CardApplication,
    party: CardParty = CardParty.APPLICANT,
    by: User | None = None,
    is_proved: bool = True,
    today: date | None = None,
) -> CardApplication:
    """Hand a draft in. Whoever has not proved to read the mailbox has to confirm by mail first.

    The rule of `today` is the one by which the application is judged. A town that types in what
    came on paper gives its day and `party=CardParty.TOWN`.
    """
    with locked(application):
        if application.state != State.DRAFT:
            return application
        application.submitted_on = today or timezone.localdate()
        check_whole(application)
        rule = rule_for(application)
        if rule is None:
            raise CardApplicationError(Code.NO_RULE)
        application.association_rule_id = rule.association_rule_id
        application.town_rule_id = rule.town_rule_id
        application.save()
        if party == CardParty.APPLICANT and not is_proved:
            move(application=application, to=State.UNCONFIRMED, party=party, by=by)
        else:
            _hand_in(application, party=party, by=by)
    return application


def confirm_application(*, application: CardApplication, by: User | None = None) -> CardApplication:
    """The owner of the mailbox says: yes, that was me."""
    with locked(application):
        if application.state == State.UNCONFIRMED:
            _hand_in(application, party=CardParty.APPLICANT, by=by)
    return application


def check_whole(application: CardApplication) -> None:
    """Raises CardApplicationError where something is missing that no application can do without."""
    needed = (application.municipality_id, application.first_name, application.last_name)
    if not all(needed) or application.born_on is None:
        raise CardApplicationError(Code.INCOMPLETE)
    attestations = list(application.attestations.all())
    is_jubilee = application.card_type == CardType.JUBILEE
    may_do_without = application.shortcuts or (is_jubilee and application.declares_on_honour)
    if not attestations and not may_do_without:
        raise CardApplicationError(Code.NO_ORGANISATION)
    if has_running(application):
        raise CardApplicationError(Code.ALREADY_RUNNING)


def has_running(application: CardApplication) -> bool:
    """Whether the same person has another application of this kind under way in this town."""
    same = Q(
        first_name__iexact=application.first_name,
        last_name__iexact=application.last_name,
        born_on=application.born_on,
    )
    return (
        CardApplication.objects.filter(
            same,
            municipality=application.municipality_id,
            card_type=application.card_type,
            state__in=RUNNING,
        )
        .exclude(pk=application.pk)
        .exists()
    )


def ask_applicant(*, application: CardApplication, text: str, by: User | None) -> CaseMessage:
    """The town has a question; the case waits for the applicant. May be asked more than once."""
    if not text.strip():
        raise CardApplicationError(Code.WORD_MISSING)
    with locked(application):
        if application.state == State.ASKED:  # one more question
            application.state = State.READY
            application.save(update_fields=["state"])
        move(application=application, to=State.ASKED, party=CardParty.TOWN, by=by, note=text)
        return CaseMessage.objects.create(
            application=application, party=CardParty.TOWN, by=by, text=text
        )


def reply(*, application: CardApplication, text: str, by: User | None = None) -> CaseMessage:
    """The applicant answers the town's question; the case goes back to the town."""
    if not text.strip():
        raise CardApplicationError(Code.WORD_MISSING)
    with locked(application):
        if application.state != State.ASKED:
            raise CardApplicationError(Code.ILLEGAL_MOVE)
        message = CaseMessage.objects.create(
            application=application, party=CardParty.APPLICANT, by=by, text=text
        )
        move(
            application=application,
            to=next_state(application),
            party=CardParty.APPLICANT,
            by=by,
            note=text,
        )
    return message


def approve(*, application: CardApplication, by: User | None, note: str = "") -> CardApplication:
    """The town says yes; `issuing` makes the card. `note` is for the history, and for nobody else.

    What the rule said at this moment is kept in `judgement`.
    """
    with locked(application):
        check_whole(application)
        move(application=application, to=State.APPROVED, party=CardParty.TOWN, by=by, note=note)
    return application


def decline(*, application: CardApplication, reason: str, by: User | None) -> CardApplication:
    """The town says no; the applicant gets the reason, whom to ask and what can be done."""
    if not reason.strip():
        raise CardApplicationError(Code.REASON_MISSING)
    move(application=application, to=State.DECLINED, party=CardParty.TOWN, by=by, note=reason)
    return application


def reopen(*, application: CardApplication, by: User | None, note: str = "") -> CardApplication:
    """Take a decision back, before a card is made: it is to be decided again."""
    with locked(application):
        if application.state not in (State.APPROVED, State.DECLINED):
            raise CardApplicationError(Code.ILLEGAL_MOVE)
        if has_running(application):
            raise CardApplicationError(Code.ALREADY_RUNNING)
        move(application=application, to=State.READY, party=CardParty.TOWN, by=by, note=note)
    return application


def mark_issued(
    *, application: CardApplication, card: Card, by: User | None = None
) -> CardApplication:
    """Note that the card was made; the mail about it is the card's (`issuing`)."""
    move(application=application, to=State.ISSUED, party=CardParty.TOWN, by=by, card=card)
    return application


@transaction.atomic
def withdraw(
    *,
    application: CardApplication,
    party: CardParty = CardParty.APPLICANT,
    by: User | None = None,
    note: str = "",
) -> None:
    """Take an application back and erase what need not stay of it.

    Of what was never handed in nothing stays at all. `note` goes to the applicant by mail, where
    the town withdraws for them, and is not kept.
    """
    with locked(application):
        if application.state in NOT_YET_SENT:
            erasing.erase(application)
            return
        event = move(application=application, to=State.WITHDRAWN, party=party, by=by, note=note)
        if event:
            erasing.empty(application)


def _hand_in(application: CardApplication, *, party: CardParty, by: User | None) -> None:
    now = timezone.now()
    if has_running(application):
        raise CardApplicationError(Code.ALREADY_RUNNING)
    application.confirmed_at = now if party == CardParty.APPLICANT else None
    _know_volunteer(application, by=by if party == CardParty.APPLICANT else None)
    application.save()
    move(application=application, to=next_state(application), party=party, by=by, now=now)
    ask_organisations(application, now=now)


def _know_volunteer(application: CardApplication, *, by: User | None) -> None:
    """Tie the application to the person, who may be known by what they have done here."""
    if application.volunteer is None and (application.email or application.phone or by):
        application.volunteer = volunteer_for(
            name=application.name, email=application.email, phone=application.phone, user=by
        )
    volunteer = application.volunteer
    if volunteer and volunteer.born_on is None:
        volunteer.born_on = application.born_on
        volunteer.save(update_fields=["born_on"])


def start(
    *,
    by: User | None = None,
    source: Source = Source.ONLINE,
    party: CardParty = CardParty.APPLICANT,
    now: datetime | None = None,
    **facts: object,
) -> CardApplication:
    """A new draft with what is known so far; `facts` are fields of `CardApplication`."""
    with transaction.atomic():
        application = CardApplication(source=source, **facts)
        application.waiting_since = now or timezone.now()
        if by and party == CardParty.APPLICANT and application.volunteer is None:
            application.volunteer = volunteer_for(
                name=application.name, phone=application.phone, user=by
            )
        application.save()
        record(application, CardEventKind.STARTED, party=party, by=by)
    return application
