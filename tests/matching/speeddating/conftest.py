import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from matching.models import SpeedDating, SpeedDatingTable
from matching.speeddating import services
from tests.factories import OrganisationFactory
from tests.shared_rows import shared_rows

PEOPLE = ["Ada: vorlesen", "Ben: im Garten arbeiten", "Cem", "Dora", "Eva"]


@shared_rows
def event(luenen):
    """Five people and three organisations, of which one has two at its table."""
    town = luenen.municipality
    event = SpeedDating.objects.create(
        municipality=town,
        title="Ehrenamt zum Kennenlernen",
        takes_place_on=timezone.localdate() + dt.timedelta(days=20),
        starts_at=dt.time(17),
        rounds=3,
        place="Hansesaal",
        note="Kaffee gibt es im Foyer.",
    )
    services.add_people(event=event, lines=PEOPLE)
    for name, places in (("Bücherei", 1), ("Gartenfreunde", 1), ("Tafel", 2)):
        table = SpeedDatingTable.objects.create(
            event=event,
            organisation=OrganisationFactory(name=name, municipality=town),
            places=places,
        )
        if name == "Bücherei":
            table.wanted = "Menschen, die Kindern vorlesen"
            table.save()
    return event


@pytest.fixture
def address():
    """The address of one of an event's screens."""
    return lambda event, name, *args: reverse(f"speed_datings:{name}", args=[event.pk, *args])
