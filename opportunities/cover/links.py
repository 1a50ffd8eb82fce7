"""The link by mail with which one steps in."""

import datetime as dt

from core.links import Purpose, make_link
from opportunities.models import CoverRequest

# Longer than one is asked beforehand; what can still be done with it the call says.
COVER = Purpose(name="cover", view_name="cover:request", lifetime=dt.timedelta(days=180))


def request_link(request: CoverRequest) -> str:
    """A new address of the page of a request, for the mail to the person, and to nobody else."""
    return make_link(COVER, request, email=request.volunteer.email)
