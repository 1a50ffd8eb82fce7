"""The screens of one tandem: how it goes, its end, and its letters."""

import datetime as dt
from collections.abc import Iterator
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages

from matching.admin_pages import RecordPage, RecordView
from matching.enums import CheckInAnswer
from matching.models import Tandem, TandemCheckIn, TandemPerson
from matching.tandems import services
from matching.tandems.errors import TandemError
from matching.tandems.forms import EndForm, TelephoneForm
from matching.tandems.letter import letters_pdf
from matching.tandems.standing import calls_due, erased_on, open_calls
from matching.tandems.wording import not_mailed, thanked


class Asked(NamedTuple):
    """A line of how a tandem goes; without `check_in` nobody has been asked yet."""

    person: TandemPerson
    when: str
    check_in: TandemCheckIn | None = None
    is_to_be_called: bool = False


class TandemView(RecordPage):
    """One tandem: how it goes, what it asks of the desk, and its end."""

    template_name = "matching/tandems/tandem.html"
    page_title = gettext_lazy("Tandem")

    @cached_property
    def tandem(self) -> Tandem:
        own = (
            Tandem.objects.filter(mentor__programme=self.object)
            .select_related("mentor__volunteer", "mentee__volunteer")
            .prefetch_related("check_ins__person")
        )
        tandem = get_object_or_404(own, pk=self.kwargs["tandem"])
        tandem.mentor.programme = tandem.mentee.programme = self.object
        return tandem

    @cached_property
    def people(self) -> list[TandemPerson]:
        return [self.tandem.mentor, self.tandem.mentee]

    @property
    def today(self) -> dt.date:
        return timezone.localdate()

    def get_page_subtitle(self) -> str:
        return str(self.tandem)

    def _form(self, data: Any = None) -> EndForm:
        return EndForm(
            data,
            mentor=self.tandem.mentor.name,
            mentee=self.tandem.mentee.name,
            initial={"on": self.today},
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "settle" in request.POST:
            services.settle(tandem=self.tandem)
            messages.success(request, _("Noted: the desk has cared for it."))
            return self.back()
        if "note" in request.POST:
            return self._note(TelephoneForm(request.POST, people=self.people))
        return self._end(self._form(request.POST))

    def _note(self, form: TelephoneForm) -> HttpResponse:
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(telephone=form), status=422)
        person = next(one for one in self.people if str(one.pk) == form.cleaned_data["person"])
        answer = CheckInAnswer(form.cleaned_data["answer"])
        try:
            services.note_answer(tandem=self.tandem, person=person, answer=answer)
        except TandemError as error:
            messages.error(self.request, str(error))
        else:
            message = _("Noted: {name} said on the telephone “{answer}”.")
            messages.success(self.request, message.format(name=person, answer=answer.label))
        return self.here()

    def _end(self, form: EndForm) -> HttpResponse:
        if form.is_valid():
            chosen = form.cleaned_data
            try:
                services.end_tandem(
                    tandem=self.tandem,
                    on=chosen["on"],
                    today=self.today,
                    mentor_goes_on=chosen["mentor_goes_on"],
                    mentee_goes_on=chosen["mentee_goes_on"],
                )
            except TandemError as error:
                form.add_error("on", str(error))
            else:
                messages.success(self.request, thanked(self.people))
                if missed := not_mailed(self.people):
                    messages.warning(self.request, missed, buttons=[self._letters_button()])
                return self.back()
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def _letters_button(self) -> Any:
        return messages.button(self._letter_url, _("Letters to print"), new_window=True)

    @property
    def _letter_url(self) -> str:
        return self.address("letter", self.tandem.pk)

    def _asked(self) -> Iterator[Asked]:
        """All questions, the last last; whom no mail reaches, nobody has asked yet."""
        people = {one.pk: one for one in self.people}
        due = list(calls_due(self.tandem, self.today))
        heard = {one.person_id for one in self.tandem.check_ins.all() if one.answer}
        done = heard | {person.pk for person, _week in due}
        for check_in in self.tandem.check_ins.all():
            person = people[check_in.person_id]
            if person.email or check_in.answer:
                yield Asked(person, _after(check_in.week), check_in)
            else:
                is_open = not self.tandem.ended_on and person.pk not in done
                yield Asked(person, _after(check_in.week), is_to_be_called=is_open)
        for person, week in due:
            yield Asked(person, _after(week), is_to_be_called=True)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("form", self._form())
        kwargs.setdefault("telephone", TelephoneForm(people=self.people))
        return super().get_context_data(
            programme=self.object,
            tandem=self.tandem,
            people=self.people,
            asked=list(self._asked()),
            calls=list(open_calls(self.tandem)),
            missed=not_mailed(self.people),
            erased_on=erased_on(self.tandem),
            letter_url=self._letter_url,
            person_url=self.url_names["person"],
            back_url=self.address("inspect"),
            **kwargs,
        )

    def here(self) -> HttpResponse:
        """Back to this tandem."""
        return redirect(self.address("tandem", self.tandem.pk))


def _after(week: int) -> str:
    if not week:
        return _("at the beginning")
    return ngettext("after %(week)s week", "after %(week)s weeks", week) % {"week": week}


class LetterView(RecordView):
    """Two letters for whoever reads no mails: who the other is, or thanks at the end."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        tandem = get_object_or_404(
            Tandem.objects.filter(mentor__programme=self.object).select_related("mentor", "mentee"),
            pk=self.kwargs["tandem"],
        )
        return HttpResponse(
            letters_pdf(tandem, self.object, day=timezone.localdate()),
            headers={
                "Content-Type": "application/pdf",
                "Content-Disposition": 'inline; filename="tandem.pdf"',
                "Cache-Control": "no-store",
            },
        )
