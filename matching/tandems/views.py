"""What the two of a tandem see by the links of their mails."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.links import opened_link
from core.models import SecretLink
from matching.enums import CheckInAnswer
from matching.models import TandemCheckIn
from matching.tandems import services
from matching.tandems.errors import TandemError
from matching.tandems.links import TANDEM
from matching.tandems.mails import partner_of

THANKS = {
    CheckInAnswer.GOING_WELL: gettext_lazy("We are glad. Thank you for telling us!"),
    CheckInAnswer.PLEASE_CALL: gettext_lazy(
        "Thank you. The desk has been told and gets in touch with you."
    ),
    CheckInAnswer.STOPPING: gettext_lazy(
        "Thank you for telling us. The desk has been told and ends it well with both of you."
    ),
}


@opened_link(TANDEM)
def page(request: HttpRequest, link: SecretLink) -> HttpResponse:
    """Who the partner is, and three buttons that say how it goes."""
    subject: Any = link.subject
    check_in = TandemCheckIn.objects.select_related(
        "tandem__mentor", "tandem__mentee", "person__programme__municipality"
    ).get(pk=subject.pk)
    if request.method == "POST":
        return _answer(request, link, check_in)
    tandem, person = check_in.tandem, check_in.person
    return render(
        request,
        "matching/tandems/page.html",
        {
            "check_in": check_in,
            "tandem": tandem,
            "person": person,
            "partner": partner_of(tandem, person),
            "programme": person.programme,
            "town": person.programme.municipality,
            "answers": CheckInAnswer.choices,
        },
    )


def _answer(request: HttpRequest, link: SecretLink, check_in: TandemCheckIn) -> HttpResponse:
    given = request.POST.get("answer", "")
    if given not in CheckInAnswer.values:
        messages.error(request, _("Please choose one of the answers."))
    else:
        answer = CheckInAnswer(given)
        try:
            services.answer(check_in=check_in, answer=answer)
        except TandemError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, str(THANKS[answer]))
    return redirect("tandems:page", link=link.pk)
