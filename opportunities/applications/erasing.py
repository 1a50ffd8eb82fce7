"""What came to nothing is erased with everything that it brought."""

import datetime as dt

from django.db import transaction

from accounts.models import Volunteer
from opportunities.applications.states import NOT_YET_SENT
from opportunities.models import Application

KEPT_UNCONFIRMED = dt.timedelta(days=14)


def erase_application(application: Application) -> None:
    """Delete the application, and the person if nothing else is known of them."""
    volunteer = application.volunteer
    application.delete()
    erase_if_unknown(volunteer)


def erase_if_unknown(volunteer: Volunteer) -> None:
    """Delete a person without an account of whom nothing else is known."""
    if volunteer.user_id is None and not _is_known_otherwise(volunteer):
        volunteer.delete()


def erase_unconfirmed(now: dt.datetime) -> int:
    """Erase what nobody has confirmed, or no parent agreed to, for 14 days; returns how many."""
    old = Application.objects.filter(
        state__in=NOT_YET_SENT, created_at__lt=now - KEPT_UNCONFIRMED
    ).order_by("pk")
    erased = 0
    for key in old.values_list("pk", flat=True):
        with transaction.atomic():
            # Somebody may press the button just now.
            found = (
                Application.objects.select_for_update(of=("self",))
                .select_related("volunteer")
                .filter(pk=key, state__in=NOT_YET_SENT)
                .first()
            )
            if found:
                erase_application(found)
                erased += 1
    return erased


def _is_known_otherwise(volunteer: Volunteer) -> bool:
    """Whether anything in any table still belongs to this person."""
    return any(
        relation.related_model._default_manager.filter(**{relation.field.name: volunteer}).exists()
        for relation in volunteer._meta.related_objects
    )
