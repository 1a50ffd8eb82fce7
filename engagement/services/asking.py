"""Asking organisations that have no desk, not too often."""

from django.db import transaction

from core.links import revoke_links
from engagement import notices
from engagement.enums import EngagementState
from engagement.errors import EngagementError
from engagement.links import ANSWER_ENGAGEMENT, ANSWER_HOURS
from engagement.models import Engagement
from engagement.services.engagements import locked_engagement


@transaction.atomic
def ask_again(*, engagement: Engagement) -> None:
    """Remind an organisation that is asked by mail. Raises EngagementError."""
    engagement = locked_engagement(engagement)
    if engagement.state != EngagementState.CLAIMED:
        raise EngagementError(EngagementError.Code.ANSWERED)
    if notices.was_asked_lately(ANSWER_ENGAGEMENT, engagement):
        raise EngagementError(EngagementError.Code.ASKED_LATELY)
    revoke_links(ANSWER_ENGAGEMENT, engagement)
    notices.ask_for_engagement(engagement)


@transaction.atomic
def ask_for_hours(*, engagement: Engagement) -> None:
    """Ask an organisation without a desk to confirm what waits. Raises EngagementError."""
    engagement = locked_engagement(engagement)
    if notices.was_asked_lately(ANSWER_HOURS, engagement):
        raise EngagementError(EngagementError.Code.ASKED_LATELY)
    revoke_links(ANSWER_HOURS, engagement)
    notices.ask_for_hours(engagement)
