"""What a list of hours to confirm sends back, at a desk and by a link."""

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from engagement import amounts, services
from engagement.querysets import HoursQuerySet

MOST_AT_ONCE = 1000


def confirm_what_was_ticked(
    request: HttpRequest, among: HoursQuerySet, *, by: User | None
) -> services.Confirmation:
    """Confirm the entries whose tokens (`seen`) were sent, and say what came of it."""
    tokens = request.POST.getlist("seen")[:MOST_AT_ONCE]
    seen = [one for token in tokens if (one := services.SeenHours.parse(token))]
    done = services.confirm_hours(among=among, seen=seen, by=by)
    if done.number:
        messages.success(
            request,
            ngettext(
                "One entry with %(hours)s hours is confirmed.",
                "%(number)s entries with %(hours)s hours are confirmed.",
                done.number,
            )
            % {"number": done.number, "hours": amounts.shown(done.hours)},
        )
    if done.changed:
        messages.warning(
            request,
            ngettext(
                "One entry was changed in the meantime. Please look at it again.",
                "%(number)s entries were changed in the meantime. Please look at them again.",
                done.changed,
            )
            % {"number": done.changed},
        )
    if not done.number and not done.changed:
        messages.info(request, _("Nothing was ticked, so nothing was confirmed."))
    return done
