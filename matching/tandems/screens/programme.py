"""The screens of a whole programme, and bringing two of it together."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.admin.views import generic

from matching.admin_pages import OwnTownMixin, RecordView
from matching.models import Tandem, TandemPerson, TandemProgramme
from matching.tandems import services
from matching.tandems.errors import TandemError
from matching.tandems.forms import check_weeks
from matching.tandems.standing import Standing, erased_on, last_answers
from matching.tandems.suggesting import suggestions, times_in_words
from matching.tandems.wording import listed, not_mailed, speaks


class ProgrammeFormMixin(OwnTownMixin):
    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        form.fields["check_in_weeks"].validators.append(check_weeks)
        return form


class AddProgrammeView(ProgrammeFormMixin, generic.CreateView):
    inspect_url_name = ""

    def get_success_url(self) -> str:
        return reverse(self.inspect_url_name, args=[self.object.pk])


class EditProgrammeView(ProgrammeFormMixin, generic.EditView):
    def get_success_url(self) -> str:
        url: str = self.get_inspect_url()
        return url


class DeleteProgrammeView(generic.DeleteView):
    """Names what would be gone; while tandems run, nothing is deleted."""

    template_name = "matching/tandems/delete.html"
    url_names: Mapping[str, str] = MappingProxyType({})

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            answer: HttpResponse = super().post(request, *args, **kwargs)
        except TandemError:
            # The page says what runs.
            return self.render_to_response(self.get_context_data(), status=422)
        return answer

    @transaction.atomic
    def delete_action(self) -> None:
        services.check_deletion(programme=self.object)
        super().delete_action()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        programme: TandemProgramme = self.object
        tandems = Tandem.objects.filter(mentor__programme=programme)
        running = list(tandems.filter(ended_on=None).select_related("mentor", "mentee"))
        return super().get_context_data(
            programme=programme,
            running=running,
            concerned=len(
                {key for tandem in running for key in (tandem.mentor_id, tandem.mentee_id)}
            ),
            people=list(programme.people.all()),
            ended=tandems.exclude(ended_on=None).count(),
            urls=self.url_names,
            **kwargs,
        )


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
            running=[(tandem, last_answers(tandem)) for tandem in standing.running],
            suggestions=suggestions(standing),
            sides=[
                ("begleitend", _("Who accompanies"), self._rows(standing, standing.mentors)),
                ("begleitet", _("Who is accompanied"), self._rows(standing, standing.mentees)),
            ],
            ended=[
                (tandem, erased_on(tandem), (tandem.mentor, tandem.mentee))
                for tandem in standing.ended
            ],
            ended_number=len(standing.ended) + programme.ended_counted,
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
                "said": [
                    words
                    for words in (
                        ", ".join(map(str, person.topics.all())),
                        speaks(person.languages.all()),
                        ", ".join(times_in_words(person.week)),
                        person.wishes,
                    )
                    if words
                ],
            }
            for person in people
        ]


class PairView(RecordView):
    """Brings together whom the coordinator has ticked."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        people = {str(one.pk): one for one in self.object.people.filter(left_on=None)}
        ticked = request.POST.getlist("together")
        brought: list[Tandem] = []
        without: list[TandemPerson] = []
        for mentee in filter(None, map(people.get, ticked)):
            mentor = people.get(request.POST.get(f"mentor-{mentee.pk}", ""))
            if mentor is None:
                without.append(mentee)
                continue
            try:
                brought.append(
                    services.pair(mentor=mentor, mentee=mentee, today=timezone.localdate())
                )
            except TandemError as error:
                messages.error(request, f"{mentee.told_apart}, {mentor.told_apart}: {error}")
        if brought:
            self._tell(brought)
        if without:
            message = _("Please choose with whom: {names}")
            messages.warning(request, message.format(names=listed(without)))
        elif not ticked:
            messages.warning(request, _("Please tick whom you want to bring together."))
        return self.back()

    def _tell(self, brought: list[Tandem]) -> None:
        """Who is together now, and to whom nobody has written."""
        pairs = ", ".join(map(str, brought))
        text = ngettext("A tandem now: %(pairs)s.", "Tandems now: %(pairs)s.", len(brought)) % {
            "pairs": pairs
        }
        people = {one.pk: one for tandem in brought for one in (tandem.mentor, tandem.mentee)}
        if mailed := [one for one in people.values() if one.email]:
            told = _("An e-mail goes to {names}.")
            text = f"{text} {told.format(names=listed(mailed))}"
        messages.success(self.request, text)
        if missed := not_mailed(people.values()):
            letters = [
                messages.button(
                    self.address("letter", tandem.pk),
                    _("Letters: {tandem}").format(tandem=tandem),
                    new_window=True,
                )
                for tandem in brought
                if not (tandem.mentor.email and tandem.mentee.email)
            ]
            messages.warning(self.request, missed, buttons=letters)
