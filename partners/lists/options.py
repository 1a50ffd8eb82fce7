"""What whoever starts an import decides."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from accounts.models import User
from municipalities.models import Municipality
from municipalities.querysets import ALL_MUNICIPALITIES


@dataclass(frozen=True, kw_only=True)
class ListOptions:
    """`town` is the list's own; None for one of the whole association.

    `only_town`: nothing outside of that town may be touched. `ends_many`: somebody has looked at
    how many shops would end, and wants it. `accepts_sure`: proposals that much speaks for are
    taken as answered.
    """

    now: dt.datetime
    town: Municipality | None = None
    only_town: bool = False
    ends_many: bool = False
    accepts_sure: bool = False
    user: User | None = None


def is_bound_to_town(user: Any) -> bool:
    """Whether an import that `user` starts may only write in one town."""
    return not (user and user.is_active and user.has_perm(ALL_MUNICIPALITIES))
