"""The list of applications at the desk."""

from typing import Any

from django import forms
from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from opportunities.applications.states import ENDED, NOT_YET_SENT
from opportunities.enums import ApplicationState as State
from opportunities.enums import Party
from opportunities.models import Application
from organisations.models import Organisation

RUNNING_ONES = "laufend"
UNREAD = "ungelesen"


class ApplicationFilterForm(forms.Form):
    """By offer, state and name; what can't be followed is left out."""

    angebot = forms.TypedChoiceField(label=_("Offer"), required=False, coerce=int, empty_value=None)
    stand = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ("", _("All")),
            (RUNNING_ONES, _("under way")),
            (UNREAD, _("with unread messages")),
            *(choice for choice in State.choices if choice[0] not in NOT_YET_SENT),
        ],
    )
    name = forms.CharField(label=_("Name"), required=False, max_length=120)

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._applications = Application.objects.at_desk_of(organisation)
        offers = (
            self._applications.exclude(opportunity=None)
            .order_by("opportunity__title", "opportunity")
            .values_list("opportunity", "opportunity__title")
            .distinct()
        )
        angebot: Any = self.fields["angebot"]
        angebot.choices = [("", _("All")), *offers]

    @property
    def is_asked(self) -> bool:
        """Whether anything is left out."""
        return self.is_bound and any(value for value in self.data.values())

    def found(self) -> QuerySet[Application]:
        """The applications, new ones first."""
        self.is_valid()  # what is wrong is not among the cleaned
        asked = getattr(self, "cleaned_data", {})
        found = self._applications
        if asked.get("angebot"):
            found = found.filter(opportunity=asked["angebot"])
        if asked.get("stand") == RUNNING_ONES:
            found = found.exclude(state__in=ENDED)
        elif asked.get("stand") == UNREAD:
            found = found.filter(messages__party=Party.APPLICANT, messages__read_at=None)
        elif asked.get("stand"):
            found = found.filter(state=asked["stand"])
        for word in asked.get("name", "").split():
            found = found.filter(Q(volunteer__name__icontains=word) | Q(group_name__icontains=word))
        return new_first(found)


def new_first(applications: QuerySet[Application]) -> QuerySet[Application]:
    """With all that a row shows: what is new, what is under way, what has ended."""
    turn = Case(
        When(state=State.SENT, then=Value(0)),
        When(state__in=ENDED, then=Value(2)),
        default=Value(1),
        output_field=IntegerField(),
    )
    unread = Count(
        "messages",
        filter=Q(messages__party=Party.APPLICANT, messages__read_at=None),
        distinct=True,
    )
    return (
        applications.select_related("volunteer")
        .prefetch_related("bookings")
        .annotate(turn=turn, unread=unread)
        .order_by("turn", "-created_at", "-pk")
    )
