"""What a town's desk and the two of a tandem do."""

import datetime as dt

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from accounts.models import Volunteer
from matching.enums import CheckInAnswer, TandemRole
from matching.models import Tandem, TandemCheckIn, TandemPerson, TandemProgramme
from matching.tandems import mails
from matching.tandems.errors import TandemError
from matching.tandems.links import close_links
from matching.tandems.standing import NEEDS_THE_DESK

Code = TandemError.Code
INTRODUCTION = 0  # the week of the mail that brings the two together


def find_volunteer(person: TandemPerson) -> Volunteer | None:
    """Whom else we know by this mailbox and name."""
    if not person.email:
        return None
    known = Volunteer.objects.with_mailbox(person.email)
    return known.filter(name__iexact=person.name).order_by("pk").first()


def same_mailbox(person: TandemPerson) -> QuerySet[TandemPerson]:
    """Who else of the programme is reached there: the same person, or of one family."""
    others = person.programme.people.filter(left_on=None, email__iexact=person.email)
    return others.exclude(pk=person.pk) if person.email else others.none()


@transaction.atomic
def pair(
    *,
    mentor: TandemPerson,
    mentee: TandemPerson,
    today: dt.date,
    now: dt.datetime | None = None,
) -> Tandem:
    """Bring two people of a programme together and tell both.

    Who is together with just that person already stays so: a button is soon pressed twice.
    Raises TandemError (NOT_WAITING, FULL, AVOIDED, SAME_PERSON).
    """
    people = TandemPerson.objects.select_for_update(of=("self",)).select_related(
        "programme__municipality"
    )
    # Always in the same order, so that two coordinators never wait for each other.
    found = {one.pk: one for one in people.filter(pk__in=[mentor.pk, mentee.pk]).order_by("pk")}
    for one in (mentee, mentor):
        if one.pk not in found:  # erased meanwhile
            raise TandemError(Code.NOT_WAITING, name=one)
    mentor, mentee = found[mentor.pk], found[mentee.pk]
    if together := Tandem.objects.filter(mentor=mentor, mentee=mentee, ended_on=None).first():
        return together
    fits_roles = mentor.role == TandemRole.MENTOR and mentee.role == TandemRole.MENTEE
    if not fits_roles or mentor.programme_id != mentee.programme_id or not _waits(mentee):
        raise TandemError(Code.NOT_WAITING, name=mentee)
    if mentor.left_on or mentor.is_resting:
        raise TandemError(Code.NOT_WAITING, name=mentor)
    if mentor.email and mentor.email.lower() == mentee.email.lower():
        raise TandemError(Code.SAME_PERSON)
    if _avoid_each_other(mentor, mentee):
        raise TandemError(Code.AVOIDED)
    taken = set(mentor.mentored.filter(ended_on=None).values_list("place", flat=True))
    most = min(mentor.most_at_a_time, mentor.programme.most_at_a_time)
    if len(taken) >= most:
        raise TandemError(Code.FULL, name=mentor)
    tandem = Tandem.objects.create(
        mentor=mentor,
        mentee=mentee,
        place=next(place for place in range(most + len(taken)) if place not in taken),
        started_on=today,
    )
    for person in (mentor, mentee):
        mails.introduce(
            TandemCheckIn.objects.create(
                tandem=tandem, person=person, week=INTRODUCTION, asked_at=now or timezone.now()
            )
        )
    return tandem


def _waits(mentee: TandemPerson) -> bool:
    return not (
        mentee.left_on or mentee.is_resting or mentee.accompanied.filter(ended_on=None).exists()
    )


def _avoid_each_other(one: TandemPerson, other: TandemPerson) -> bool:
    return one.avoided.filter(pk=other.pk).exists() or other.avoided.filter(pk=one.pk).exists()


@transaction.atomic
def answer(
    *, check_in: TandemCheckIn, answer: CheckInAnswer, now: dt.datetime | None = None
) -> None:
    """Keep how it goes; the desk is told once where it is needed. Raises TandemError (ENDED)."""
    running = Tandem.objects.filter(pk=check_in.tandem_id, ended_on=None)
    if not running.exists():
        raise TandemError(Code.ENDED)
    TandemCheckIn.objects.filter(pk=check_in.pk).update(
        answer=answer, answered_at=now or timezone.now(), settled_at=None
    )
    check_in.refresh_from_db(fields=["answer", "answered_at", "settled_at"])
    if answer in NEEDS_THE_DESK:
        mails.tell_desk(check_in)


@transaction.atomic
def note_answer(
    *,
    tandem: Tandem,
    person: TandemPerson,
    answer: CheckInAnswer,
    now: dt.datetime | None = None,
) -> TandemCheckIn:
    """Keep what one of the two has said on the telephone, as of the week that it is now.

    Nobody is mailed: the desk has heard it itself. Raises TandemError (ENDED).
    """
    now = now or timezone.now()
    # Whoever ends it meanwhile comes before or after, not in between.
    if not Tandem.objects.select_for_update().filter(pk=tandem.pk, ended_on=None).exists():
        raise TandemError(Code.ENDED)
    week = max((timezone.localdate(now) - tandem.started_on).days // 7, INTRODUCTION)
    # Asked and answered in one moment: that is what `by_telephone` looks at.
    noted, _is_new = TandemCheckIn.objects.update_or_create(
        tandem=tandem,
        person=person,
        week=week,
        defaults={"asked_at": now, "answer": answer, "answered_at": now, "settled_at": None},
    )
    return noted


def settle(*, tandem: Tandem, now: dt.datetime | None = None) -> int:
    """Note that the desk has cared for what the two asked of it; returns how many calls."""
    return tandem.check_ins.filter(answer__in=NEEDS_THE_DESK, settled_at=None).update(
        settled_at=now or timezone.now()
    )


@transaction.atomic
def end_tandem(
    *,
    tandem: Tandem,
    on: dt.date,
    today: dt.date,
    mentor_goes_on: bool = False,
    mentee_goes_on: bool = False,
) -> None:
    """End it well: thanks to both, links closed; who does not go on is erased later.

    Raises TandemError (ENDED, WRONG_DAY).
    """
    if not tandem.started_on <= on <= today:
        raise TandemError(Code.WRONG_DAY)
    if not Tandem.objects.filter(pk=tandem.pk, ended_on=None).update(ended_on=on):
        raise TandemError(Code.ENDED)
    tandem.refresh_from_db()
    settle(tandem=tandem)
    close_links(tandem)
    for person, goes_on in ((tandem.mentor, mentor_goes_on), (tandem.mentee, mentee_goes_on)):
        mails.thank(tandem, person)
        has_others = person.mentored.filter(ended_on=None).exists()
        if not goes_on and not has_others:
            TandemPerson.objects.filter(pk=person.pk).update(left_on=on)


def let_go_on(*, person: TandemPerson) -> None:
    """Somebody who was to leave with their tandem would like to go on after all."""
    TandemPerson.objects.filter(pk=person.pk).update(left_on=None)


def running_in(programme: TandemProgramme) -> QuerySet[Tandem]:
    return Tandem.objects.filter(mentor__programme=programme, ended_on=None)


def check_deletion(*, programme: TandemProgramme) -> None:
    """Whether a programme may be deleted: not while tandems run. Raises TandemError (RUNNING).

    To be called in the transaction that deletes it: nobody is brought together meanwhile.
    """
    list(programme.people.select_for_update().order_by("pk").values_list("pk"))
    if running_in(programme).exists():
        raise TandemError(Code.RUNNING)


@transaction.atomic
def erase_person(*, person: TandemPerson) -> None:
    """Erase somebody at once, with their ended tandems. Raises TandemError (HAS_TANDEM)."""
    person = TandemPerson.objects.select_for_update().get(pk=person.pk)
    own = Tandem.objects.filter(mentor=person) | Tandem.objects.filter(mentee=person)
    if own.filter(ended_on=None).exists():
        raise TandemError(Code.HAS_TANDEM, name=person)
    _count_and_delete(own.values_list("pk", flat=True), person.programme_id)
    person.delete()


def erase_ended(now: dt.datetime) -> int:
    """Erase tandems that ended long ago, and who left with them; returns how many people."""
    today = timezone.localdate(now)
    erased = 0
    for programme in TandemProgramme.objects.order_by("pk"):
        before = today - dt.timedelta(days=programme.kept_days)
        with transaction.atomic():
            ended = Tandem.objects.filter(mentor__programme=programme, ended_on__lt=before)
            _count_and_delete(ended.values_list("pk", flat=True), programme.pk)
            gone = programme.people.filter(
                left_on__lt=before, mentored=None, accompanied=None
            ).values_list("pk", flat=True)
            _number, each = TandemPerson.objects.filter(pk__in=list(gone)).delete()
            erased += each.get("matching.TandemPerson", 0)
    return erased


def _count_and_delete(keys: "object", programme: int) -> None:
    _number, each = Tandem.objects.filter(pk__in=list(keys)).delete()  # type: ignore[call-overload]  # a list of keys
    if number := each.get("matching.Tandem", 0):
        TandemProgramme.objects.filter(pk=programme).update(
            ended_counted=F("ended_counted") + number
        )
