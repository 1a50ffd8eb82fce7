"""Which town an application goes to: where somebody lives, else where they volunteer."""

from dataclasses import dataclass

from django.utils import timezone

from core.geo.places import name_key
from ehrenamtskarte.enums import CardType
from ehrenamtskarte.models import CardApplication
from ehrenamtskarte.rules import rules_in_force
from ehrenamtskarte.rules.towns import home_at
from municipalities.models import Municipality


@dataclass(frozen=True)
class Choice:
    """The towns that an address leaves to choose from."""

    at_home: tuple[Municipality, ...]  # that carry the postcode
    elsewhere: tuple[Municipality, ...]  # that give their card also to who only volunteers there

    @property
    def only(self) -> Municipality | None:
        """The one town that follows from the address, if there is just one."""
        return self.at_home[0] if len(self.at_home) == 1 else None

    @property
    def towns(self) -> tuple[Municipality, ...]:
        """What can be chosen; whoever lives in a town of the association applies there."""
        return self.at_home or self.elsewhere


def choice_for(postcode: str, *, card_type: CardType = CardType.STANDARD) -> Choice:
    """The towns that come into question for somebody who lives at `postcode`."""
    towns = list(Municipality.objects.order_by("name"))
    rules = rules_in_force(towns, timezone.localdate(), card_type)
    home = home_at(postcode, towns)
    at_home = {town.pk for town in home.towns} if home else set()
    return Choice(
        at_home=tuple(
            rule.municipality
            for rule in rules
            if rule.municipality and rule.municipality.pk in at_home
        ),
        elsewhere=tuple(
            rule.municipality for rule in rules if rule.municipality and rule.for_active
        ),
    )


def is_in_town(application: CardApplication) -> bool | None:
    """Whether the applicant lives in the town; None where the postcode leaves it open."""
    town = application.municipality
    home = home_at(application.postcode, [town]) if town else None
    if town is None or home is None:
        return None
    if not home.towns:
        return False
    return True if home.is_sure or name_key(application.city) == name_key(town.name) else None
