"""Accounts for people who have proved that they read a mailbox: they opened a link sent there."""

from allauth.account.models import EmailAddress
from django.contrib.auth import login
from django.db import IntegrityError, transaction
from django.http import HttpRequest

from accounts.models import User
from accounts.volunteers import claim_volunteers

STAFF = "wagtailadmin.access_admin"
_BACKEND = "django.contrib.auth.backends.ModelBackend"


def account_of_mailbox(*, email: str, name: str = "") -> User:
    """The account whose mailbox this is, made (called `name`, without a password) if there is none.

    Only for who has just proved to read the mailbox.
    """
    email = email.strip().lower()
    with transaction.atomic():
        user = _known(email) or _new(email, name)
        claim_volunteers(user)
    return user


def sign_in_by_mailbox(request: HttpRequest, user: User) -> bool:
    """Sign the reader of the account's mailbox in; says whether it was done.

    Not for staff, whose rights need more than a mailbox, nor for locked accounts.
    """
    if request.user.is_authenticated and request.user.pk == user.pk:
        return True
    if not user.is_active or user.has_perm(STAFF):
        return False
    login(request, user, backend=_BACKEND)
    return True


def _known(email: str) -> User | None:
    address = EmailAddress.objects.filter(email__iexact=email, verified=True).first()
    if address:
        return User.objects.get(pk=address.user_id)
    user = User.objects.filter(email__iexact=email).first()
    if user:
        if EmailAddress.objects.filter(user=user, email__iexact=email).exists():
            # Whoever signed up here never proved to read this mailbox; their password must not
            # open what its reader does from now on. (Accounts that staff made have no such row.)
            user.set_unusable_password()
            user.save(update_fields=["password"])
        _verify(user, email)
    return user


def _new(email: str, name: str) -> User:
    first_name, _space, last_name = " ".join(name.split()).rpartition(" ")
    try:
        with transaction.atomic():
            user = User.objects.create_user(
                email, first_name=first_name[:150], last_name=last_name[:150]
            )
            _verify(user, email)
    except IntegrityError:  # of two at once the second takes what the first made
        user = User.objects.get(email=email)
    return user


def _verify(user: User, email: str) -> None:
    address, _made = EmailAddress.objects.get_or_create(user=user, email=email)
    address.verified = True
    address.primary = (
        not EmailAddress.objects.filter(user=user, primary=True).exclude(pk=address.pk).exists()
    )
    address.save()
