from datetime import time
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from ehrenamtskarte.credential.claims import BERLIN
from partners.devices.tokens import device_view
from partners.enums import RedemptionState
from partners.models import Benefit, ScannerDevice
from partners.redeeming.device_api.requests import (
    Malformed,
    code_form,
    key_form,
    number_form,
    report_form,
)
from partners.redeeming.device_api.till_view import (
    Asked,
    as_json,
    count_against,
    not_allowed,
    till_view,
)
from partners.redeeming.errors import Refusal, TakeBackError
from partners.redeeming.presented import presented_code, presented_number
from partners.redeeming.services import (
    Outcome,
    Report,
    redeem,
    usable_benefits,
)
from partners.redeeming.taking_back import take_back

STATUS = {
    TakeBackError.Code.TOO_LATE: 409,
    TakeBackError.Code.CONFLICT: 409,
    TakeBackError.Code.UNKNOWN: 404,
}


@device_view
def state(request: HttpRequest, device: ScannerDevice) -> HttpResponse:
    """What a device has to know to work without network: the shop's benefits, and the time."""
    if request.method != "GET":
        return not_allowed("GET")
    return as_json(
        {
            "now": timezone.now().isoformat(),
            "partner": {"name": device.partner.name},
            "device": {"key": str(device.key), "name": device.name, "pin": device.pin},
            "benefits": [_facts(benefit) for benefit in _benefits_at(device)],
        }
    )


@till_view(limit="redeem", read=report_form)
def redemptions(asked: Asked) -> dict[str, Any]:
    """Count what a device reports, in its order, each once."""
    reports = asked.form.reports
    numbers = sum(1 for report in reports if isinstance(report, Report) and report.number)
    if numbers:
        count_against("number", asked.till, times=numbers)
    return {"results": [_result(report, asked) for report in reports]}


@till_view(limit="ask", read=code_form)
def usable(asked: Asked) -> dict[str, Any]:
    """What the card in view may use here and now. Nothing is kept of the question."""
    card = presented_code(asked.form.text, at=asked.now)
    found = usable_benefits(till=asked.till, card=card, now=asked.now, benefits=asked.benefits)
    return {
        "verdict": card.kind.value,
        "benefits": [{"id": pk, "left": left} for pk, left in found.items()],
    }


@till_view(limit="ask", read=key_form)
def taking_back(asked: Asked) -> HttpResponse | dict[str, Any]:
    """Undo what this device has just reported."""
    try:
        take_back(till=asked.till, key=asked.form.key, now=asked.now)
    except TakeBackError as error:
        content = {"error": error.code.value, "message": str(error)}
        return as_json(content, status=STATUS[error.code])
    return {"state": RedemptionState.UNDONE.value}


@till_view(limit="number", read=number_form)
def number(asked: Asked) -> dict[str, Any]:
    """The verdict on a card whose code can't be read, by its number.

    The only answer with a name in it: the clerk has to compare it with the card and the photo ID.
    """
    card = presented_number(asked.form.text, at=asked.now)
    if card is None:
        nothing = {"name": "", "valid_until": None, "card_type": None, "issued_by": ""}
        return {"verdict": "unknown_number", **nothing}
    return {
        "verdict": card.kind.value,
        "name": card.name,
        "valid_until": card.valid_until and card.valid_until.isoformat(),
        "card_type": card.card_type,
        "issued_by": card.issued_by,
    }


def _result(report: Report | Malformed, asked: Asked) -> dict[str, Any]:
    if isinstance(report, Malformed):
        outcome = Outcome(None, error=Refusal.MALFORMED)
    else:
        outcome = redeem(till=asked.till, report=report, now=asked.now, benefits=asked.benefits)
    state, error = outcome.state, outcome.error
    return {
        "key": str(report.key),
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
