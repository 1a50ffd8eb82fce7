from typing import Any

from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import BaseObjectMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from organisations.admin.forms import DeclineForm, MergeForm
from organisations.duplicates import Facts, Likely, likely_duplicates
from organisations.enums import OrganisationEvent, OrganisationState, RegistrationState
from organisations.errors import OrganisationError
from organisations.logbook import note
from organisations.merging import merge_organisations, preview_merge
from organisations.models import Organisation, Registration
from organisations.records import make_missing_records
from organisations.registration.decisions import accept_registration, decline_registration
from organisations.registration.services import known_mailboxes, vouching_link_of

LOG_LINES = 50


class RegistrationsView(generic.IndexView):
    """All registrations of the town, those first that wait for it, the oldest of them on top."""

    def get_base_queryset(self) -> QuerySet[Registration]:
        rows: QuerySet[Registration] = super().get_base_queryset()
        return rows.select_related("municipality", "decided_by").annotate(
            turn=Case(
                When(state=RegistrationState.WAITING, then=Value(0)),
                default=Value(1),
                output_field=IntegerField(),
            )
        )


class CaseView(generic.InspectView):
    """Everything about one registration, who may be the same, and what is to be decided."""

    template_name = "organisations/admin/case.html"
    page_title = gettext_lazy("Registration")
    accept_url_name = ""
    decline_url_name = ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        registration: Registration = self.object
        organisation = registration.organisation
        kwargs.setdefault("decline_form", DeclineForm())
        return super().get_context_data(
            registration=registration,
            organisation=organisation,
            page_of_it=organisation.page if organisation else None,
            is_waiting=registration.state == RegistrationState.WAITING,
            can_accept=registration.state != RegistrationState.ACCEPTED,
            likely=_likely(organisation, self.request.user) if organisation else [],
            known=known_mailboxes(organisation) if registration.is_claim and organisation else [],
            asked=vouching_link_of(registration),
            accept_url_name=self.accept_url_name,
            decline_url_name=self.decline_url_name,
            **kwargs,
        )


class _Decision(PermissionCheckedMixin, BaseObjectMixin, View):
    """Something that is decided about one registration by a button."""

    http_method_names = ["post"]
    permission_required = "change"
    case_url_name = ""

    def back(self) -> HttpResponse:
        return redirect(self.case_url_name, self.object.pk)


class AcceptView(_Decision):
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        user: Any = request.user
        try:
            accept_registration(registration=self.object, by=user)
        except OrganisationError as error:
            messages.error(request, str(error))
        else:
            messages.success(
                request, _("%(name)s is in and has been told.") % {"name": self.object.name}
            )
        return self.back()


class DeclineView(CaseView):
    """Declines with a reason; without one the case is shown again as it was typed."""

    http_method_names = ["post"]
    permission_required = "change"
    case_url_name = ""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        user: Any = request.user
        form = DeclineForm(request.POST)
        if not form.is_valid():
            response: HttpResponse = self.render_to_response(
                self.get_context_data(decline_form=form)
            )
            response.status_code = 422
            return response
        try:
            decline_registration(registration=self.object, by=user, reason=form.whole_reason)
        except OrganisationError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Declined. The organisation has been told why."))
        return redirect(self.case_url_name, self.object.pk)


class RecordsView(generic.IndexView):
    """The organisations of the town; records of new pages are made on the way."""

    def get_base_queryset(self) -> QuerySet[Organisation]:
        make_missing_records()
        rows: QuerySet[Organisation] = super().get_base_queryset()
        return rows.current().select_related("municipality", "page", "kind")  # type: ignore[attr-defined]


class RecordView(generic.EditView):
    """An organisation's record: facts, trust, people, history."""

    template_name = "organisations/admin/record.html"
    merge_url_name = ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        organisation: Organisation = self.object
        return super().get_context_data(
            organisation=organisation,
            members=organisation.memberships.select_related("user"),
            invitations=organisation.invitations.filter(accepted_at=None, withdrawn_at=None),
            registrations=organisation.registrations.all().confirmed(),
            merged=organisation.merged.all(),
            log=organisation.log.select_related("by")[:LOG_LINES],
            likely=_likely(organisation, self.request.user),
            merge_url_name=self.merge_url_name,
            **kwargs,
        )

    def save_instance(self) -> Organisation:
        before = (
            type(self.object).objects.values_list("may_publish", flat=True).get(pk=self.object.pk)
        )
        organisation: Organisation = super().save_instance()
        if before != organisation.may_publish:
            trusted = organisation.may_publish
            event = OrganisationEvent.TRUSTED if trusted else OrganisationEvent.UNTRUSTED
            note(organisation, event, by=self.request.user)
        return organisation


class MergeView(PermissionCheckedMixin, BaseObjectMixin, View):
    """Asks which organisation stays, shows what would move, and does it by button."""

    permission_required = "change"
    edit_url_name = ""
    index_url_name = ""
    merge_url_name = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if self.object.state == OrganisationState.MERGED:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        asked = "into" in request.GET
        form = MergeForm(request.GET if asked else None, old=self.object, user=request.user)
        into = form.cleaned_data["into"] if asked and form.is_valid() else None
        return self._page(request, form, into)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = MergeForm(request.POST, old=self.object, user=request.user)
        if not form.is_valid():
            return self._page(request, form, None)
        user: Any = request.user
        into: Organisation = form.cleaned_data["into"]
        try:
            merge_organisations(old=self.object, new=into, by=user)
        except OrganisationError as error:
            messages.error(request, str(error))
            return self._page(request, form, None)
        messages.success(
            request,
            _("%(old)s is now part of %(new)s.") % {"old": self.object.name, "new": into.name},
        )
        return redirect(self.edit_url_name, into.pk)

    def _page(
        self, request: HttpRequest, form: MergeForm, into: Organisation | None
    ) -> HttpResponse:
        return TemplateResponse(
            request,
            "organisations/admin/merge.html",
            {
                "old": self.object,
                "form": form,
                "into": into,
                "preview": preview_merge(self.object) if into else None,
                "likely": _likely(self.object, request.user),
                "page_title": _("Merge"),
                "header_title": _("Merge %(name)s") % {"name": self.object.name},
                "header_icon": "group",
                "breadcrumbs_items": [
                    {"url": reverse(self.index_url_name), "label": _("Organisations")},
                    {
                        "url": reverse(self.edit_url_name, args=[self.object.pk]),
                        "label": str(self.object),
                    },
                    {"url": "", "label": _("Merge")},
                ],
            },
        )


def _likely(organisation: Organisation, user: Any) -> list[Likely]:
    """Who may be the same, of those that the person looks after."""
    if organisation.state == OrganisationState.MERGED:
        return []
    among = Organisation.objects.all().managed_by(user).current().exclude(pk=organisation.pk)
    return likely_duplicates(Facts.of(organisation), among=among)
