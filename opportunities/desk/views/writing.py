"""Writing an offer step by step; each step saves, whichever button is pressed."""

import uuid
from functools import partial
from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from accounts.models import User
from opportunities.desk import drafts
from opportunities.desk.errors import OfferError
from opportunities.desk.forms import StepForm, WhenForm
from opportunities.desk.forms.rows import with_row, without_row
from opportunities.desk.offers import comment_of
from opportunities.desk.promises import BrokenPromise, broken_promises
from opportunities.desk.steps import FIRST, LAST, STEPS, Step, WritingStep, find_step, step_after
from opportunities.models import OpportunityPage
from organisations.desk import desk_view
from organisations.models import Organisation

# What the buttons say (`do`): go on; or save what is right and …
ON, LATER, TYPING, UPLOAD = "weiter", "spaeter", "tippen", "bild"
TO, MORE, LESS = "zu:", "mehr:", "weniger:"
ROWS = ("slots", "dates")


@desk_view
def new(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """The first step of a new offer; the draft is made when it is saved for the first time."""
    draft = drafts.new_offer(organisation)
    key = _key(request.POST.get("key", ""))
    if request.method == "POST":
        return _saved(request, organisation, None, draft, FIRST, key=key)
    return _page(request, organisation, None, FIRST, FIRST.form(draft=draft), key=key)


@desk_view
def write(request: HttpRequest, organisation: Organisation, offer: int, step: str) -> HttpResponse:
    """One step of an offer that has been saved before."""
    page = offer_at_desk(organisation, offer)
    found = find_step(step)
    if not isinstance(found, WritingStep):
        raise Http404
    if request.method == "POST":
        return _saved(request, organisation, page, drafts.draft_of(page), found)
    try:
        drafts.check_writable(page)
    except OfferError as error:
        messages.info(request, str(error))
        return redirect(step_url(organisation, page, LAST))
    return _page(request, organisation, page, found, found.form(draft=drafts.draft_of(page)))


def offer_at_desk(organisation: Organisation, pk: int) -> OpportunityPage:
    """The offer, if it is the organisation's; others do not exist here."""
    offer: OpportunityPage | None = drafts.offers_of(organisation).filter(pk=pk).first()
    if offer is None:
        raise Http404
    return offer


def member_at(request: HttpRequest) -> User:
    """Who sits at the desk; `desk_view` has let nobody else in."""
    return cast(User, request.user)


def step_url(organisation: Organisation, offer: OpportunityPage, step: Step) -> str:
    """The address of a step."""
    arguments = {"organisation": organisation.pk, "offer": offer.pk}
    if isinstance(step, WritingStep):
        return reverse("desk_offers:write", kwargs={**arguments, "step": step.slug})
    return reverse("desk_offers:look", kwargs=arguments)


def _saved(
    request: HttpRequest,
    organisation: Organisation,
    offer: OpportunityPage | None,
    draft: OpportunityPage,
    step: WritingStep,
    *,
    key: uuid.UUID | None = None,
) -> HttpResponse:
    do = request.POST.get("do", ON)
    changed = _with_other_rows(request.POST, do)
    form = step.form(changed or request.POST, request.FILES, draft=draft)
    is_valid = form.is_valid()
    if do == ON and not is_valid and not form.has_file:
        return _page(request, organisation, offer, step, form, key=key, status=422)
    try:
        offer = _keep(request, organisation, offer, form, key, while_typing=do == TYPING)
        form.was_kept(offer)
    except OfferError as error:
        if do == TYPING:
            return JsonResponse({"error": str(error)}, status=409)
        messages.error(request, str(error))
        if offer is None:
            return _page(request, organisation, None, step, form, key=key, status=409)
        return redirect(step_url(organisation, offer, LAST))
    if do == TYPING:
        return JsonResponse(_what_was_saved(organisation, offer, step, form, is_valid))
    if changed is not None:
        return _page(request, organisation, offer, step, form, key=key)
    if do in (ON, UPLOAD) and (not is_valid or form.errors):
        return _page(request, organisation, offer, step, form, key=key, status=422)
    if do == UPLOAD and offer is not None:
        return redirect(f"{step_url(organisation, offer, step)}#{UPLOAD}")
    if do == LATER:
        if offer is not None:
            messages.success(request, _("Your draft is kept. You can go on whenever you like."))
        return redirect("desk_offers:list", organisation=organisation.pk)
    if offer is None:  # without a title there is nothing to go on with
        return _page(request, organisation, None, step, form, key=key, status=422)
    target = find_step(do.removeprefix(TO)) if do.startswith(TO) else step_after(step)
    return redirect(step_url(organisation, offer, target or step_after(step)))


def _keep(
    request: HttpRequest,
    organisation: Organisation,
    offer: OpportunityPage | None,
    form: StepForm,
    key: uuid.UUID | None,
    *,
    while_typing: bool,
) -> OpportunityPage | None:
    """Save what is right in the form; None while there is nothing to begin a draft with."""
    by = member_at(request)
    change = partial(form.apply_to, organisation=organisation, by=by)
    if offer is not None:
        drafts.save_draft(offer=offer, by=by, change=change, while_typing=while_typing)
        return offer_at_desk(organisation, offer.pk)
    if not form.cleaned_data.get("title"):
        return None
    return drafts.start_draft(
        organisation=organisation,
        key=key or uuid.uuid4(),
        by=by,
        change=change,
    )


def _what_was_saved(
    organisation: Organisation,
    offer: OpportunityPage | None,
    step: WritingStep,
    form: StepForm,
    is_valid: bool,
) -> dict[str, Any]:
    if offer is None:
        return {"saved": ""}
    at = time_format(timezone.localtime(), "H:i")
    text = (
        _("saved %(time)s") % {"time": at}
        if is_valid
        else _("saved %(time)s, but for what is not complete yet") % {"time": at}
    )
    return {
        "saved": text,
        "url": step_url(organisation, offer, step),
        "rows": form.fingerprints_now() if isinstance(form, WhenForm) else {},
    }


def _with_other_rows(data: QueryDict, do: str) -> QueryDict | None:
    """What was sent with a row more or less; None if another button was pressed."""
    if do.startswith(MORE) and (prefix := do.removeprefix(MORE)) in ROWS:
        return with_row(data, prefix)
    prefix, _dash, index = do.removeprefix(LESS).partition("-")
    if do.startswith(LESS) and prefix in ROWS and index.isdigit():
        return without_row(data, prefix, int(index))
    return None


def _key(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        return uuid.uuid4()


def _page(
    request: HttpRequest,
    organisation: Organisation,
    offer: OpportunityPage | None,
    step: WritingStep,
    form: StepForm,
    *,
    key: uuid.UUID | None = None,
    status: int = 200,
) -> HttpResponse:
    address = (
        step_url(organisation, offer, step)
        if offer
        else reverse("desk_offers:new", kwargs={"organisation": organisation.pk})
    )
    return render(
        request,
        "opportunities/desk/write.html",
        {
            "organisation": organisation,
            "offer": offer,
            "form": form,
            "step": step,
            "steps": STEPS,
            "number": STEPS.index(step) + 1,
            "back": STEPS[STEPS.index(step) - 1] if step is not FIRST else None,
            "address": address,
            "key": key if offer is None else None,
            "promises": _promises(offer, form),
            "comment": comment_of(offer.current_workflow_state) if offer else "",
        },
        status=status,
    )


def _promises(offer: OpportunityPage | None, form: StepForm) -> list[BrokenPromise]:
    """What people have booked and would lose by what has been written."""
    if offer is None or not isinstance(form, WhenForm):
        return []
    return broken_promises(drafts.draft_of(offer), today=timezone.localdate())
