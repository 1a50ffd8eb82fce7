"""Under which licence the association gives its data away, if it has decided."""

from typing import NamedTuple

from django.conf import settings


class Licence(NamedTuple):
    name: str
    url: str


# By their names in GovData's list of licences, as DCAT-AP.de wants them.
LICENCES = {
    "dl-zero-de/2.0": Licence(
        "Datenlizenz Deutschland – Zero – Version 2.0", "https://www.govdata.de/dl-de/zero-2-0"
    ),
    "dl-by-de/2.0": Licence(
        "Datenlizenz Deutschland – Namensnennung – Version 2.0",
        "https://www.govdata.de/dl-de/by-2-0",
    ),
    "cc-zero": Licence("CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/deed.de"),
    "cc-by/4.0": Licence("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/deed.de"),
}


def open_data_licence() -> Licence | None:
    """What `settings.OPEN_DATA_LICENCE` names; None if it names none."""
    return LICENCES.get(settings.OPEN_DATA_LICENCE)
