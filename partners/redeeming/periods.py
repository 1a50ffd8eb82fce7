"""Within which period a limit counts, and which year's key belongs to it."""

from datetime import date, datetime

from ehrenamtskarte.credential.claims import BERLIN
from partners.enums import LimitPeriod


def period_of(limit: str, day: date) -> str:
    """What the uses of `day` are counted under; empty where there is no limit."""
    match limit:
        case LimitPeriod.UNLIMITED:
            return ""
        case LimitPeriod.DAY:
            return f"{day:%Y-%m-%d}"
        case LimitPeriod.MONTH:
            return f"{day:%Y-%m}"
        case LimitPeriod.YEAR:
            return f"{day:%Y}"
    return "once"


def key_year(limit: str, day: date, benefit_made_at: datetime) -> int:
    """Whose year's key names the card.

    What may be used once while it lives has to know a card again in other years: there it is the
    year in which the benefit was made.
    """
    if limit == LimitPeriod.ONCE:
        return benefit_made_at.astimezone(BERLIN).year
    return day.year
