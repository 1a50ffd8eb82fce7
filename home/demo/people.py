"""One invented person for every role, all with the same password."""

from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from wagtail.users.models import UserProfile

from accounts.models import User
from home.services import OFFICE
from municipalities.models import Municipality
from organisations.enums import MemberRole, OrganisationState
from organisations.models import Membership, OrganisationPage
from organisations.records import record_of
from partners.models import Partner, PartnerMembership


@dataclass(frozen=True, kw_only=True)
class Person:
    """A demo login. `town` is the slug of the town whose group the person joins."""

    email: str
    first_name: str
    last_name: str
    role: str
    sees: str
    town: str = ""
    group: str = ""  # "office", "coordinators" or "editors"
    organisation: str = ""  # the slug of the one at whose desk the person is responsible
    shop: str = ""  # the slug of the one whose entry the person keeps
    superuser: bool = False


def _coordinator(slug: str, town: str, first_name: str, last_name: str) -> Person:
    return Person(
        email=f"{slug}@demo.example",
        first_name=first_name,
        last_name=last_name,
        role=f"Koordination {town}",
        sees="Redaktionsbereich: alles, was zur eigenen Stadt gehört",
        town=slug,
        group="coordinators",
    )


PEOPLE = (
    Person(
        email="buero@demo.example",
        first_name="Nele",
        last_name="Brandhoff",
        role="Geschäftsstelle des Verbunds",
        sees="Redaktionsbereich: alle Städte, gemeinsame Seiten, Listen",
        group="office",
    ),
    _coordinator("luenen", "Lünen", "Hatice", "Yildirim-Krämer"),
    _coordinator("bergkamen", "Bergkamen", "Dirk", "Zawadzki"),
    _coordinator("selm", "Selm", "Annika", "Tüns"),
    _coordinator("werne", "Werne", "Gregor", "Schlüter-Pohl"),
    Person(
        email="redaktion@demo.example",
        first_name="Malte",
        last_name="Ossendorf",
        role="Redaktion Lünen",
        sees="Redaktionsbereich: schreibt für Lünen und reicht zur Freigabe ein",
        town="luenen",
        group="editors",
    ),
    Person(
        email="verein@demo.example",
        first_name="Mechthild",
        last_name="Osthövel",
        role="Organisation (Lesebrücke Lünen)",
        sees="Verein: Angebote schreiben und abschicken, Bewerbungen, Team, Profil",
        organisation="lesebruecke",
    ),
    Person(
        email="freiwillig@demo.example",
        first_name="Jasper",
        last_name="Lindau",
        role="Freiwilliger",
        sees="Konto: Bewerbungen, Stunden, Nachweise, Ehrenamtskarte",
    ),
    Person(
        email="neu@demo.example",
        first_name="Sevda",
        last_name="Aydın",
        role="Neu im Verbund",
        sees="Was passt zu mir: eigenes Profil, Vorschläge mit Grund, darf eingeladen werden",
    ),
    Person(
        email="partner@demo.example",
        first_name="Rosa",
        last_name="Santorini",
        role="Akzeptanzstelle (Bäckerei Kornspeicher)",
        sees="Geschäft: Vorteile, Geräte zum Scannen, Zahlen, Profil",
        shop="baeckerei-kornspeicher",
    ),
    Person(
        email="technik@demo.example",
        first_name="Kai",
        last_name="Wegner",
        role="Technik",
        sees="Redaktionsbereich: alles, ohne Einschränkung",
        superuser=True,
    ),
)
OFFICE_EMAIL = PEOPLE[0].email
DESK_EMAIL = next(person.email for person in PEOPLE if person.organisation)


def coordinator_email(town: str) -> str:
    return f"{town}@demo.example"


def demo_is_here() -> bool:
    return User.objects.filter(email=OFFICE_EMAIL).exists()


def create_people() -> dict[str, User]:
    """Make everybody in `PEOPLE`, ready to sign in; the towns must be there. By e-mail."""
    password = make_password(settings.DEMO_PASSWORD)  # slow by design, so only once
    return {person.email: _create(person, password) for person in PEOPLE}


def seat_people(people: dict[str, User]) -> None:
    """Give desks to who looks after an organisation or a shop; those must be there."""
    for person in PEOPLE:
        if person.shop:
            shop = Partner.objects.get(page__slug=person.shop)
            PartnerMembership.objects.create(partner=shop, user=people[person.email])
        if not person.organisation:
            continue
        page = OrganisationPage.objects.get(slug=person.organisation)
        organisation = record_of(page)
        organisation.state = OrganisationState.ACCEPTED
        organisation.save(update_fields=["state"])
        Membership.objects.create(
            organisation=organisation, user=people[person.email], role=MemberRole.OWNER
        )


def _create(person: Person, password: str) -> User:
    user = User.objects.create(
        email=person.email,
        password=password,
        first_name=person.first_name,
        last_name=person.last_name,
        is_staff=person.superuser,
        is_superuser=person.superuser,
    )
    if group := _group(person):
        user.groups.add(group)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    told = not person.superuser  # who may do everything need not hear of everything
    UserProfile.objects.update_or_create(
        user=user,
        defaults={
            "preferred_language": "de",
            "submitted_notifications": told,
            "approved_notifications": told,
            "rejected_notifications": told,
        },
    )
    return user


def _group(person: Person) -> Group | None:
    if person.group == "office":
        return Group.objects.get(name=OFFICE)
    if not person.group:
        return None
    municipality = Municipality.objects.get(slug=person.town)
    return municipality.coordinators if person.group == "coordinators" else municipality.editors
