"""The desk's side in the administration: who would like to help, and the desk's appointments."""

from collections.abc import Callable
from functools import cached_property
from typing import Any

import django_filters
from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views import generic

from municipalities.models import Municipality
from municipalities.scoping import MunicipalityScopedViewSet
from opportunities.counselling import services
from opportunities.counselling.errors import CounsellingError
from opportunities.counselling.forms import AnswerForm, OfferSlotsForm
from opportunities.counselling.mails import can_be_mailed
from opportunities.counselling.suggestions import fitting_offers
from opportunities.enums import InterestState
from opportunities.models import CounsellingSlot, Interest


def own_municipalities(request: Any) -> Any:
    return Municipality.objects.managed_by(request.user)


class InterestsView(generic.IndexView):
    """Who would like to help; those first that wait for an answer, the oldest on top."""

    def get_base_queryset(self) -> QuerySet[Interest]:
        rows: QuerySet[Interest] = super().get_base_queryset()
        return (
            rows.exclude(state=InterestState.UNCONFIRMED)
            .select_related("municipality", "volunteer")
            .annotate(
                turn=Case(
                    When(state=InterestState.OPEN, then=Value(0)),
                    default=Value(1),
                    output_field=IntegerField(),
                )
            )
        )


class InterestView(generic.InspectView):
    """What somebody wrote, which offers may fit, and the answer."""

    template_name = "opportunities/counselling/admin/interest.html"
    page_title = gettext_lazy("Wants to help")
    answer_url_name = ""

    def get_queryset(self) -> QuerySet[Interest]:
        rows: QuerySet[Interest] = super().get_queryset()
        return rows.exclude(state=InterestState.UNCONFIRMED)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        interest: Interest = self.object
        kwargs.setdefault("form", AnswerForm(keys=fitting_offers(interest)))
        return super().get_context_data(
            interest=interest,
            answers=interest.answers.select_related("by").prefetch_related("offers"),
            appointments=interest.appointments.filter(starts_at__gt=timezone.now()),
            can_answer=can_be_mailed(interest),
            answer_url_name=self.answer_url_name,
            **kwargs,
        )


class AnswerView(InterestView):
    """Sends the answer; with an error the page is shown again as it was typed."""

    http_method_names = ["post"]
    permission_required = "change"
    case_url_name = ""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        user: Any = request.user
        form = AnswerForm(request.POST, keys=fitting_offers(self.object))
        if form.is_valid():
            try:
                services.answer_interest(
                    interest=self.object,
                    text=form.cleaned_data["text"],
                    offers=list(form.cleaned_data.get("offers", ())),
                    by=user,
                )
            except CounsellingError as error:
                form.add_error("text", str(error))
            else:
                messages.success(request, _("The answer is on its way."))
                return redirect(self.case_url_name, self.object.pk)
        response: HttpResponse = self.render_to_response(self.get_context_data(form=form))
        response.status_code = 422
        return response


class InterestFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(
        label=gettext_lazy("State"),
        choices=[one for one in InterestState.choices if one[0] != InterestState.UNCONFIRMED],
        empty_label=gettext_lazy("All"),
    )
    municipality = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Town"),
        queryset=own_municipalities,
        empty_label=gettext_lazy("All"),
    )

    class Meta:
        model = Interest
        fields = ["state", "municipality", "wants_counselling"]


class InterestViewSet(MunicipalityScopedViewSet):
    """ "I want to help, but don't know where": answered by the desk."""

    model = Interest
    name = "interests"
    icon = "help"
    menu_label = gettext_lazy("Want to help")
    menu_order = 114
    add_to_admin_menu = True
    index_view_class = InterestsView
    inspect_view_class = InterestView
    inspect_view_enabled = True
    copy_view_enabled = False
    ordering = ["turn", "created_at", "pk"]
    filterset_class = InterestFilterSet
    search_fields = ["volunteer__name", "wishes"]
    list_display = [
        Column("volunteer", label=gettext_lazy("Name"), accessor="volunteer"),
        Column("municipality", label=gettext_lazy("Town"), accessor="municipality"),
        Column("state", label=gettext_lazy("State"), accessor="get_state_display"),
        DateColumn("created_at", label=gettext_lazy("Received"), width="15%"),
    ]
    edit_handler = ObjectList([FieldPanel("note")])

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        common: dict[str, Any] = super().get_common_view_kwargs(
            **{
                "answer_url_name": self.get_url_name("answer"),
                "case_url_name": self.get_url_name("inspect"),
                **kwargs,
            }
        )
        return common

    def get_inspect_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return {"template_name": InterestView.template_name, "fields": ["wishes"], **kwargs}

    @cached_property
    def answer_view(self) -> Callable[..., Any]:
        return self.construct_view(AnswerView, template_name=InterestView.template_name)

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("answer/<int:pk>/", self.answer_view, name="answer"),
        ]


class OfferSlotsView(generic.CreateView):
    """Offers the appointments of one afternoon at once."""

    def get_form(self, form_class: Any = None) -> OfferSlotsForm:
        form: OfferSlotsForm = super().get_form(form_class)
        towns: Any = form.fields["municipality"]
        towns.queryset = own_municipalities(self.request)
        if len(towns.queryset) == 1:
            form.initial.setdefault("municipality", towns.queryset[0])
        return form

    def form_valid(self, form: OfferSlotsForm) -> HttpResponse:
        facts = form.cleaned_data
        try:
            slots = services.offer_slots(
                municipality=facts["municipality"],
                day=facts["day"],
                starts_at=facts["begin"],
                ends_at=facts["end"],
                minutes=facts["minutes"],
                place=facts["place"],
            )
        except CounsellingError as error:
            form.add_error("begin", str(error))
            self.form = form
            response: HttpResponse = self.render_to_response(self.get_context_data(form=form))
            return response
        messages.success(
            self.request,
            _("%(number)d appointments can be chosen now.") % {"number": len(slots)},
        )
        return redirect(self.index_url_name)


class CounsellingSlotViewSet(MunicipalityScopedViewSet):
    """The desk's appointments for counselling."""

    model = CounsellingSlot
    name = "counselling_slots"
    icon = "calendar-alt"
    menu_label = gettext_lazy("Appointments")
    menu_order = 115
    add_to_admin_menu = True
    add_view_class = OfferSlotsView
    copy_view_enabled = False
    inspect_view_enabled = False
    ordering = ["-starts_at", "-pk"]
    list_display = [
        Column("starts_at", label=gettext_lazy("Begins"), accessor=str),
        Column("minutes", label=gettext_lazy("Minutes"), accessor="minutes"),
        Column("municipality", label=gettext_lazy("Town"), accessor="municipality"),
        Column("interest", label=gettext_lazy("Taken by"), accessor="interest"),
    ]
    edit_handler = ObjectList([FieldRowPanel([FieldPanel("minutes"), FieldPanel("place")])])

    def get_add_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        common: dict[str, Any] = super().get_add_view_kwargs(**kwargs)
        return {**common, "panel": None, "form_class": OfferSlotsForm}
