"""What an organisation learns of its offer's reach before it sends it."""

from django.http import HttpRequest

from core.sections import Section
from matching.reach.measuring import reach_of_draft
from opportunities.models import OpportunityPage


def of_draft(draft: OpportunityPage, request: HttpRequest) -> Section:
    """Whom the offer would reach as it is written."""
    return Section(
        template="matching/reach/draft_section.html", context={"reach": reach_of_draft(draft)}
    )
