"""What can't be done with engagements and hours, and why, in words for people."""

from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CodedError(Exception):
    """`code` says why, for programs; the text, with `facts` filled in, says it for people."""

    code: TextChoices

    def __init__(self, code: TextChoices, **facts: Any) -> None:
        super().__init__(str(code.label) % facts if facts else str(code.label))
        self.code = code


class EngagementError(CodedError):
    """An engagement can't begin, change or end as asked."""

    class Code(TextChoices):
        FUTURE = "future", _("The beginning must not lie in the future.")
        TOO_LONG_AGO = "too_long_ago", _("Please check the year of the beginning.")
        ALREADY_THERE = (
            "already_there",
            _("This engagement is on record already; you find it among your engagements."),
        )
        NOT_CURRENT = "not_current", _("This organisation is not there any more.")
        NO_ADDRESS = (
            "no_address",
            _("Please give an e-mail address at which the organisation can confirm it."),
        )
        OWN_ADDRESS = (
            "own_address",
            _("This is your own address. Please give one of somebody else in the organisation."),
        )
        TOO_MANY = (
            "too_many",
            _(
                "Several organisations have not answered you yet."
                " Please wait until some of them have."
            ),
        )
        ASKED_LATELY = (
            "asked_lately",
            _("The organisation was asked only lately. Please give it a few days."),
        )
        ANSWERED = "answered", _("This engagement has been answered already.")
        DECLINED = "declined", _("The organisation has not confirmed this engagement.")
        ENDS_BEFORE_START = (
            "ends_before_start",
            _("The end must not come before the beginning (%(since)s)."),
        )
        ENDS_IN_FUTURE = "ends_in_future", _("Please give a day that is past, or today.")
        HOURS_LATER = (
            "hours_later",
            _("There are hours on record for later days, the last on %(last)s."),
        )
        WORD_MISSING = "word_missing", _("Please say in a word why.")
        OWN = "own", _("Your own engagement is confirmed by somebody else of your organisation.")


class HoursError(CodedError):
    """Hours can't be recorded, changed, confirmed or disputed as asked."""

    class Code(TextChoices):
        FUTURE = "future", _("Hours can only be recorded when the day has come.")
        BEFORE_START = (
            "before_start",
            _("The engagement began on %(since)s; hours of earlier days do not belong to it."),
        )
        AFTER_END = (
            "after_end",
            _("The engagement ended on %(until)s; hours of later days do not belong to it."),
        )
        NOT_CONFIRMED = (
            "not_confirmed",
            _("The organisation has not confirmed this engagement, so it has no hours."),
        )
        NO_TIME = "no_time", _("Please give more than no time at all.")
        DAY_FULL = (
            "day_full",
            _(
                "A day has 24 hours: on %(day)s there are %(recorded)s hours on record already,"
                " so %(left)s are left."
            ),
        )
        CONFIRMED = (
            "confirmed",
            _("Confirmed hours are never changed. You can record a correction instead."),
        )
        WITHDRAWN = "withdrawn", _("These hours have been taken back.")
        NOT_OPEN = "not_open", _("These hours have been answered already.")
        CHANGED = (
            "changed",
            _("These hours have been changed in the meantime. Please look at them again."),
        )
        NOT_CORRECTABLE = (
            "not_correctable",
            _("Only confirmed hours are corrected; others can simply be changed."),
        )
        CORRECTION_WAITS = (
            "correction_waits",
            _("There is a correction already that waits to be confirmed."),
        )
        NO_DIFFERENCE = "no_difference", _("That is what is on record already.")
        BELOW_ZERO = "below_zero", _("There can't be less than no hours.")
        WORD_MISSING = "word_missing", _("Please say in a word what should be different.")
        OWN = (
            "own",
            _("Your own hours are confirmed by somebody else of your organisation."),
        )
        IS_CORRECTION = (
            "is_correction",
            _("A correction is not changed; you can take it back and record a new one."),
        )
        TIMER_RUNS = "timer_runs", _("The clock is running already.")
        FORGOTTEN = (
            "forgotten",
            _("The clock has been running for very long. How long were you really there?"),
        )
        NO_TIMER = "no_timer", _("No clock is running.")
        TOO_LONG = "too_long", _("Please fill in one year at a time at most.")


class TeamHoursError(Exception):
    """Some of a team's hours can't be recorded, so none were; says for each person why."""

    def __init__(self, reasons: dict[int, str]) -> None:
        super().__init__(f"{len(reasons)} rows")
        self.reasons = reasons  # by primary key of the engagement
