"""People who help, found again: by their account, or by their mailbox and name."""

import datetime as dt
from collections.abc import Iterable, Mapping

from allauth.account.models import EmailAddress
from django.db import transaction

from accounts.models import User, Volunteer


@transaction.atomic
def volunteer_for(
    *, name: str, email: str = "", phone: str = "", user: User | None = None
) -> Volunteer:
    """The volunteer of this name, made if there is none.

    With `user` it is a volunteer of that account, who gets `phone` and is reached at a confirmed
    address of the account. Without, nobody has proved anything yet: whoever is found by mailbox
    (or, without one, by telephone) and name is returned as they are.
    """
    name, email, phone = " ".join(name.split()), email.strip().lower(), " ".join(phone.split())
    if user:
        return _volunteer_of(user, name, email, phone)
    if email:
        found = _of_name(name, Volunteer.objects.with_mailbox(email))
    else:
        nearby = Volunteer.objects.filter(email="", user=None).order_by("pk")
        found = _of_name(name, (one for one in nearby if _digits(one.phone) == _digits(phone)))
    return found or Volunteer.objects.create(name=name, email=email, phone=phone)


def claim_volunteers(user: User) -> int:
    """Let the account act for everybody with a mailbox that it has confirmed; returns how many."""
    return (
        Volunteer.objects.with_mailbox(*confirmed_addresses(user))
        .filter(user=None)
        .update(user=user)
    )


def birth_dates(user: User) -> dict[str, dt.date | None]:
    """What is known of everybody for whom the account acts, by name; the account's own first."""
    return {
        name: next((one.born_on for one in volunteers if one.born_on), None)
        for name, volunteers in _by_name(user).items()
    }


@transaction.atomic
def set_birth_dates(*, user: User, dates: Mapping[str, dt.date | None]) -> None:
    """Keep dates of birth by name as `birth_dates` has them; None forgets what was known."""
    for name, volunteers in _by_name(user).items():
        if name not in dates:
            continue
        if not volunteers and dates[name]:
            volunteers = [volunteer_for(name=name, user=user)]
        Volunteer.objects.filter(pk__in=[one.pk for one in volunteers]).update(born_on=dates[name])


def confirmed_addresses(user: User) -> list[str]:
    """The mailboxes that the person has proved to read, in lower case."""
    addresses = EmailAddress.objects.filter(user=user, verified=True)
    return [address.email.lower() for address in addresses]


def _volunteer_of(user: User, name: str, email: str, phone: str) -> Volunteer:
    claim_volunteers(user)
    if email not in confirmed_addresses(user):
        email = user.email
    found = _of_name(name, Volunteer.objects.of(user).order_by("pk"))
    if found is None:
        return Volunteer.objects.create(user=user, name=name, email=email, phone=phone)
    if phone and phone != found.phone:
        found.phone = phone
        found.save(update_fields=["phone"])
    return found


def _by_name(user: User) -> dict[str, list[Volunteer]]:
    """The account's own name and all others, each with whoever is called so (maybe nobody)."""
    own = user.get_full_name() or user.email
    found: dict[str, tuple[str, list[Volunteer]]] = {own.casefold(): (own, [])}
    for volunteer in Volunteer.objects.of(user).order_by("pk"):
        found.setdefault(volunteer.name.casefold(), (volunteer.name, []))[1].append(volunteer)
    return dict(found.values())


def _of_name(name: str, volunteers: Iterable[Volunteer]) -> Volunteer | None:
    wanted = name.casefold()
    return next((one for one in volunteers if one.name.casefold() == wanted), None)


def _digits(phone: str) -> str:
    return "".join(sign for sign in phone if sign.isdigit())
