from collections.abc import Callable
from functools import cached_property
from typing import Any

import django_filters
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn

from municipalities.models import Municipality
from municipalities.scoping import MunicipalityScopedViewSet
from organisations.admin.views import (
    AcceptView,
    CaseView,
    DeclineView,
    MergeView,
    RecordsView,
    RecordView,
    RegistrationsView,
)
from organisations.enums import OrganisationState, RegistrationState
from organisations.models import Organisation, Registration


def own_municipalities(request: Any) -> Any:
    return Municipality.objects.managed_by(request.user)


class RegistrationFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(
        label=_("State"),
        choices=[
            choice
            for choice in RegistrationState.choices
            if choice[0] != RegistrationState.UNCONFIRMED
        ],
        empty_label=_("All"),
    )
    municipality = django_filters.ModelChoiceFilter(
        label=_("Town"), queryset=own_municipalities, empty_label=_("All")
    )

    class Meta:
        model = Registration
        fields = ["state", "municipality"]


class RegistrationViewSet(MunicipalityScopedViewSet):
    """Who wants to come in; the town decides."""

    model = Registration
    name = "registrations"
    icon = "user"
    menu_label = _("Registrations")
    menu_order = 112
    add_to_admin_menu = True
    index_view_class = RegistrationsView
    inspect_view_class = CaseView
    inspect_view_enabled = True
    copy_view_enabled = False
    ordering = ["turn", "created_at", "pk"]
    filterset_class = RegistrationFilterSet
    search_fields = ["name", "contact_name", "email"]
    list_display = [
        "name",
        BooleanColumn("is_claim", label=_("Known already")),
        Column("municipality", label=_("Town"), accessor="municipality"),
        Column("state", label=_("State"), accessor="get_state_display"),
        DateColumn("created_at", label=_("Registered"), width="15%"),
        Column("decided_by", label=_("Decided by"), accessor="decided_by"),
    ]
    form_fields = ["name"]

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
        return {"template_name": CaseView.template_name, "fields": ["name"], **kwargs}

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


class RecordFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(
        label=_("State"),
        choices=[
            choice for choice in OrganisationState.choices if choice[0] != OrganisationState.MERGED
        ],
        empty_label=_("All"),
    )
    municipality = django_filters.ModelChoiceFilter(
        label=_("Town"), queryset=own_municipalities, empty_label=_("All")
    )

    class Meta:
        model = Organisation
        fields = ["state", "municipality", "may_publish", "needs_background_check"]


class OrganisationRecordViewSet(MunicipalityScopedViewSet):
    """What the town knows of organisations beside their pages: trust, people, history."""

    model = Organisation
    name = "organisation_records"
    icon = "group"
    menu_label = _("Organisations' records")
    menu_order = 114
    add_to_admin_menu = True
    index_view_class = RecordsView
    edit_view_class = RecordView
    edit_template_name = RecordView.template_name
    copy_view_enabled = False
    inspect_view_enabled = False
    filterset_class = RecordFilterSet
    search_fields = ["name", "email", "register_number"]
    list_display = [
        "name",
        Column("municipality", label=_("Town"), accessor="municipality"),
        Column("state", label=_("State"), accessor="get_state_display"),
        BooleanColumn("may_publish", label=_("May publish at once")),
        BooleanColumn("needs_background_check", label=_("Certificate of good conduct")),
    ]
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [FieldPanel("may_publish"), FieldPanel("needs_background_check")],
                heading=_("What the town allows and asks for"),
            ),
            MultiFieldPanel(
                [
                    FieldPanel("name"),
                    FieldPanel("kind"),
                    FieldRowPanel([FieldPanel("register_court"), FieldPanel("register_number")]),
                    FieldRowPanel([FieldPanel("contact_name"), FieldPanel("phone")]),
                    FieldPanel("email"),
                ],
                heading=_("Facts for the town, not shown to the public"),
            ),
        ]
    )

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        common: dict[str, Any] = super().get_common_view_kwargs(
            **{"merge_url_name": self.get_url_name("merge"), **kwargs}
        )
        return common

    @cached_property
    def merge_view(self) -> Callable[..., Any]:
        return self.construct_view(MergeView)

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("merge/<int:pk>/", self.merge_view, name="merge"),
        ]
