"""The screens of tandem programmes in the administration."""

import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.admin.views import generic

from matching.admin_pages import OwnTownMixin, RecordPage, RecordView
from matching.enums import TandemRole
from matching.models import Tandem, TandemPerson, TandemProgramme
from matching.tandems import services
from matching.tandems.errors import TandemError
from matching.tandems.forms import EndForm, PersonForm
from matching.tandems.letter import letters_pdf
from matching.tandems.standing import Standing, open_calls
from matching.tandems.suggesting import suggestions, times_in_words

# In addresses.
SIDES = {"begleitend": TandemRole.MENTOR, "begleitet": TandemRole.MENTEE}


class AddProgrammeView(OwnTownMixin, generic.CreateView):
    inspect_url_name = ""

    def get_success_url(self) -> str:
        return reverse(self.inspect_url_name, args=[self.object.pk])


class EditProgrammeView(OwnTownMixin, generic.EditView):
    def get_success_url(self) -> str:
        url: str = self.get_inspect_url()
        return url


class ProgrammeView(generic.InspectView):
    """What asks for the desk, who is together, who could be, and everybody of the programme."""

    template_name = "matching/tandems/programme.html"
    page_title = gettext_lazy("Tandems")
    url_names: Mapping[str, str] = MappingProxyType({})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        programme: TandemProgramme = self.object
        standing = Standing(programme, timezone.localdate())
        return super().get_context_data(
            programme=programme,
            standing=standing,
            running=[(tandem, _last_answer(tandem)) for tandem in standing.running],
            suggestions=suggestions(standing),
            sides=[
                ("begleitend", _("Who accompanies"), self._rows(standing, standing.mentors)),
                ("begleitet", _("Who is accompanied"), self._rows(standing, standing.mentees)),
            ],
            ended=len(standing.ended) + programme.ended_counted,
            urls=self.url_names,
            **kwargs,
        )

    @staticmethod
    def _rows(standing: Standing, people: list[TandemPerson]) -> list[dict[str, Any]]:
        return [
            {
                "person": person,
                "has": standing.load[person.pk],
                "most": standing.most_of(person),
                "elsewhere": standing.elsewhere[person.email] if person.email else 0,
                "said": ", ".join(
                    [
                        *map(str, person.topics.all()),
                        *map(str, person.languages.all()),
                        *times_in_words(person.week),
                    ]
                ),
            }
            for person in people
        ]


def _last_answer(tandem: Tandem) -> Any:
    answered = [one for one in tandem.check_ins.all() if one.answered_at]
    return max(answered, key=lambda one: (one.answered_at, one.pk), default=None)


class PairView(RecordView):
    """Brings together whom the coordinator has ticked."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        people = {str(one.pk): one for one in self.object.people.filter(left_on=None)}
        brought = 0
        for key in request.POST.getlist("together"):
            mentee, mentor = people.get(key), people.get(request.POST.get(f"mentor-{key}", ""))
            if mentee is None or mentor is None:
                continue
            try:
                services.pair(mentor=mentor, mentee=mentee, today=timezone.localdate())
                brought += 1
            except TandemError as error:
                messages.error(request, f"{mentee.told_apart}, {mentor.told_apart}: {error}")
        if brought:
            messages.success(
                request,
                ngettext(
                    "%(number)d tandem begins. Whoever has an e-mail address has been told.",
                    "%(number)d tandems begin. Whoever has an e-mail address has been told.",
                    brought,
                )
                % {"number": brought},
            )
        elif not request.POST.getlist("together"):
            messages.warning(request, _("Please tick whom you want to bring together."))
        return self.back("tandems" if brought else "vorschlaege")


class PersonView(RecordPage):
    """Somebody of the programme."""

    template_name = "matching/tandems/person.html"
    page_title = gettext_lazy("Person")

    @cached_property
    def person(self) -> TandemPerson:
        person = get_object_or_404(
            self.object.people.filter(left_on=None), pk=self.kwargs["person"]
        )
        person.programme = self.object
        return person

    def get_page_subtitle(self) -> str:
        return f"{self.person} ({self.person.get_role_display()})"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "erase" in request.POST and self.person.pk:
            return self._erase()
        form = PersonForm(request.POST, instance=self.person, today=timezone.localdate())
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        with transaction.atomic():
            form.instance.volunteer = services.find_volunteer(form.instance)
            form.save()
        messages.success(request, _("Saved."))
        self._warn_of_namesakes()
        return self.back("personen")

    def _warn_of_namesakes(self) -> None:
        """Siblings share their parents' address, so it is only said."""
        if others := services.same_mailbox(self.person):
            names = ", ".join(f"{one} ({one.get_role_display()})" for one in others)
            message = _("This e-mail address is there already: {names}. Is that the same person?")
            messages.warning(self.request, message.format(names=names))

    def _erase(self) -> HttpResponse:
        try:
            services.erase_person(person=self.person)
        except TandemError as error:
            messages.error(self.request, str(error))
        else:
            messages.success(self.request, _("The person was erased."))
        return self.back("personen")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("form", PersonForm(instance=self.person, today=timezone.localdate()))
        return super().get_context_data(
            person=self.person, back_url=self.address("inspect"), **kwargs
        )


class AddPersonView(PersonView):
    """Enters somebody on one of the two sides."""

    page_title = gettext_lazy("Enter somebody")

    @cached_property
    def person(self) -> TandemPerson:
        role = SIDES.get(self.kwargs["side"])
        if role is None:
            raise Http404
        return TandemPerson(programme=self.object, role=role)

    def get_page_subtitle(self) -> str:
        return str(self.person.get_role_display())


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
        form = self._form(request.POST)
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
                messages.success(request, _("The tandem has ended. Both have been thanked."))
                return self.back("tandems")
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("form", self._form())
        return super().get_context_data(
            programme=self.object,
            tandem=self.tandem,
            people=[self.tandem.mentor, self.tandem.mentee],
            calls=list(open_calls(self.tandem)),
            erased_on=self.tandem.ended_on
            and self.tandem.ended_on + dt.timedelta(days=self.object.kept_days),
            letter_url=self.address("letter", self.tandem.pk),
            back_url=self.address("inspect"),
            **kwargs,
        )


class LetterView(RecordView):
    """The two letters that bring a tandem together, for whoever reads no mails."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        tandem = get_object_or_404(
            Tandem.objects.filter(mentor__programme=self.object, ended_on=None).select_related(
                "mentor", "mentee"
            ),
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
