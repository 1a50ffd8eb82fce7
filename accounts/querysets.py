from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models.functions import Lower

if TYPE_CHECKING:
    from accounts.models import User


class VolunteerQuerySet(models.QuerySet):
    def of(self, user: "User") -> Self:
        """Everybody for whom `user` acts."""
        return self.filter(user=user)

    def with_mailbox(self, *addresses: str) -> Self:
        """Everybody who is reached at one of these addresses, however written; oldest first."""
        return (
            self.alias(mailbox=Lower("email"))
            .filter(mailbox__in=[address.lower() for address in addresses if address])
            .order_by("pk")
        )
