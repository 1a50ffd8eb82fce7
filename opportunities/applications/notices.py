"""Which change of an application is told to whom by mail."""

from opportunities.applications import mails
from opportunities.applications.states import NOT_YET_SENT
from opportunities.enums import ApplicationState
from opportunities.models import ApplicationEvent


def tell(event: ApplicationEvent) -> None:
    """Mail whoever did not do it themselves; called in the transaction of the change."""
    if event.from_state in NOT_YET_SENT and event.to_state in (
        ApplicationState.SENT,
        ApplicationState.WAITING,
    ):
        mails.send_receipt(event.application)
