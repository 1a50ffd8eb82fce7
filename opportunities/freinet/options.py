"""What whoever starts an import decides."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AbstractBaseUser

from municipalities.models import Municipality
from municipalities.querysets import ALL_MUNICIPALITIES


@dataclass(frozen=True, kw_only=True)
class ImportOptions:
    """`town` is the one whose agency the export comes from; None for the whole association.

    `only_town`: nothing outside of that town's pages may be touched.
    """

    now: dt.datetime
    town: Municipality | None = None
    only_town: bool = False
    collects_elsewhere: bool = False
    user: AbstractBaseUser | None = None


def is_bound_to_town(user: Any) -> bool:
    """Whether an import that `user` starts may only write in one town."""
    return not (user and user.is_active and user.has_perm(ALL_MUNICIPALITIES))
