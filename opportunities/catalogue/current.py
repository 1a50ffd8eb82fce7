"""The snapshot that this process answers from."""

from django.utils import timezone

from core import content_version
from opportunities.catalogue.facets import read_layout
from opportunities.catalogue.offers import Reader
from opportunities.catalogue.snapshot import Catalogue
from opportunities.models.pages import OpportunityPage

_current: Catalogue | None = None


def catalogue() -> Catalogue:
    """All open offers as they were at most a second ago."""
    global _current
    version, today = content_version.current(), timezone.localdate()
    found = _current
    if found is None or found.number != version or found.today != today:
        keys = list(OpportunityPage.objects.open(today).public().order_by("pk").keys())
        found = Catalogue.of(
            list(Reader().read(keys, today)), read_layout(), today=today, number=version
        )
        _current = found
    return found


def forget() -> None:
    """Build anew at the next question; for tests, whose databases roll back."""
    global _current
    _current = None
