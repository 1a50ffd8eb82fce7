"""The screens on which people and organisations of a speed-dating are entered."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages

from matching.admin_pages import RecordPage
from matching.models import SpeedDatingGuest, SpeedDatingTable
from matching.speeddating import services
from matching.speeddating.errors import SpeedDatingError
from matching.speeddating.forms import (
    GuestForm,
    KnownPeopleForm,
    NewTableForm,
    TableForm,
    TypedPeopleForm,
)


class PeopleView(RecordPage):
    """Enters people: typed, or from those whom the desk knows."""

    template_name = "matching/speeddating/people.html"
    page_title = gettext_lazy("Enter people")

    @cached_property
    def search(self) -> str:
        return self.request.GET.get("q", "").strip()[:80]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        typed = known = None
        try:
            if "typed" in request.POST:
                typed = TypedPeopleForm(request.POST)
                if typed.is_valid():
                    lines = typed.cleaned_data["people"]
                    people = services.add_people(event=self.object, lines=lines)
                    return self._thanks(len(people))
            else:
                known = KnownPeopleForm(request.POST, event=self.object, search=self.search)
                if known.is_valid():
                    chosen = known.cleaned_data["volunteers"]
                    return self._thanks(
                        services.add_volunteers(event=self.object, volunteers=chosen)
                    )
        except SpeedDatingError as error:
            # What was typed stays on the screen.
            messages.error(request, str(error))
        return self.render_to_response(self.get_context_data(typed=typed, known=known), status=422)

    def _thanks(self, number: int) -> HttpResponse:
        messages.success(
            self.request,
            ngettext("%(number)d person was entered.", "%(number)d people were entered.", number)
            % {"number": number},
        )
        return self.back("personen")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        known = kwargs.pop("known", None) or KnownPeopleForm(event=self.object, search=self.search)
        return super().get_context_data(
            event=self.object,
            why_not=services.why_not_changeable(self.object),
            back_url=self.address("inspect"),
            typed=kwargs.pop("typed", None) or TypedPeopleForm(),
            known=known,
            search=self.search,
            **kwargs,
        )


class PartView(RecordPage):
    """A form about something that belongs to the event, with a way to take it off the list."""

    template_name = "matching/speeddating/part.html"
    anchor = ""
    can_be_removed = False

    def make_form(self, data: Any = None) -> Any:
        raise NotImplementedError

    def save(self, form: Any) -> str:
        """Keep it; returns what to say."""
        raise NotImplementedError

    def remove(self) -> str:
        """Take it off the list; returns what to say."""
        raise Http404

    def removal(self) -> str:
        """What is said before."""
        raise Http404

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "remove" in request.GET:
            self.template_name = "matching/speeddating/remove.html"
            return self.render_to_response(self.get_context_data(removal=self.removal()))
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = None if "remove" in request.POST else self.make_form(request.POST)
        try:
            if form is None:
                messages.success(request, self.remove())
                return self.back(self.anchor)
            if form.is_valid():
                messages.success(request, self.save(form))
                return self.done()
        except SpeedDatingError as error:
            messages.error(request, str(error))
            if form is None:
                return self.back(self.anchor)
            # Else what was typed stays on the screen.
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def done(self) -> HttpResponse:
        return self.back(self.anchor)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("form", self.make_form())
        return super().get_context_data(
            event=self.object,
            why_not=services.why_not_changeable(self.object),
            can_be_removed=self.can_be_removed,
            back_url=self.address("inspect"),
            **kwargs,
        )


class GuestView(PartView):
    """What one person wishes for."""

    page_title = gettext_lazy("Person")
    anchor = "personen"
    can_be_removed = True

    @cached_property
    def guest(self) -> SpeedDatingGuest:
        own = self.object.guests.select_related("volunteer__matching_profile")
        guest = get_object_or_404(own, pk=self.kwargs["guest"])
        guest.event = self.object
        return guest

    def get_page_subtitle(self) -> str:
        return str(self.guest)

    def make_form(self, data: Any = None) -> GuestForm:
        return GuestForm(data, instance=self.guest)

    def save(self, form: GuestForm) -> str:
        chosen = form.cleaned_data
        services.save_guest(
            guest=self.guest, fields=chosen["fields"], activities=chosen["activities"]
        )
        return _("Saved. The plan changes when you make it anew.")

    def remove(self) -> str:
        services.remove_guest(guest=self.guest)
        return _("The person was taken off the list.")

    def removal(self) -> str:
        talks = self.guest.talks.count()
        return ngettext(
            "Take %(name)s off the list? With the wishes and %(number)d talk of the plan.",
            "Take %(name)s off the list? With the wishes and %(number)d talks of the plan.",
            talks,
        ) % {"name": self.guest, "number": talks}


class NewTableView(PartView):
    """Enters an organisation; what it looks for comes from its open offers."""

    page_title = gettext_lazy("Enter an organisation")
    anchor = "organisationen"

    @cached_property
    def table(self) -> SpeedDatingTable:
        return SpeedDatingTable(event=self.object)

    def make_form(self, data: Any = None) -> NewTableForm:
        return NewTableForm(data, instance=self.table)

    def save(self, form: NewTableForm) -> str:
        services.add_table(table=self.table)
        return _("Entered. Please check what the organisation looks for.")

    def done(self) -> HttpResponse:
        return redirect(self.address("table", self.table.pk))


class TableView(PartView):
    """What one organisation looks for."""

    page_title = gettext_lazy("Organisation")
    anchor = "organisationen"
    can_be_removed = True

    @cached_property
    def table(self) -> SpeedDatingTable:
        own = self.object.tables.select_related("organisation")
        table = get_object_or_404(own, pk=self.kwargs["table"])
        table.event = self.object
        return table

    def get_page_subtitle(self) -> str:
        return str(self.table)

    def make_form(self, data: Any = None) -> TableForm:
        return TableForm(data, instance=self.table)

    def save(self, form: TableForm) -> str:
        chosen = form.cleaned_data
        services.save_table(
            table=self.table, fields=chosen["fields"], activities=chosen["activities"]
        )
        return _("Saved. The plan changes when you make it anew.")

    def remove(self) -> str:
        services.remove_table(table=self.table)
        return _("The organisation was taken off the list.")

    def removal(self) -> str:
        talks = self.table.talks.count()
        return ngettext(
            "Take %(name)s off the list? With what it looks for and %(number)d talk of the plan.",
            "Take %(name)s off the list? With what it looks for and %(number)d talks of the plan.",
            talks,
        ) % {"name": self.table, "number": talks}
