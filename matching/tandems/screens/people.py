"""The screens of those who accompany and are accompanied."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from matching.admin_pages import RecordPage
from matching.enums import TandemRole
from matching.models import Tandem, TandemPerson
from matching.tandems import services
from matching.tandems.errors import TandemError
from matching.tandems.forms import PersonForm

# In addresses.
SIDES = {"begleitend": TandemRole.MENTOR, "begleitet": TandemRole.MENTEE}


class PersonView(RecordPage):
    """Somebody of the programme, also who leaves it and is still kept."""

    template_name = "matching/tandems/person.html"
    page_title = gettext_lazy("Person")

    @cached_property
    def person(self) -> TandemPerson:
        person = get_object_or_404(self.object.people, pk=self.kwargs["person"])
        person.programme = self.object
        return person

    def get_page_subtitle(self) -> str:
        return f"{self.person} ({self.person.get_role_display()})"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "erase" in request.POST and "person" in self.kwargs:
            return self._erase()
        if "go_on" in request.POST and self.person.pk:
            services.let_go_on(person=self.person)
            message = _("{name} goes on and is not erased.").format(name=self.person)
            messages.success(request, message)
            return self.back()
        form = PersonForm(request.POST, instance=self.person, today=timezone.localdate())
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        with transaction.atomic():
            form.instance.volunteer = services.find_volunteer(form.instance)
            form.save()
        messages.success(request, _("Saved."))
        self._warn_of_namesakes()
        return self.back()

    def _warn_of_namesakes(self) -> None:
        """Siblings share their parents' address, so it is only said."""
        if others := services.same_mailbox(self.person):
            names = ", ".join(f"{one} ({one.get_role_display()})" for one in others)
            message = _("This e-mail address is there already: {names}. Is that the same person?")
            messages.warning(self.request, message.format(names=names))

    def _erase(self) -> HttpResponse:
        # Pressed twice, the first time has said so already.
        if not self.object.people.filter(pk=self.kwargs["person"]).exists():
            return self.back()
        name = str(self.person)
        try:
            services.erase_person(person=self.person)
        except TandemError as error:
            messages.error(self.request, str(error))
        else:
            messages.success(self.request, _("{name} was erased.").format(name=name))
        return self.back()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("form", PersonForm(instance=self.person, today=timezone.localdate()))
        tandems = self._tandems()
        left = self.person.left_on
        return super().get_context_data(
            person=self.person,
            running=[tandem for tandem in tandems if not tandem.ended_on],
            ended=len([tandem for tandem in tandems if tandem.ended_on]),
            erased_on=left and left + dt.timedelta(days=self.object.kept_days),
            tandem_url=self.url_names["tandem"],
            back_url=self.address("inspect"),
            **kwargs,
        )

    def _tandems(self) -> list[Tandem]:
        if not self.person.pk:
            return []
        own = Tandem.objects.filter(Q(mentor=self.person) | Q(mentee=self.person))
        return list(own.select_related("mentor", "mentee"))


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
