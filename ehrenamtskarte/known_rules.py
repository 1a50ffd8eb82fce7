"""What is known of towns' own rules; a town that is founded gets them (`ehrenamtskarte.signals`).

From their published guidelines. What a town leaves open, the association's rule says.
"""

from datetime import date
from typing import Any, Final

# When the Ehrenamtskarte NRW began.
BEGINNING: Final = date(2008, 1, 1)

OF_TOWNS: Final[dict[str, dict[str, Any]]] = {  # by AGS
    "05978024": {"valid_from": date(2013, 7, 1), "validity_years": 2},  # Lünen
    "05978004": {  # Bergkamen
        "valid_from": BEGINNING,
        "prior_years": 2,
        "for_residents": True,
        "for_active": True,
    },
    "05978032": {  # Selm
        "valid_from": BEGINNING,
        "prior_years": 3,
        "validity_years": 2,
        "signatures": 2,
    },
    "05978040": {"valid_from": BEGINNING, "prior_years": 2, "minimum_age": 16},  # Werne
}
