"""What the town's editors are told when they open an offer in Wagtail's admin."""

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.models import Page

from opportunities.desk.drafts import draft_of
from opportunities.desk.promises import broken_promises
from opportunities.models import OpportunityPage


def warn_of_bookings(request: HttpRequest, page: Page) -> None:
    """Say whose dates the newest text takes away or moves; for the hook `before_edit_page`."""
    if request.method != "GET" or not isinstance(page, OpportunityPage):
        return
    promises = broken_promises(draft_of(page), today=timezone.localdate())
    if not promises:
        return
    people = sum(one.people for one in promises)
    text = ngettext(
        "%(number)s person has booked dates that this text takes away or moves: %(dates)s."
        " As soon as it is on line, we tell them by mail.",
        "%(number)s people have booked dates that this text takes away or moves: %(dates)s."
        " As soon as it is on line, we tell them by mail.",
        people,
    )
    dates = "; ".join(f"{one.date} ({', '.join(one.names)})" for one in promises)
    messages.warning(request, text % {"number": people, "dates": dates})
