"""The screens of a speed-dating in the administration: the event and its plan."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.admin.views import generic

from matching.admin_pages import OwnTownMixin, RecordPage, RecordView
from matching.models import SpeedDating, SpeedDatingGuest
from matching.speeddating import outdated, printing, services
from matching.speeddating.errors import SpeedDatingError
from matching.speeddating.moving import Move, moves
from matching.speeddating.standing import Standing


class AddEventView(OwnTownMixin, generic.CreateView):
    """Day, times and place; who comes follows on the event's own page."""

    inspect_url_name = ""

    def get_success_url(self) -> str:
        return reverse(self.inspect_url_name, args=[self.object.pk])


class EditEventView(OwnTownMixin, generic.EditView):
    """The number of rounds belongs to the plan, so a locked plan keeps it."""

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        if self.object.locked_at:
            form.fields["rounds"].disabled = True
            form.fields["rounds"].help_text = SpeedDatingError.Code.LOCKED.label
        return form

    def get_success_url(self) -> str:
        url: str = self.get_inspect_url()
        return url

    def save_instance(self) -> SpeedDating:
        event: SpeedDating = super().save_instance()
        services.drop_rounds(event=event)
        return event


class EventView(generic.InspectView):
    """Who comes, which organisations are there, the plan, and what can be printed."""

    template_name = "matching/speeddating/event.html"
    page_title = gettext_lazy("Speed-dating")
    url_names: Mapping[str, str] = MappingProxyType({})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        event: SpeedDating = self.object
        standing = Standing(event)
        return super().get_context_data(
            event=event,
            standing=standing,
            rows=[
                (table, standing.names[table.pk], standing.talks_at[table.pk])
                for table in standing.tables
            ],
            is_changeable=not (event.locked_at or event.erased_at),
            changes=", ".join(outdated.changes(standing)),
            seats=sum(table.places for table in standing.tables),
            pauses=len(standing.guests) * event.rounds - standing.talks,
            names=standing.names,
            urls=self.url_names,
            **kwargs,
        )


class PlanView(RecordView):
    """Makes the plan, locks it, or opens it again."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            match request.POST.get("do"):
                case "plan":
                    number = services.make_plan(event=self.object)
                    messages.success(
                        request,
                        ngettext(
                            "The plan is made: %(number)d talk.",
                            "The plan is made: %(number)d talks.",
                            number,
                        )
                        % {"number": number},
                    )
                case "lock":
                    services.lock_plan(event=self.object)
                    told = _(
                        "The plan is locked: people, organisations and talks stay as they are."
                    )
                    messages.success(request, told)
                case "unlock":
                    services.unlock_plan(event=self.object)
                    messages.success(request, _("The plan can be changed again."))
        except SpeedDatingError as error:
            messages.error(request, str(error))
        return self.back("plan")


class MoveView(RecordPage):
    """Where else somebody can sit in a round."""

    template_name = "matching/speeddating/move.html"
    page_title = gettext_lazy("Change the plan")

    @cached_property
    def guest(self) -> SpeedDatingGuest:
        if not self.object.planned_at:
            raise Http404
        return get_object_or_404(self.object.guests, pk=self.kwargs["guest"])

    @cached_property
    def number(self) -> int:
        number: int = self.kwargs["number"]
        if number >= self.object.rounds:
            raise Http404
        return number

    def get_page_subtitle(self) -> str:
        return str(self.guest)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        wanted = request.POST.get("move", "")
        move = next((one for one in self._moves() if one.value == wanted), None)
        try:
            if move is None:
                raise SpeedDatingError(SpeedDatingError.Code.IMPOSSIBLE)
            services.move_guest(event=self.object, guest=self.guest, number=self.number, move=move)
        except SpeedDatingError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("The plan was changed."))
        return self.back("plan")

    @cached_property
    def standing(self) -> Standing:
        return Standing(self.object)

    def _moves(self) -> list[Move]:
        places = {table.pk: table.places for table in self.standing.tables}
        return moves(self.standing.sittings, places, guest=self.guest.pk, number=self.number)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        guest, standing = self.guest, self.standing
        tables = {table.pk: table for table in standing.tables}
        guests = {guest.pk: guest for guest in standing.guests}
        line = next(line for line in standing.lines if line.guest == guest)
        return super().get_context_data(
            event=self.object,
            guest=guest,
            cell=line.cells[self.number],
            moves=[
                {
                    "value": move.value,
                    "table": tables[move.table] if move.table else None,
                    "other": guests[move.swaps_with] if move.swaps_with else None,
                    "other_pauses": move.other_pauses,
                }
                for move in self._moves()
            ],
            why_not=services.why_not_changeable(self.object),
            back_url=self.address("inspect"),
            **kwargs,
        )


class PrintView(RecordView):
    """The sheets as PDF."""

    http_method_names = ["get"]
    SHEETS = {
        "personen": printing.guest_sheets,
        "organisationen": printing.table_sheets,
        "uebersicht": printing.overview,
    }

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        make = self.SHEETS.get(self.kwargs["sheets"])
        if make is None:
            raise Http404
        if not self.object.planned_at or self.object.erased_at:
            messages.error(request, SpeedDatingError.Code.UNPLANNED.label)
            return self.back("plan")
        standing = Standing(self.object)
        if not standing.talks:
            messages.error(request, SpeedDatingError.Code.EMPTY.label)
            return self.back("plan")
        return HttpResponse(
            make(standing),
            headers={
                "Content-Type": "application/pdf",
                "Content-Disposition": f'inline; filename="{self.kwargs["sheets"]}.pdf"',
                "Cache-Control": "no-store",
            },
        )
