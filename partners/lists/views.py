from collections.abc import Mapping
from io import StringIO
from types import MappingProxyType
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
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

from opportunities.enums import ImportState
from opportunities.imports.services import AT_WORK, WAITING, can_start_again
from partners.lists.errors import ListFileError
from partners.lists.fields import column_label
from partners.lists.forms import CategoriesForm, UploadForm
from partners.lists.outcomes import Outcome, ReportLine
from partners.lists.report import ENCODING, write_report
from partners.lists.services import (
    accept_sure,
    can_start,
    remember_categories,
    say_categories,
    start_run,
    start_run_again,
)
from partners.models import PartnerCategory, PartnerListRun

LINES_PER_PAGE = 100
LOOK_AGAIN_AFTER = 2  # seconds


class UploadView(generic.CreateView):
    """The first step: which file, and which list it is."""

    page_title = gettext_lazy("Import a list of shops")
    submit_button_label = gettext_lazy("Upload and preview")
    run_url_name = ""

    def get_form_class(self) -> type[UploadForm]:
        return UploadForm

    def get_panel(self) -> None:
        return None

    def save_instance(self) -> PartnerListRun:
        run: PartnerListRun = self.form.save()
        return run

    def get_success_message(self, instance: PartnerListRun) -> str:
        return _("The file has arrived. The preview is being made.")

    def get_success_buttons(self) -> list[Any]:
        return []

    def get_success_url(self) -> str:
        return reverse(self.run_url_name, args=[self.object.pk])


class RunView(generic.InspectView):
    """What the preview found, what is asked, how far the import is, what became of each row."""

    template_name = "partners/lists/run.html"
    page_title = gettext_lazy("List of shops")
    url_names: Mapping[str, str] = MappingProxyType({})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        run: PartnerListRun = self.object
        state = ImportState(run.state)
        wanted = self.request.GET.get("ergebnis", "")
        lines = [
            ReportLine.from_json(line)
            for line in run.report
            if wanted not in Outcome.values or line["outcome"] == wanted
        ]
        # What was put right stands beside what becomes of the row; what is not in the file, last.
        lines.sort(key=lambda line: (line.row == 0, line.row))
        is_busy = state in (*AT_WORK, *WAITING)
        doubts = list(run.doubts.all())
        open_doubts = [doubt for doubt in doubts if not doubt.answer]
        return super().get_context_data(
            run=run,
            is_busy=is_busy,
            is_previewed=state == ImportState.PREVIEWED,
            is_done=state == ImportState.DONE,
            has_failed=state == ImportState.FAILED,
            has_file=bool(run.file),
            look_again_after=LOOK_AGAIN_AFTER if is_busy else None,
            error=_error_in_words(run.error),
            percent=round(100 * run.rows_done / run.rows_total) if run.rows_total else 0,
            counts=[
                (outcome, Outcome(outcome).label, number) for outcome, number in run.counts.items()
            ],
            findings=run.findings,
            guessed=[
                (title or "–", column_label(name))
                for name, title in run.findings.get("guessed", {}).items()
            ],
            categories=_categories_form(run) if run.file else None,
            said=_said_in_words(run),
            doubts=doubts,
            open_doubts=open_doubts,
            answered=len(doubts) - len(open_doubts),
            sure=sum(doubt.is_sure for doubt in open_doubts),
            many_gone=run.findings.get("many_gone", 0),
            wanted=wanted if wanted in Outcome.values else "",
            lines=Paginator(lines, LINES_PER_PAGE).get_page(self.request.GET.get("p")),
            may_start_again=PartnerListRun.objects.filter(
                can_start_again(timezone.now()), pk=run.pk
            ).exists(),
            url_names=self.url_names,
            index_url_name=self.index_url_name,
            **kwargs,
        )


def _categories_form(run: PartnerListRun, data: Any = None) -> CategoriesForm | None:
    """Which category is which: those nobody has decided, then those that can be decided anew."""
    asked = run.findings.get("categories") or []
    said = run.findings.get("categories_said") or []
    if not asked and not said:
        return None
    ours = run.partner_list.categories
    given = [
        {**one, "guess": ours[one["name"]] or CategoriesForm.NONE}
        for one in said
        if one["name"] in ours
    ]
    return CategoriesForm(data, open_categories=[*asked, *given])


def _said_in_words(run: PartnerListRun) -> list[tuple[str, str]]:
    """What the list calls a category, and ours."""
    labels = dict(PartnerCategory.objects.values_list("slug", "label"))
    ours = run.partner_list.categories
    return [
        (theirs, labels.get(slug) or _("None of them"))
        for one in run.findings.get("categories_said") or []
        if (slug := ours.get(theirs := str(one["name"]))) is not None
    ]


def _error_in_words(code: str) -> str:
    if code in ListFileError.Code.values:
        return str(ListFileError.Code(code).label)
    return _("Something went wrong on our side. Nothing is lost: please start it again.")


class RunAction(PermissionCheckedMixin, BaseObjectMixin, View):
    """Something that is done to one run by a button."""

    http_method_names = ["post"]
    permission_required = "add"
    url_names: Mapping[str, str] = MappingProxyType({})

    def back(self) -> HttpResponse:
        return redirect(self.url_names["inspect"], self.object.pk)


class StartView(RunAction):
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        ends_many = request.POST.get("ends_many") == "1"
        form = _categories_form(self.object, request.POST)
        if form and not form.is_valid():
            messages.error(request, _("Please choose from the categories that are offered."))
            return self.back()
        if form and (said := form.said()) and can_start(self.object):
            remember_categories(partner_list=self.object.partner_list, categories=said)
        if start_run(run=self.object, ends_many=ends_many):
            messages.success(request, _("The import has begun."))
        else:
            messages.warning(request, _("The import was started before."))
        return self.back()


class StartAgainView(RunAction):
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if start_run_again(run=self.object, now=timezone.now()):
            messages.success(request, _("It goes on where it stopped."))
        else:
            messages.warning(request, _("It is still being worked on."))
        return self.back()


class AcceptSureView(RunAction):
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        user: Any = request.user
        number = accept_sure(run=self.object, by=user)
        messages.success(
            request,
            ngettext(
                "%(number)d proposal was accepted.", "%(number)d proposals were accepted.", number
            )
            % {"number": number},
        )
        return self.back()


class CategoriesView(RunAction):
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = _categories_form(self.object, request.POST)
        if form is None or not form.is_valid():
            messages.error(request, _("Please choose from the categories that are offered."))
        elif said := form.said():
            say_categories(run=self.object, categories=said)
            messages.success(request, _("The categories were remembered."))
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
                "Content-Disposition": f'attachment; filename="liste-{self.object.pk}.csv"',
            },
        )
