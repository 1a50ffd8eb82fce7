"""What the town types in: applications on paper, and mistyped facts put right."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from ehrenamtskarte.applications.errors import CardApplicationError
from ehrenamtskarte.applications.states import RUNNING
from ehrenamtskarte.deciding.scope import CaseMixin, own_towns
from ehrenamtskarte.deciding.services import correct_person, type_in
from ehrenamtskarte.deciding.typed_forms import CorrectForm, PaperForm, PaperWorkFormSet
from ehrenamtskarte.models import CardApplication


class CorrectView(CaseMixin, generic.EditView):
    """Puts mistyped personal facts right."""

    template_name = "ehrenamtskarte/deciding/correct.html"
    page_title = gettext_lazy("Correct personal facts")

    def get_form_class(self) -> type[CorrectForm]:
        return CorrectForm

    def get_form(self, form_class: Any = None) -> CorrectForm:
        # A copy: what was typed must not stand in the case before the service has looked at it.
        copy = CardApplication.objects.get(pk=self.object.pk)
        data = self.request.POST if self.request.method == "POST" else None
        return CorrectForm(data, instance=copy)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.object = self.get_object()
        if self.user_has_permission("change") and self.object.state not in RUNNING:
            messages.error(request, str(CardApplicationError.Code.ILLEGAL_MOVE.label))
            return redirect(self.inspect_url_name, self.object.pk)
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def form_valid(self, form: CorrectForm) -> HttpResponse:
        user: Any = self.request.user
        try:
            correct_person(application=self.object, facts=form.facts, by=user)
        except CardApplicationError as error:
            form.add_error(None, ValidationError(str(error)))
            return self.form_invalid(form)
        messages.success(self.request, _("Corrected; the history keeps what stood there."))
        return redirect(self.inspect_url_name, self.object.pk)

    def form_invalid(self, form: CorrectForm) -> HttpResponse:
        response: HttpResponse = self.render_to_response(self.get_context_data(form=form))
        response.status_code = 422
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            case=self.object,
            back_url=reverse(self.inspect_url_name, args=[self.object.pk]),
            **kwargs,
        )


class PaperView(PermissionCheckedMixin, WagtailAdminTemplateMixin, View):
    """Types in what came on paper."""

    model = CardApplication
    permission_required = "add"
    template_name = "ehrenamtskarte/deciding/paper.html"
    page_title = gettext_lazy("Type in an application on paper")
    header_icon = "doc-full"
    index_url_name = ""
    inspect_url_name = ""

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.index_url_name), "label": _("Card applications")},
            {"url": "", "label": self.page_title},
        ]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = PaperForm(towns=own_towns(request.user))
        return self._page(form, PaperWorkFormSet(prefix="works"))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        user: Any = request.user
        form = PaperForm(request.POST, towns=own_towns(user))
        works = PaperWorkFormSet(request.POST, prefix="works")
        if form.is_valid() and works.is_valid():
            try:
                case = type_in(
                    received_on=form.cleaned_data["received_on"],
                    facts=form.facts,
                    works=[one.fields_of_work for one in works if one.has_changed()],
                    by=user,
                )
            except CardApplicationError as error:
                form.add_error(None, str(error))
            else:
                messages.success(
                    request, _("The application of %(name)s is here.") % {"name": case.name}
                )
                return redirect(self.inspect_url_name, case.pk)
        return self._page(form, works, status=422)

    def _page(self, form: PaperForm, works: Any, *, status: int = 200) -> HttpResponse:
        context = self.get_context_data(
            form=form,
            works=works,
            index_url=reverse(self.index_url_name),
            media=form.media + works.media,
        )
        response: HttpResponse = self.render_to_response(context)
        response.status_code = status
        return response
