"""Reading what devices send; nothing of it is believed."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest

from partners.redeeming.services import Report

MOST_REPORTS: Final = 50
LONGEST_BODY: Final = 200_000  # bytes: fifty codes of 2,000 letters, and room
LONGEST_CODE: Final = 2_000  # letters; `judge` wants fewer
LONGEST_NUMBER: Final = 40
LARGEST_ID: Final = 2**63 - 1
NO_KEY: Final = UUID(int=0)


class BadRequestError(Exception):
    """What was sent is not of the form that devices use; `code` says what is wrong."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Malformed:
    """A report that says no more than its key: it must not hold up those behind it."""

    key: UUID


@dataclass(frozen=True, slots=True)
class Form:
    """What a request asks for.

    Attributes:
        benefit_ids: of the benefits that it is about; None for all of the shop.
        times: for how many questions it counts.
    """

    text: str = ""
    key: UUID = NO_KEY
    reports: tuple[Report | Malformed, ...] = ()
    benefit_ids: tuple[int, ...] | None = ()
    times: int = 1


def code_form(said: dict[str, Any], now: datetime) -> Form:
    """Raises BadRequestError: no_code."""
    return Form(text=_text_in(said, "code", LONGEST_CODE), benefit_ids=None)


def number_form(said: dict[str, Any], now: datetime) -> Form:
    """Raises BadRequestError: no_number."""
    return Form(text=_text_in(said, "number", LONGEST_NUMBER))


def key_form(said: dict[str, Any], now: datetime) -> Form:
    """Raises BadRequestError: no_key."""
    return Form(key=_key_in(said))


def report_form(said: dict[str, Any], now: datetime) -> Form:
    """The reports in their order, each with the moment of scanning by the server's clock.

    What the device's clock is off by follows from when it says to have sent this.

    Raises:
        BadRequestError: no_sent_at, no_redemptions, too_many, no_key.
    """
    sent_at = _moment(said.get("sent_at"))
    if sent_at is None:
        raise BadRequestError("no_sent_at")
    found = said.get("redemptions")
    if not isinstance(found, list) or not found:
        raise BadRequestError("no_redemptions")
    if len(found) > MOST_REPORTS:
        raise BadRequestError("too_many")
    reports = tuple(_report(one, now - sent_at) for one in found)
    wanted = {report.benefit_id for report in reports if isinstance(report, Report)}
    return Form(reports=reports, benefit_ids=tuple(wanted), times=len(reports))


def body_of(request: HttpRequest) -> dict[str, Any]:
    """The JSON object that was sent.

    Raises:
        BadRequestError: too_large, no_json.
    """
    try:
        length = int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        raise BadRequestError("no_json") from None
    if length > LONGEST_BODY:
        raise BadRequestError("too_large")
    try:
        said = json.loads(request.body)
    except (ValueError, RecursionError):
        raise BadRequestError("no_json") from None
    if not isinstance(said, dict):
        raise BadRequestError("no_json")
    return said


def _text_in(said: dict[str, Any], name: str, longest: int) -> str:
    text = said.get(name)
    if not isinstance(text, str) or not 0 < len(text) <= longest or "\0" in text:
        raise BadRequestError(f"no_{name}")
    return text


def _key_in(said: Any) -> UUID:
    key = said.get("key") if isinstance(said, dict) else None
    if not isinstance(key, str) or len(key) != 36:
        raise BadRequestError("no_key")
    try:
        return UUID(key)
    except ValueError:
        raise BadRequestError("no_key") from None


def _report(said: Any, clock_is_off_by: timedelta) -> Report | Malformed:
    key = _key_in(said)
    benefit, code, number = said.get("benefit"), said.get("code", ""), said.get("number", "")
    offline, scanned_at = said.get("offline", False), _moment(said.get("scanned_at"))
    if not (
        type(benefit) is int
        and 0 < benefit <= LARGEST_ID
        and isinstance(code, str)
        and len(code) <= LONGEST_CODE
        and isinstance(number, str)
        and len(number) <= LONGEST_NUMBER
        and "\0" not in number
        and bool(code) != bool(number)
        and isinstance(offline, bool)
        and scanned_at is not None
    ):
        return Malformed(key)
    try:
        at = scanned_at + clock_is_off_by
    except OverflowError:
        return Malformed(key)
    return Report(
        key=key, benefit_id=benefit, scanned_at=at, code=code, number=number, offline=offline
    )


def _moment(said: Any) -> datetime | None:
    """A moment in ISO 8601 with its time zone, as `Date.toISOString` writes it."""
    if not isinstance(said, str) or len(said) > 40:
        return None
    try:
        moment = datetime.fromisoformat(said)
        return moment.astimezone(UTC) if moment.tzinfo is not None else None
    except (ValueError, OverflowError):
        return None
