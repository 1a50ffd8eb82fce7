import datetime as dt

from django.utils import timezone

from opportunities.enums import OpportunityState

# In these one can say that one would like to help; where it is full, for the waiting list.
TAKING_PEOPLE = (OpportunityState.OPEN, OpportunityState.FULL)


class Offering:
    """Whether one can still help, from the few columns that decide it.

    Mixed into the page and into the rows that lists read.
    """

    live: bool
    open_until: dt.date | None
    places_wanted: int | None
    places_taken: int
    places_held: int
    is_paused: bool
    dates_are_full: bool

    def state(self, today: dt.date | None = None) -> OpportunityState:
        """What a visitor can expect on `today`."""
        today = today or timezone.localdate()
        if not self.live or (self.open_until and self.open_until < today):
            return OpportunityState.EXPIRED
        if self.is_paused:
            return OpportunityState.PAUSED
        if self.places_left == 0:
            return OpportunityState.FULL
        return OpportunityState.OPEN

    @property
    def places_left(self) -> int | None:
        """How many people are still wanted; None if any number is."""
        if self.dates_are_full:
            return 0
        if self.places_wanted is None:
            return None
        return max(self.places_wanted - self.places_taken - self.places_held, 0)
