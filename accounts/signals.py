from typing import Any

from allauth.account.models import EmailAddress
from allauth.account.signals import email_confirmed
from django.contrib.auth.signals import user_logged_in

from accounts.models import User
from accounts.volunteers import claim_volunteers


def address_was_confirmed(email_address: EmailAddress, **kwargs: Any) -> None:
    claim_volunteers(email_address.user)


def signed_in(user: User, **kwargs: Any) -> None:
    claim_volunteers(user)


def connect() -> None:
    email_confirmed.connect(address_was_confirmed, dispatch_uid="accounts-claim-volunteers")
    user_logged_in.connect(signed_in, dispatch_uid="accounts-claim-volunteers")
