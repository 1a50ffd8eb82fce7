"""Cards are made, released for printing, ended, replaced and renewed.

services    one card: made, revoked, replaced, handed over
batches     many cards: goes on where a killed process stopped
papers      what is downloaded: sheets, archive, letters, list
renewing    reminder 60 days before, application with one button
admin       what the town does
"""

from ehrenamtskarte.issuing.errors import IssueError
from ehrenamtskarte.issuing.services import issue_card

__all__ = ["IssueError", "issue_card"]
