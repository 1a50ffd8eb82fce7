"""What somebody wants to get out of it, and by what an offer gives that."""

from collections.abc import Mapping

from opportunities.catalogue.offers import Gives

GAINS: Mapping[str, Gives] = {
    "lernen": Gives.TRAINING,
    "nachweis": Gives.CERTIFICATE,
    "auslagen": Gives.EXPENSES,
    "karte": Gives.CARD,
}
# Meeting people is nothing that an offer gives: it is a way of doing it.
MEETING_PEOPLE = "menschen"
