from io import StringIO
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import BaseObjectMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from opportunities.enums import ImportState
from opportunities.freinet.errors import FreinetFileError
from opportunities.freinet.outcomes import Outcome, ReportLine
from opportunities.freinet.report import ENCODING, write_report
from opportunities.imports.forms import UploadForm
from opportunities.imports.services import (
    AT_WORK,
    WAITING,
    can_start_again,
    start_again,
    start_import,
)
from opportunities.models import ImportRun

LINES_PER_PAGE = 100
LOOK_AGAIN_AFTER = 2  # seconds


class UploadView(generic.CreateView):
    """The first step: which file, for which town."""

    page_title = gettext_lazy("Import offers from Freinet")
    submit_button_label = gettext_lazy("Upload and preview")
    run_url_name = ""

    def get_form_class(self) -> type[UploadForm]:
        return UploadForm

    def get_panel(self) -> None:
        return None

    def save_instance(self) -> ImportRun:
        return self.form.save()

    def get_success_message(self, instance: ImportRun) -> str:
        return _("The file has arrived. The preview is being made.")

    def get_success_buttons(self) -> list[Any]:
        return []

    def get_success_url(self) -> str:
        return reverse(self.run_url_name, args=[self.object.pk])


class RunView(generic.InspectView):
    """What the preview found, how far the import is, what became of each row."""

    template_name = "opportunities/imports/run.html"
    page_title = gettext_lazy("Import")
    start_url_name = ""
    again_url_name = ""
    report_url_name = ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        run: ImportRun = self.object
        state = ImportState(run.state)
        wanted = self.request.GET.get("ergebnis", "")
        lines = [
            ReportLine.from_json(line)
            for line in run.report
            if wanted not in Outcome.values or line["outcome"] == wanted
        ]
        is_busy = state in (*AT_WORK, *WAITING)
        return super().get_context_data(
            run=run,
            is_busy=is_busy,
            is_previewed=state == ImportState.PREVIEWED,
            is_done=state == ImportState.DONE,
            has_failed=state == ImportState.FAILED,
            look_again_after=LOOK_AGAIN_AFTER if is_busy else None,
            error=_error_in_words(run.error),
            percent=round(100 * run.rows_done / run.rows_total) if run.rows_total else 0,
            counts=[
                (outcome, Outcome(outcome).label, number) for outcome, number in run.counts.items()
            ],
            wanted=wanted if wanted in Outcome.values else "",
            lines=Paginator(lines, LINES_PER_PAGE).get_page(self.request.GET.get("p")),
            may_start_again=ImportRun.objects.filter(
                can_start_again(timezone.now()), pk=run.pk
            ).exists(),
            start_url_name=self.start_url_name,
            again_url_name=self.again_url_name,
            report_url_name=self.report_url_name,
            index_url_name=self.index_url_name,
            **kwargs,
        )


def _error_in_words(code: str) -> str:
    if code in FreinetFileError.Code.values:
        return str(FreinetFileError.Code(code).label)
    return _("Something went wrong on our side. Nothing is lost: please start it again.")


class _RunAction(PermissionCheckedMixin, BaseObjectMixin, View):
    """Something that is done to one run by a button."""

    http_method_names = ["post"]
    permission_required = "add"
    run_url_name = ""

    def back(self) -> HttpResponse:
        return redirect(self.run_url_name, self.object.pk)


class StartView(_RunAction):
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if start_import(run=self.object):
            messages.success(request, _("The import has begun."))
        else:
            messages.warning(request, _("The import was started before."))
        return self.back()


class StartAgainView(_RunAction):
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if start_again(run=self.object, now=timezone.now()):
            messages.success(request, _("It goes on where it stopped."))
        else:
            messages.warning(request, _("It is still being worked on."))
        return self.back()


class ReportView(PermissionCheckedMixin, BaseObjectMixin, View):
    """The whole report as a CSV file."""

    any_permission_required = ["add", "view"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        text = StringIO(newline="")
        write_report((ReportLine.from_json(line) for line in self.object.report), text)
        return HttpResponse(
            text.getvalue().encode(ENCODING),
            headers={
                "Content-Type": "text/csv; charset=utf-8",
                "Content-Disposition": f'attachment; filename="import-{self.object.pk}.csv"',
            },
        )
