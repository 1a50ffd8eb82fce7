"""An organisation's offers as its desk lists them: what state, what the town says, what one can do.

However many there are, they cost the same number of queries.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, QuerySet, Sum, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.models import TaskState, WorkflowState

from opportunities.enums import OpportunityState, TimeModel
from opportunities.models import DailyViews, OpportunityPage

VIEWS_OF_DAYS = 30


class DeskState(TextChoices):
    """Where an offer stands, in the organisation's words."""

    DRAFT = "draft", _("Draft")
    WAITING = "waiting", _("waits for the town")
    RETURNED = "returned", _("returned")
    ONLINE = "online", pgettext_lazy("of an offer", "on line")
    PAUSED = "paused", _("paused")
    FULL = "full", _("all places taken")
    EXPIRED = "expired", _("expired")
    OFFLINE = "offline", _("taken off line by the town")


class Change(TextChoices):
    """What is newer than what stands on line."""

    NONE = "", ""
    DRAFT = "draft", _("change not sent yet")
    WAITING = "waiting", _("change waits for approval")
    RETURNED = "returned", _("change returned")


TONES = {
    DeskState.ONLINE: "strong",
    DeskState.RETURNED: "notice",
    DeskState.OFFLINE: "notice",
}


class Stand(TextChoices):
    """What the list can be narrowed to."""

    ALL = "", _("All")
    RUNNING = "laufend", _("On line")
    IN_WORK = "in-arbeit", _("In work")
    OVER = "beendet", _("Ended")


@dataclass(frozen=True, kw_only=True)
class DeskOffer:
    """One offer of the list."""

    offer: OpportunityPage
    state: DeskState
    change: Change
    comment: str  # of the town, where it has returned something
    views: int
    is_asked: bool  # "still open?" waits for an answer
    runs_out: bool

    @property
    def title(self) -> str:
        return self.offer.get_admin_display_title()

    @property
    def tone(self) -> str:
        return TONES.get(self.state, "plain")

    @property
    def is_waiting(self) -> bool:
        return self.state == DeskState.WAITING or self.change == Change.WAITING

    @property
    def can_be_extended(self) -> bool:
        """What happens on single dates ends with the last of them."""
        return self.offer.time_model != TimeModel.ONCE

    @property
    def can_be_thrown_away(self) -> bool:
        return self.offer.first_published_at is None and not self.is_waiting


def narrowed(
    offers: "QuerySet[OpportunityPage]", stand: Stand, today: dt.date
) -> "QuerySet[OpportunityPage]":
    """The offers of one part of the list."""
    over = Q(live=True, open_until__lt=today)
    if stand == Stand.RUNNING:
        return offers.filter(live=True).exclude(over)
    if stand == Stand.IN_WORK:
        return offers.filter(Q(live=False) | Q(has_unpublished_changes=True)).exclude(over)
    if stand == Stand.OVER:
        return offers.filter(over)
    return offers


def running_out(
    offers: "QuerySet[OpportunityPage]", *, today: dt.date, days: int
) -> "QuerySet[OpportunityPage]":
    """Those on line that end within so many days."""
    until = today + dt.timedelta(days=days)
    return offers.filter(live=True, open_until__gte=today, open_until__lte=until)


def asked(offers: "QuerySet[OpportunityPage]", *, today: dt.date) -> "QuerySet[OpportunityPage]":
    """Those of which "still open?" has not been answered."""
    return offers.filter(
        Q(open_until__isnull=True) | Q(open_until__gte=today),
        live=True,
        intake__asked_at__isnull=False,
    ).exclude(intake__answered_at__gte=F("intake__asked_at"))


def returned_to(offers: "QuerySet[OpportunityPage]") -> "QuerySet[WorkflowState]":
    """What the town has returned of these offers and nobody has mended yet."""
    return states_of(offers).filter(status=WorkflowState.STATUS_NEEDS_CHANGES)


def states_of(offers: Iterable[OpportunityPage] | Any) -> "QuerySet[WorkflowState]":
    """The workflows that run for these offers."""
    keys: Sequence[str]
    if isinstance(offers, QuerySet):
        keys = [str(key) for key in offers.order_by().values_list("pk", flat=True)]
    else:
        keys = [str(offer.pk) for offer in offers]
    content_type = OpportunityPage().get_content_type()
    return WorkflowState.objects.active().filter(content_type=content_type, object_id__in=keys)


def desk_offers(offers: Sequence[OpportunityPage], *, today: dt.date, soon: int) -> list[DeskOffer]:
    """`offers` with what the desk tells of them; `soon` are the days that count as "runs out"."""
    workflows = {
        int(state.object_id): state
        for state in states_of(offers).select_related("current_task_state")
    }
    views = _views(offers, since=today - dt.timedelta(days=VIEWS_OF_DAYS))
    waiting_for_answer = set(
        asked(OpportunityPage.objects.filter(pk__in=[o.pk for o in offers]), today=today)
        .order_by()
        .values_list("pk", flat=True)
    )
    return [
        DeskOffer(
            offer=offer,
            state=state_on_desk(offer, workflow := workflows.get(offer.pk), today),
            change=_change(offer, workflow),
            comment=comment_of(workflow),
            views=views.get(offer.pk, 0),
            is_asked=offer.pk in waiting_for_answer,
            runs_out=bool(
                offer.live
                and offer.open_until
                and today <= offer.open_until <= today + dt.timedelta(days=soon)
            ),
        )
        for offer in offers
    ]


def state_on_desk(
    offer: OpportunityPage, workflow: WorkflowState | None, today: dt.date
) -> DeskState:
    """Where an offer stands; `workflow` is the one that runs for it, if any."""
    if offer.live:
        states = {
            OpportunityState.PAUSED: DeskState.PAUSED,
            OpportunityState.FULL: DeskState.FULL,
            OpportunityState.EXPIRED: DeskState.EXPIRED,
        }
        return states.get(offer.state(today), DeskState.ONLINE)
    if workflow is not None:
        is_returned = workflow.status == WorkflowState.STATUS_NEEDS_CHANGES
        return DeskState.RETURNED if is_returned else DeskState.WAITING
    if offer.expired:
        return DeskState.EXPIRED
    return DeskState.OFFLINE if offer.first_published_at else DeskState.DRAFT


def comment_of(workflow: WorkflowState | None) -> str:
    """What the town wrote when it returned the offer."""
    if workflow is None or workflow.status != WorkflowState.STATUS_NEEDS_CHANGES:
        return ""
    task_state = workflow.current_task_state
    return str(task_state.comment) if task_state else ""


def words_of_town(offer: OpportunityPage) -> "QuerySet[TaskState]":
    """What the town wrote when it approved or returned the offer, the newest first.

    But for what it has returned and nobody has mended yet: that is `comment_of`.
    """
    decided = (TaskState.STATUS_APPROVED, TaskState.STATUS_REJECTED)
    words = TaskState.objects.for_instance(offer).filter(status__in=decided).exclude(comment="")
    state = offer.current_workflow_state
    if state is not None and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        words = words.exclude(pk=state.current_task_state_id)
    return words.order_by("-finished_at", "-pk")


def _change(offer: OpportunityPage, workflow: WorkflowState | None) -> Change:
    if not offer.live:
        return Change.NONE
    if workflow is not None:
        is_returned = workflow.status == WorkflowState.STATUS_NEEDS_CHANGES
        return Change.RETURNED if is_returned else Change.WAITING
    return Change.DRAFT if offer.has_unpublished_changes else Change.NONE


def _views(offers: Sequence[OpportunityPage], *, since: dt.date) -> dict[int, int]:
    rows = (
        DailyViews.objects.filter(opportunity__in=[offer.pk for offer in offers], day__gte=since)
        .values("opportunity")
        .annotate(number=Sum("count"))
        .order_by()
    )
    return {row["opportunity"]: row["number"] for row in rows}
