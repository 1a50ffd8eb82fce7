"""The card on the phone (docs/card-on-the-phone.md).

binding     a card's code for one phone: certified, moved, given up
facts       what the phone shows beside the code
looks       how it looks there, with pictures that are kept with the card
"""

from ehrenamtskarte.phone.binding import activate, bind_own, cards_of, give_up
from ehrenamtskarte.phone.errors import PhoneError

__all__ = ["PhoneError", "activate", "bind_own", "cards_of", "give_up"]
