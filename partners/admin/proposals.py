"""The town decides about shops that want to take part."""

from collections.abc import Callable
from functools import cached_property
from typing import Any

import django_filters
from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import BaseObjectMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from municipalities.models import Municipality
from municipalities.scoping import MunicipalityScopedViewSet
from partners.admin.forms import AcceptForm, DeclineForm
from partners.benefits.facts import BenefitFacts
from partners.enums import ProposalState
from partners.errors import PartnerError
from partners.joining.decisions import accept_proposal, decline_proposal
from partners.joining.duplicates import likely_partners
from partners.models import PartnerProposal

MENU_LABEL = gettext_lazy("Shops that propose themselves")


def own_municipalities(request: Any) -> Any:
    return Municipality.objects.managed_by(request.user)


class ProposalFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(
        label=gettext_lazy("State"),
        choices=[one for one in ProposalState.choices if one[0] != ProposalState.UNCONFIRMED],
        empty_label=gettext_lazy("All"),
    )
    municipality = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Town"), queryset=own_municipalities, empty_label=gettext_lazy("All")
    )

    class Meta:
        model = PartnerProposal
        fields = ["state", "municipality"]


class ProposalsView(generic.IndexView):
    """Those first that wait, the oldest of them on top."""

    def get_base_queryset(self) -> QuerySet[PartnerProposal]:
        rows: QuerySet[PartnerProposal] = super().get_base_queryset()
        return rows.select_related("municipality", "partner", "decided_by").annotate(
            turn=Case(
                When(state=ProposalState.WAITING, then=Value(0)),
                default=Value(1),
                output_field=IntegerField(),
            )
        )

    def get_edit_url(self, instance: PartnerProposal) -> str | None:
        """What leads to a case leads to where it is decided."""
        url: str | None = self.get_inspect_url(instance)
        return url


class ProposalView(generic.InspectView):
    """Everything about one shop, which known one it may be, and what is to be decided."""

    template_name = "partners/admin/proposal.html"
    page_title = gettext_lazy("Proposal of a shop")
    accept_url_name = ""
    decline_url_name = ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        proposal: PartnerProposal = self.object
        kwargs.setdefault("decline_form", DeclineForm())
        partner = proposal.partner
        has_benefits = bool(partner and partner.benefits.filter(ended_at=None).exists())
        return super().get_context_data(
            proposal=proposal,
            benefit=BenefitFacts.from_json(proposal.benefit),
            is_waiting=proposal.state == ProposalState.WAITING,
            can_accept=proposal.state != ProposalState.ACCEPTED,
            owners=partner.memberships.select_related("user") if partner else [],
            likely=likely_partners(proposal, only_public=False),
            accept_form=AcceptForm(initial={"with_benefit": not has_benefits}) if partner else None,
            accept_url_name=self.accept_url_name,
            decline_url_name=self.decline_url_name,
            **kwargs,
        )


class AcceptView(PermissionCheckedMixin, BaseObjectMixin, View):
    """Lets the shop in, by button."""

    http_method_names = ["get", "post"]
    permission_required = "change"
    case_url_name = ""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect(self.case_url_name, self.object.pk)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        user: Any = request.user
        form = AcceptForm(request.POST)
        form.is_valid()
        try:
            accept_proposal(
                proposal=self.object,
                by=user,
                with_benefit=not self.object.partner_id or form.cleaned_data["with_benefit"],
            )
        except PartnerError as error:
            messages.error(request, str(error))
        else:
            self._tell(request)
        return redirect(self.case_url_name, self.object.pk)

    def _tell(self, request: HttpRequest) -> None:
        self.object.refresh_from_db()
        partner = self.object.partner
        message = _("%(name)s is on line and has been told.") % {"name": partner.name}
        buttons = []
        if partner.page.branches.filter(latitude=None).exists():
            message = _(
                "%(name)s is on line and has been told. It is not on the map yet: please set its"
                " place on its page."
            ) % {"name": partner.name}
            address = reverse("wagtailadmin_pages:edit", args=[partner.page_id])
            buttons.append(messages.button(address, _("Edit the page")))
        messages.success(request, message, buttons=buttons)


class DeclineView(ProposalView):
    """Declines with a reason; without one the case is shown again as it was typed."""

    http_method_names = ["get", "post"]
    permission_required = "change"
    case_url_name = ""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        # Whoever reloads or comes back to the address that showed an error.
        return redirect(self.case_url_name, self.object.pk)

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
            decline_proposal(proposal=self.object, by=user, reason=form.reason)
        except PartnerError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Declined. The shop has been told why."))
        return redirect(self.case_url_name, self.object.pk)


class ProposalViewSet(MunicipalityScopedViewSet):
    """Shops that want to take part; the town decides."""

    model = PartnerProposal
    name = "partner_proposals"
    icon = "form"
    menu_label = MENU_LABEL
    index_view_class = ProposalsView
    inspect_view_class = ProposalView
    inspect_view_enabled = True
    copy_view_enabled = False
    ordering = ["turn", "created_at", "pk"]
    filterset_class = ProposalFilterSet
    search_fields = ["name", "contact_name", "email"]
    list_display = [
        "name",
        Column("partner", label=gettext_lazy("Shop"), accessor="partner"),
        Column("municipality", label=gettext_lazy("Town"), accessor="municipality"),
        Column("state", label=gettext_lazy("State"), accessor="get_state_display"),
        DateColumn("created_at", label=gettext_lazy("Proposed"), width="15%"),
        Column("decided_by", label=gettext_lazy("Decided by"), accessor="decided_by"),
    ]
    form_fields = ["name"]

    @cached_property
    def menu_item_class(self) -> type[MenuItem]:
        base: type[MenuItem] = super().menu_item_class

        class WaitingMenuItem(base):
            """Says how many wait."""

            def render_component(self, request: HttpRequest) -> Any:
                component = super().render_component(request)
                waiting = PartnerProposal.objects.waiting().managed_by(request.user).count()
                if waiting:
                    component.label = _("%(label)s (%(number)s)") % {
                        "label": MENU_LABEL,
                        "number": waiting,
                    }
                return component

        return WaitingMenuItem

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        common: dict[str, Any] = super().get_common_view_kwargs(
            **{
                "case_url_name": self.get_url_name("inspect"),
                "accept_url_name": self.get_url_name("accept"),
                "decline_url_name": self.get_url_name("decline"),
                **kwargs,
            }
        )
        return common

    def get_inspect_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        # The view shows what it needs; the fields alone would tell nobody anything.
        return {"template_name": ProposalView.template_name, "fields": ["name"], **kwargs}

    @cached_property
    def accept_view(self) -> Callable[..., Any]:
        return self.construct_view(AcceptView)

    @cached_property
    def decline_view(self) -> Callable[..., Any]:
        return self.construct_view(DeclineView, **self.get_inspect_view_kwargs())

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("accept/<int:pk>/", self.accept_view, name="accept"),
            path("decline/<int:pk>/", self.decline_view, name="decline"),
        ]
