from datetime import datetime, time
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from ehrenamtskarte.credential.claims import BERLIN
from partners.devices.tokens import device_view
from partners.enums import RedemptionState
from partners.models import Benefit, ScannerDevice
from partners.redeeming.device_api.requests import (
    LONGEST_CODE,
    LONGEST_NUMBER,
    Malformed,
    body_of,
    key_in,
    reports_in,
    text_in,
)
from partners.redeeming.device_api.till_view import as_json, count_against, till_view
from partners.redeeming.errors import Refusal, TakeBackError
from partners.redeeming.presented import presented_code, presented_number
from partners.redeeming.services import (
    Outcome,
    Report,
    redeem,
    take_back,
    usable_benefits,
)
from partners.redeeming.statements import benefits_of
from partners.redeeming.tills import Till

STATUS = {
    TakeBackError.Code.TOO_LATE: 409,
    TakeBackError.Code.CONFLICT: 409,
    TakeBackError.Code.UNKNOWN: 404,
}


@device_view
def state(request: HttpRequest, device: ScannerDevice) -> HttpResponse:
    """What a device has to know to work without network: the shop's benefits, and the time."""
    if request.method != "GET":
        response = as_json({"error": "method_not_allowed"}, status=405)
        response.headers["Allow"] = "GET"
        return response
    return as_json(
        {
            "now": timezone.now().isoformat(),
            "partner": {"name": device.partner.name},
            "device": {"key": str(device.key), "name": device.name},
            "benefits": [_facts(benefit) for benefit in _benefits_at(device)],
        }
    )


@till_view(method="POST", limit="redeem")
def redemptions(request: HttpRequest, till: Till, now: datetime) -> dict[str, Any]:
    """Count what a device reports, in its order, each once."""
    reports = reports_in(body_of(request), now)
    count_against("redemptions", till, times=len(reports))
    numbers = sum(1 for report in reports if isinstance(report, Report) and report.number)
    if numbers:
        count_against("number", till, times=numbers)
    wanted = {report.benefit_id for report in reports if isinstance(report, Report)}
    known = benefits_of(till.partner_id, till.branch_id, list(wanted)) if wanted else {}
    return {
        "results": [
            _result(
                str(report.key),
                Outcome(None, error=Refusal.MALFORMED)
                if isinstance(report, Malformed)
                else redeem(till=till, report=report, now=now, benefits=known),
            )
            for report in reports
        ]
    }


@till_view(method="POST", limit="ask")
def usable(request: HttpRequest, till: Till, now: datetime) -> dict[str, Any]:
    """What the card in view may use here and now. Nothing is kept of the question."""
    card = presented_code(text_in(body_of(request), "code", LONGEST_CODE), at=now)
    found = usable_benefits(till=till, card=card, now=now)
    return {
        "verdict": card.kind.value,
        "benefits": [{"id": pk, "left": left} for pk, left in found.items()],
    }


@till_view(method="POST", limit="redeem")
def taking_back(request: HttpRequest, till: Till, now: datetime) -> HttpResponse | dict[str, Any]:
    """Undo what this device has just reported."""
    try:
        take_back(till=till, key=key_in(body_of(request)), now=now)
    except TakeBackError as error:
        content = {"error": error.code.value, "message": str(error)}
        return as_json(content, status=STATUS[error.code])
    return {"state": RedemptionState.UNDONE.value}


@till_view(method="POST", limit="number")
def number(request: HttpRequest, till: Till, now: datetime) -> dict[str, Any]:
    """The verdict on a card whose code can't be read, by its number.

    The only answer with a name in it: the clerk has to compare it with the card and the photo ID.
    """
    typed = text_in(body_of(request), "number", LONGEST_NUMBER)
    card = presented_number(typed, at=now)
    if card is None:
        return {"verdict": "unknown_number", "name": "", "valid_until": None, "card_type": None}
    return {
        "verdict": card.kind.value,
        "name": card.name,
        "valid_until": card.valid_until and card.valid_until.isoformat(),
        "card_type": card.card_type,
    }


def _result(key: str, outcome: Outcome) -> dict[str, Any]:
    state, error = outcome.state, outcome.error
    return {
        "key": key,
        "state": state.value if state else "refused",
        "error": error.value if error else "",
        "message": str(error.label) if error else "",
        "left": outcome.left,
    }


def _benefits_at(device: ScannerDevice) -> list[Benefit]:
    """What is offered at the device's place, today or later."""
    today = timezone.now().astimezone(BERLIN).date()
    found = (
        Benefit.objects.current()
        .filter(partner=device.partner_id)
        .exclude(valid_until__lt=today)
        .prefetch_related("branches", "translations")
    )
    return [
        benefit
        for benefit in found
        if device.branch_id is None
        or device.branch_id in (places := [branch.pk for branch in benefit.branches.all()])
        or not places
    ]


def _facts(benefit: Benefit) -> dict[str, Any]:
    return {
        "id": benefit.pk,
        "title": benefit.title,
        "terms": benefit.terms,
        "kind": benefit.kind,
        "for_standard": benefit.for_standard,
        "for_jubilee": benefit.for_jubilee,
        "companions": benefit.companions,
        "weekdays": benefit.weekdays,
        "from_time": _clock(benefit.from_time),
        "until_time": _clock(benefit.until_time),
        "valid_from": benefit.valid_from and benefit.valid_from.isoformat(),
        "valid_until": benefit.valid_until and benefit.valid_until.isoformat(),
        "limit_period": benefit.limit_period,
        "limit_count": benefit.limit_count,
        "languages": {
            one.language: {"title": one.title, "terms": one.terms}
            for one in benefit.translations.all()
        },
    }


def _clock(moment: time | None) -> str | None:
    return None if moment is None else f"{moment:%H:%M}"
