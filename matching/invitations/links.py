"""The link by mail with which one answers an invitation."""

import datetime as dt
from typing import Final

from core.links import Purpose, make_link
from matching.models import Invitation

# Longer than one has to answer, so that a late click still says so, and "never again" still works.
INVITATION: Final = Purpose(
    name="invitation_to_offer",
    view_name="invitations:page_by_link",
    lifetime=dt.timedelta(days=180),
)


def invitation_link(invitation: Invitation) -> str:
    """A new address of the invitation's page, for the mail to the person, and to nobody else."""
    return make_link(INVITATION, invitation, email=invitation.profile.volunteer.email)
