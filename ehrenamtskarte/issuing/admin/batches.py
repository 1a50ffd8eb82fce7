"""Batches in the administration: whose cards are made, how far it is, what can be downloaded."""

from collections.abc import Callable
from typing import Any, Final

from django import forms
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import BaseObjectMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from ehrenamtskarte.enums import BatchState
from ehrenamtskarte.issuing import batches, papers
from ehrenamtskarte.issuing.admin.forms import BatchForm, HandedOverForm
from ehrenamtskarte.issuing.errors import IssueError
from ehrenamtskarte.issuing.scope import OwnMixin
from ehrenamtskarte.models import CardBatch
from ehrenamtskarte.printing.errors import CardLookError, CardPrintError
from ehrenamtskarte.printing.sheets import Sides

LOOK_AGAIN_AFTER: Final = 2  # seconds

# What can be downloaded, by the last part of the address; letters make codes, so they are posted.
PAPERS: Final[dict[str, Callable[[CardBatch], papers.Paper]]] = {
    "boegen": papers.sheets,
    "vorderseiten": lambda batch: papers.sheets(batch, sides=Sides.FRONTS),
    "rueckseiten": lambda batch: papers.sheets(batch, sides=Sides.BACKS),
    "karten": papers.archive,
    "uebergabe": papers.handover,
}


class StartBatchView(generic.CreateView):
    """Whose cards are to be made."""

    page_title = gettext_lazy("Make cards")
    submit_button_label = gettext_lazy("Make the cards")

    def get_form_class(self) -> type[BatchForm]:
        return BatchForm

    def get_panel(self) -> None:
        return None

    def save_instance(self) -> CardBatch:
        return self.form.save()

    def get_success_message(self, instance: CardBatch) -> str:
        return _("The cards are being made.")

    def get_success_buttons(self) -> list[Any]:
        return []

    def get_success_url(self) -> str:
        return reverse("card_batches:inspect", args=[self.object.pk])


class BatchesView(OwnMixin, generic.IndexView):
    model = CardBatch
    page_title = gettext_lazy("Batches of cards")


class BatchView(OwnMixin, generic.InspectView):
    """How far a batch is; when it is released, everything that can be printed."""

    model = CardBatch
    template_name = "ehrenamtskarte/issuing/admin/batch.html"
    page_title = gettext_lazy("Batch of cards")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        batch: CardBatch = self.object
        is_busy = batch.state in batches.AT_WORK
        made, total = batches.progress_of(batch)
        printable = batches.cards_to_print(batch)
        is_silent = batch.alive_at is None or batch.alive_at <= timezone.now() - batches.SILENT_FOR
        return super().get_context_data(
            batch=batch,
            is_busy=is_busy,
            is_released=batch.state == BatchState.RELEASED,
            look_again_after=LOOK_AGAIN_AFTER if is_busy and not is_silent else None,
            made=made,
            total=total,
            errors=batch.error.splitlines(),
            printable=printable.count(),
            unprinted=printable.filter(printed_at=None).count(),
            not_handed_over=printable.filter(handed_over_on=None).count(),
            handed_over_form=HandedOverForm(),
            may_act=self.user_has_permission("add"),
            may_start_again=batch.state == BatchState.FAILED or (is_busy and is_silent),
            **kwargs,
        )


class _BatchAct(OwnMixin, PermissionCheckedMixin, BaseObjectMixin, View):
    """Something that is done to a batch by a button."""

    model = CardBatch
    http_method_names = ["post"]
    permission_required = "add"

    def act(self, batch: CardBatch, user: Any) -> str:
        """Do it; what is told then. Raises IssueError."""
        raise NotImplementedError

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            messages.success(request, self.act(self.object, request.user))
        except IssueError as error:
            messages.error(request, str(error))
        return self.back()

    def back(self) -> HttpResponse:
        return redirect("card_batches:inspect", self.object.pk)


class GoOnView(_BatchAct):
    def act(self, batch: CardBatch, user: Any) -> str:
        batches.start_again(batch=batch)
        return _("It goes on where it stopped.")


class PrintedView(_BatchAct):
    def act(self, batch: CardBatch, user: Any) -> str:
        return _noted(batches.mark_printed(batch=batch, by=user))


class HandedOverView(_BatchAct):
    def act(self, batch: CardBatch, user: Any) -> str:
        form: forms.Form = HandedOverForm(self.request.POST)
        if not form.is_valid():
            raise IssueError(IssueError.Code.IN_FUTURE)
        on = form.cleaned_data["on"]
        return _noted(batches.hand_over_batch(batch=batch, on=on, by=user))


class PaperView(OwnMixin, PermissionCheckedMixin, BaseObjectMixin, View):
    """One of the files of a released batch."""

    model = CardBatch
    http_method_names = ["get"]
    permission_required = "add"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        make = PAPERS.get(self.kwargs["paper"])
        if make is None:
            raise Http404
        return self.sent(make)

    def sent(self, make: Callable[[CardBatch], papers.Paper]) -> HttpResponseBase:
        try:
            paper = make(self.object)
        except (IssueError, CardPrintError, CardLookError) as error:
            messages.error(self.request, str(error))
            return redirect("card_batches:inspect", self.object.pk)
        response = FileResponse(
            paper.file,
            as_attachment=True,
            filename=paper.name,
            content_type=paper.content_type,
        )
        response["Cache-Control"] = "no-store"
        return response


class LettersView(PaperView):
    """Letters have new codes for the phone, so there is a button for them."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return self.sent(papers.letters)


def _noted(count: int) -> str:
    return ngettext("Noted for %(count)d card.", "Noted for %(count)d cards.", count) % {
        "count": count
    }
