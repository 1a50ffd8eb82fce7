"""The town's view of the shops: facts, benefits, owners, history."""

from collections.abc import Callable
from functools import cached_property
from typing import Any, Final

import django_filters
from django.db.models import Case, Exists, F, OuterRef, QuerySet, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import BaseObjectMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from municipalities.scoping import MunicipalityScopedViewSet
from partners.admin.benefits import BenefitView
from partners.admin.forms import EndForm, InviteForm
from partners.admin.proposals import own_municipalities
from partners.conditions import conditions
from partners.enums import PartnerEvent, PartnerState
from partners.errors import PartnerError
from partners.models import Benefit, Partner, PartnerBranch, PartnerLogEntry
from partners.owners.services import invite_owner
from partners.services import end_partner, resume_partner

LOG_LINES = 50
# What people did who know the shop; being imported or published is not among it.
SAYS_IT_IS_RIGHT: Final = (PartnerEvent.ACCEPTED, PartnerEvent.JOINED, PartnerEvent.CONFIRMED)


class PartnerFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(
        label=gettext_lazy("State"),
        choices=PartnerState.choices,
        empty_label=gettext_lazy("All"),
    )
    municipality = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Town"), queryset=own_municipalities, empty_label=gettext_lazy("All")
    )

    lacks_place = django_filters.BooleanFilter(
        label=gettext_lazy("Place on the map is missing"), field_name="lacks_place"
    )

    class Meta:
        model = Partner
        fields = ["state", "municipality", "in_all_towns"]


class PartnersView(generic.IndexView):
    def get_base_queryset(self) -> QuerySet[Partner]:
        rows: QuerySet[Partner] = super().get_base_queryset()
        said = PartnerLogEntry.objects.filter(partner=OuterRef("pk"), event__in=SAYS_IT_IS_RIGHT)
        return rows.select_related("municipality").annotate(
            # A shop that only a list or the town has written down was confirmed by nobody.
            said_right_at=Case(When(Exists(said), then=F("confirmed_at"))),
            lacks_place=Exists(_without_place()),
        )


def _without_place() -> QuerySet[PartnerBranch]:
    """Places of a shop that the map can't show."""
    return PartnerBranch.objects.filter(page=OuterRef("page"), latitude=None, address_hidden=False)


def _map_in_words(partner: Partner) -> str:
    lacks_place: bool = partner.lacks_place  # type: ignore[attr-defined]  # annotated above
    return _("place is missing") if lacks_place else ""


def _all_towns_in_words(partner: Partner) -> str:
    return _("yes") if partner.in_all_towns else ""


class PartnerView(generic.EditView):
    """A shop: who is asked, what it gives, who keeps it, what happened."""

    template_name = "partners/admin/record.html"
    action_url_name = ""
    benefit_url_name = ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        partner: Partner = self.object
        benefits = partner.benefits.select_related("followed_by").prefetch_related("branches")
        kwargs.setdefault("invite_form", InviteForm(initial={"email": self._asked(partner)}))
        return super().get_context_data(
            partner=partner,
            benefits=[(benefit, self._in_short(benefit)) for benefit in benefits],
            members=partner.memberships.select_related("user"),
            invitations=partner.invitations.filter(accepted_at=None, withdrawn_at=None),
            proposals=partner.proposals.all().managed_by(self.request.user),
            log=partner.log.select_related("by")[:LOG_LINES],
            was_confirmed=partner.log.filter(event__in=SAYS_IT_IS_RIGHT).exists(),
            has_ended=partner.state == PartnerState.ENDED,
            action_url_name=self.action_url_name,
            benefit_url_name=self.benefit_url_name,
            **kwargs,
        )

    def _in_short(self, benefit: Benefit) -> str:
        return ", ".join(one.label for one in conditions(benefit, today=timezone.localdate()))

    def _asked(self, partner: Partner) -> str:
        return "" if partner.memberships.exists() else partner.email


class ActionView(PermissionCheckedMixin, BaseObjectMixin, View):
    """Something that is done with a shop by a button: `ende`, `weiter` or `einladen`."""

    permission_required = "change"
    edit_url_name = ""
    index_url_name = ""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Asks before a shop is ended; all else is only a button."""
        if kwargs["action"] == "ende" and self.object.state != PartnerState.ENDED:
            return self._question(EndForm())
        return redirect(self.edit_url_name, self.object.pk)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if kwargs["action"] == "ende" and not (form := EndForm(request.POST)).is_valid():
            return self._question(form)
        try:
            self._act(request, kwargs["action"])
        except PartnerError as error:
            messages.error(request, str(error))
        return redirect(self.edit_url_name, self.object.pk)

    def _act(self, request: HttpRequest, action: str) -> None:
        user: Any = request.user
        partner: Partner = self.object
        if action == "ende":
            end_partner(partner=partner, by=user, reason=request.POST["reason"].strip())
            messages.success(request, _("The shop takes part no longer; its page is off line."))
        elif action == "weiter":
            resume_partner(partner=partner, by=user)
            messages.success(request, _("The shop takes part again; its page is on line."))
        elif action == "einladen":
            invitation = InviteForm(request.POST)
            if not invitation.is_valid():
                messages.error(request, _("Please give the e-mail of the person you invite."))
                return
            invite_owner(partner=partner, email=invitation.cleaned_data["email"], by=user)
            messages.success(request, _("The invitation is on its way."))

    def _question(self, form: EndForm) -> HttpResponse:
        title = _("Let it take part no longer")
        partner: Partner = self.object
        return TemplateResponse(
            self.request,
            "partners/admin/end.html",
            {
                "form": form,
                "partner": partner,
                "members": partner.memberships.select_related("user"),
                "edit_url_name": self.edit_url_name,
                "page_title": title,
                "header_title": f"{partner.name}: {title}",
                "header_icon": "tag",
                "breadcrumbs_items": [
                    {"url": reverse(self.index_url_name), "label": _("Shops")},
                    {"url": reverse(self.edit_url_name, args=[partner.pk]), "label": partner.name},
                    {"url": "", "label": title},
                ],
            },
            status=422 if form.errors else 200,
        )


class PartnerViewSet(MunicipalityScopedViewSet):
    """The shops of the town, whatever becomes of their pages."""

    model = Partner
    name = "partner_records"
    icon = "tag"
    menu_label = gettext_lazy("Shops")
    index_view_class = PartnersView
    edit_view_class = PartnerView
    edit_template_name = PartnerView.template_name
    copy_view_enabled = False
    inspect_view_enabled = False
    filterset_class = PartnerFilterSet
    search_fields = ["name", "email", "contact_name"]
    ordering = ["name", "pk"]
    list_display = [
        "name",
        Column("municipality", label=gettext_lazy("Town"), accessor="municipality"),
        Column("state", label=gettext_lazy("State"), accessor="get_state_display"),
        Column("map", label=gettext_lazy("Map"), accessor=_map_in_words),
        Column("all_towns", label=gettext_lazy("Valid in all towns"), accessor=_all_towns_in_words),
        DateColumn(
            "said_right_at",
            label=gettext_lazy("Last confirmed"),
            sort_key="said_right_at",
            width="15%",
        ),
    ]
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("contact_name"), FieldPanel("phone")]),
                    FieldPanel("email"),
                ],
                heading=gettext_lazy("Whom the town asks, not shown to the public"),
            ),
            FieldPanel("in_all_towns"),
        ]
    )

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        common: dict[str, Any] = super().get_common_view_kwargs(
            **{
                "action_url_name": self.get_url_name("action"),
                "benefit_url_name": self.get_url_name("benefit"),
                **kwargs,
            }
        )
        return common

    @cached_property
    def action_view(self) -> Callable[..., Any]:
        return self.construct_view(ActionView)

    @cached_property
    def benefit_view(self) -> Callable[..., Any]:
        return self.construct_view(BenefitView)

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("action/<int:pk>/<slug:action>/", self.action_view, name="action"),
            path("benefit/<int:pk>/<int:benefit>/", self.benefit_view, name="benefit"),
        ]
