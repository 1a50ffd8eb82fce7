"""What is due every minute. A chore that fails is logged and tried again; the others go on."""

import logging
from collections.abc import Callable
from datetime import datetime

from django.core.management import call_command
from django.db import close_old_connections

from core import due as core_due
from core.mail import send_outbox
from ehrenamtskarte import due as card_due
from engagement import due as engagement_due
from matching import due as matching_due
from opportunities import due as opportunities_due
from opportunities.admin_search import index_changed_offers
from opportunities.applications import due as applications_due
from opportunities.cover import asking as cover_asking
from opportunities.dates import due as dates_due
from opportunities.desk import due as desk_due
from organisations import due as organisations_due
from partners import due as partners_due

logger = logging.getLogger(__name__)


class Clock:
    """Does all chores, one after the other, at each `tick`."""

    def __init__(self) -> None:
        self.indexed = 0
        self.chores: list[Callable[[datetime], object]] = [
            publish_scheduled_pages,
            organisations_due.do_what_is_due,
            applications_due.do_what_is_due,
            cover_asking.do_what_is_due,
            dates_due.do_what_is_due,
            desk_due.do_what_is_due,
            opportunities_due.do_what_is_due,
            engagement_due.do_what_is_due,
            card_due.do_what_is_due,
            matching_due.do_what_is_due,
            partners_due.do_what_is_due,
            core_due.do_what_is_due,
            self.index_for_the_admin,
            # Last: mails that the others wrote go out in the same minute.
            send_waiting_mails,
        ]

    def tick(self, now: datetime) -> None:
        for chore in self.chores:
            close_old_connections()
            try:
                chore(now)
            except Exception:  # whatever it is, tomorrow's reminders must not wait for it
                logger.exception("%s.%s failed.", chore.__module__, chore.__qualname__)

    def index_for_the_admin(self, now: datetime) -> None:
        self.indexed = index_changed_offers(after=self.indexed)


def publish_scheduled_pages(now: datetime) -> None:
    call_command("publish_scheduled", verbosity=0)


def send_waiting_mails(now: datetime) -> None:
    send_outbox.call()
