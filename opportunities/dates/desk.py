"""Who was there, at the organisation's desk."""

from collections.abc import Collection
from typing import Any, cast
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import User
from core.sections import Section
from engagement.amounts import shown
from engagement.forms import HoursField
from opportunities.dates.attendance import (
    Ticked,
    bookings_to_tick,
    length_of,
    recorded,
    tick_attendance,
)
from opportunities.inbox.people import offers_with_people
from opportunities.models import Booking, OpportunityPage
from opportunities.timewords import date_in_words
from organisations.desk import desk_view
from organisations.models import Organisation
from organisations.records import record_of


class ThereField(forms.MultipleChoiceField):
    """Ticks for bookings; `known` are all of the date, so that a form may be sent twice."""

    widget = forms.CheckboxSelectMultiple
    known: frozenset[str] = frozenset()

    def valid_value(self, value: Any) -> bool:
        return str(value) in self.known


class AttendanceForm(forms.Form):
    """Everybody who had a place and whose hours are not on record yet, ticked beforehand."""

    there = ThereField(label=gettext_lazy("Who was there?"), required=False)
    hours = HoursField(
        label=gettext_lazy("Hours for each (optional)"),
        help_text=gettext_lazy(
            "For example 2, 2,5 or 2:30. Empty: nobody gets hours, only who was there is noted."
        ),
        required=False,
    )

    def __init__(
        self, *args: Any, bookings: list[Booking], done: Collection[int], **kwargs: Any
    ) -> None:
        length = next(filter(None, map(length_of, bookings)), None)
        kwargs.setdefault(
            "initial",
            {
                "there": [str(one.pk) for one in bookings if one.attended is not False],
                "hours": shown(length) if length else "",
            },
        )
        super().__init__(*args, **kwargs)
        there = cast(ThereField, self.fields["there"])
        there.known = frozenset(str(one.pk) for one in bookings)
        there.choices = [
            (str(one.pk), one.application.volunteer.name) for one in bookings if one.pk not in done
        ]


@desk_view
def attendance(
    request: HttpRequest, organisation: Organisation, pk: int, slot: UUID
) -> HttpResponse:
    """Tick who was there on one date of an offer."""
    offer = get_object_or_404(offers_with_people(organisation), pk=pk)
    bookings = list(bookings_to_tick(organisation, offer).filter(slot=slot))
    if not bookings:
        raise Http404
    done = recorded(bookings)
    form = AttendanceForm(
        request.POST if request.method == "POST" else None,
        bookings=bookings,
        done=done,
    )
    if request.method == "POST" and form.is_valid():
        ticked = tick_attendance(
            organisation=organisation,
            offer=offer,
            slot=slot,
            there=[int(key) for key in form.cleaned_data["there"]],
            hours=form.cleaned_data["hours"] or None,
            by=cast(User, request.user),
        )
        _tell(request, ticked)
        return redirect(
            reverse("inbox:people_of_offer", args=[organisation.pk, offer.pk]) + "?wann=vorbei"
        )
    context = {
        "organisation": organisation,
        "offer": offer,
        "date": bookings[0],
        "form": form,
        "done": [one for one in bookings if one.pk in done],
        "is_open": len(done) < len(bookings),
    }
    return render(
        request, "opportunities/dates/attendance.html", context, status=422 if form.errors else 200
    )


def of_people(offer: OpportunityPage, request: HttpRequest) -> Section | None:
    """The dates of which nobody has said yet who was there, for the list of who comes when."""
    if offer.organisation is None:
        return None
    organisation = record_of(offer.organisation)
    if request.resolver_match and organisation.pk != request.resolver_match.kwargs["organisation"]:
        return None
    unticked = bookings_to_tick(organisation, offer).filter(attended=None)
    days = {one.slot: one for one in unticked.order_by("takes_place_on", "starts_at", "pk")}
    if not days:
        return None
    links = [
        (
            reverse("dates:attendance", args=[organisation.pk, offer.pk, slot]),
            date_in_words(one.takes_place_on, one.starts_at, one.ends_at),
        )
        for slot, one in days.items()
        if one.takes_place_on
    ]
    return Section(
        template="opportunities/dates/attendance_section.html",
        context={"links": links},
        order=50,
    )


def _tell(request: HttpRequest, ticked: Ticked) -> None:
    text = ngettext(
        "%(number)d person was there.", "%(number)d people were there.", ticked.there
    ) % {"number": ticked.there}
    if ticked.hours:
        text += " " + _("Hours put on record: %(hours)s.") % {"hours": shown(ticked.hours)}
    messages.success(request, text)
    for name, reason in ticked.without_hours:
        messages.warning(
            request,
            _("No hours for %(name)s: %(reason)s") % {"name": name, "reason": reason},
        )
