from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.sections import sections_for
from opportunities.desk import drafts, gate
from opportunities.desk.errors import OfferError
from opportunities.desk.offers import comment_of, state_on_desk, words_of_town
from opportunities.desk.promises import broken_promises
from opportunities.desk.steps import LAST, STEPS, step_of_field
from opportunities.desk.views.writing import member_at, offer_at_desk, step_url
from opportunities.models import OpportunityPage
from organisations.desk import desk_view
from organisations.models import Organisation

WORDS_OF_TOWN = 5  # the newest


class BookedForm(forms.Form):
    """Asked of whoever takes away or moves dates that people have booked."""

    knows = forms.BooleanField(
        label=_("I know that these people lose their date, or come at another time"),
        error_messages={"required": _("Please tick this, or bring the dates back.")},
    )


@desk_view
def look(request: HttpRequest, organisation: Organisation, offer: int) -> HttpResponse:
    """The last step: the offer as everybody will see it, and the button that sends it.

    Apps above tell more about it by `offer_draft_sections(draft, request)`.
    """
    page = offer_at_desk(organisation, offer)
    draft = drafts.draft_of(page)
    missing = gate.missing_in(draft)
    promises = broken_promises(draft, today=timezone.localdate())
    form = BookedForm(request.POST if request.method == "POST" and promises else None)
    if request.method == "POST" and not missing and (form.is_valid() or not promises):
        try:
            outcome = gate.submit_offer(
                offer=page,
                organisation=organisation,
                by=member_at(request),
                knows_of_bookings=bool(promises),
            )
        except OfferError as error:
            messages.error(request, str(error))
            return redirect("desk_offers:look", organisation=organisation.pk, offer=page.pk)
        messages.success(request, outcome.label)
        return redirect("desk_offers:list", organisation=organisation.pk)
    return TemplateResponse(
        request,
        "opportunities/desk/look.html",
        {
            **_as_everybody_sees_it(request, draft),
            "desk_organisation": organisation,
            "offer": page,
            "steps": STEPS,
            "step": LAST,
            "number": len(STEPS),
            "missing": [
                (step_url(organisation, page, step_of_field(name)), text)
                for name, text in missing.items()
            ],
            "promises": promises,
            "booked_form": form,
            "is_waiting": page.workflow_in_progress,
            "is_accepted": gate.is_accepted(organisation),
            "is_new": page.has_unpublished_changes or not page.live,
            "desk_state": state_on_desk(page, page.current_workflow_state, timezone.localdate()),
            "comment": comment_of(page.current_workflow_state),
            "words_of_town": words_of_town(page)[:WORDS_OF_TOWN],
            "sections": sections_for("offer_draft", draft, request),
        },
        status=422 if request.method == "POST" else 200,
    )


def _as_everybody_sees_it(request: HttpRequest, draft: OpportunityPage) -> dict[str, Any]:
    """What the public page's template wants, as if the draft were on line and open."""
    draft.live = True
    draft.is_paused = False
    draft.closed_on = None
    draft.set_derived()
    request.is_preview = True  # type: ignore[attr-defined]  # as Wagtail's own previews say it
    return draft.get_context(request)
