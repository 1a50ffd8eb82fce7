"""Messages as the applicant writes and reads them."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from opportunities.applications.access import Access, applicant_paths
from opportunities.enums import Party
from opportunities.messages import services
from opportunities.messages.attachments import served
from opportunities.messages.errors import MessageError
from opportunities.messages.forms import MessageForm
from opportunities.messages.thread import Line, thread_of
from opportunities.models import ApplicationMessage


def lines_of(access: Access) -> list[Line]:
    """The messages of an application with the addresses of their files."""

    def file_url(message: ApplicationMessage) -> str:
        return access.address("attachment", message=message.pk)

    return thread_of(access.application, reader=Party.APPLICANT, file_url=file_url)


def write(request: HttpRequest, access: Access) -> HttpResponse:
    """Takes a message; shows the form again where something is missing."""
    application = access.application
    form = MessageForm(request.POST or None, request.FILES or None, application=application)
    if request.method == "POST" and form.is_valid():
        try:
            services.write_message(
                application=application, party=Party.APPLICANT, by=access.user, **form.cleaned_data
            )
        except MessageError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Your message is on its way."))
            return redirect(access.address() + "#nachrichten")
    elif not services.may_write(application):
        return redirect(access.address())
    context: dict[str, Any] = {
        "access": access,
        "application": application,
        "form": form,
        "lines": lines_of(access),
    }
    return render(
        request,
        "opportunities/messages/write.html",
        context,
        status=422 if form.errors else 200,
    )


def attachment(request: HttpRequest, access: Access, message: int) -> HttpResponse:
    """The file of one message."""
    found = get_object_or_404(ApplicationMessage, application=access.application, pk=message)
    return served(found)  # type: ignore[return-value]  # a streamed answer is one, too


urlpatterns = [
    *applicant_paths("nachrichten/", write, name="write_message"),
    *applicant_paths("nachrichten/<key:message>/datei/", attachment, name="attachment"),
]
