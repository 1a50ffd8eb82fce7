"""The organisations of the demo and what they offer, as pages."""

import datetime as dt
import random
from decimal import Decimal

from django.utils import timezone
from wagtail.models import Page

from accounts.models import User
from core.models import Activity, EngagementField, Requirement, SpokenLanguage, TargetGroup, Term
from home.demo import content, times
from home.demo.content import Locality, Opportunity, Organisation, Town
from home.demo.gallery import Gallery
from home.demo.markup import folded, rich_text
from home.demo.people import coordinator_email
from home.demo.pictures import SCENES
from home.demo.publishing import date_back, days_ago, draft, publish
from municipalities.models import Municipality, MunicipalityPage
from municipalities.services import german_slug
from opportunities.models import OpportunityDate, OpportunityPage, WeeklySlot
from organisations.models import Network, OrganisationKind, OrganisationPage

EDITOR_EMAIL = "redaktion@demo.example"
SCATTER = 0.0022  # degrees of latitude around a locality's middle, about 250 metres

VOCABULARIES: tuple[type[Term], ...] = (
    Activity, EngagementField, Requirement, SpokenLanguage, TargetGroup,
)  # fmt: skip
GIVES = {
    "insurance": "has_insurance",
    "expenses": "reimburses_expenses",
    "training": "offers_training",
    "certificate": "gives_certificate",
    "card": "counts_for_card",
}
ACCESS = {
    "step_free": "is_step_free",
    "toilet": "has_accessible_toilet",
    "hearing_loop": "has_hearing_loop",
    "plain_language": "uses_plain_language",
}


class Writer:
    """Writes all organisations; asks the lists, towns and people once."""

    def __init__(self, *, gallery: Gallery, people: dict[str, User]) -> None:
        self.gallery = gallery
        self.people = people
        self.today = timezone.localdate()
        self.terms: dict[type[Term], dict[str, Term]] = {
            model: {term.slug: term for term in model.objects.all()} for model in VOCABULARIES
        }
        self.kinds = {kind.slug: kind for kind in OrganisationKind.objects.all()}
        self.towns = {town.slug: town for town in content.towns()}
        self.municipalities = {town.slug: town for town in Municipality.objects.all()}
        self.pages = {
            page.municipality.slug: page
            for page in MunicipalityPage.objects.select_related("municipality")
        }

    def write_all(self) -> None:
        for number, text in enumerate(content.organisations()):
            by = self.people[coordinator_email(text.town)]
            page = self._organisation(text)
            below = self.pages[text.town]
            publish(page, below=below, by=by, at=days_ago(text.published, minute=number))
            for position, entry in enumerate(text.opportunities):
                minute = (number * 7 + position * 13) % 400
                self._write(entry, text, page, by, days_ago(entry.published, minute=minute))

    # --- Organisations ---

    def _organisation(self, text: Organisation) -> OrganisationPage:
        page = OrganisationPage(
            title=text.title,
            slug=german_slug(text.slug),
            search_description=folded(text.pitch)[:160].rsplit(" ", 1)[0] + " …",
            kind=self.kinds[text.kind],
            founded_in=text.founded_in,
            pitch=folded(text.pitch),
            why=rich_text(text.why),
            what=rich_text(text.what),
            aims=rich_text(text.aims),
            audience=rich_text(text.audience),
            contact_name=text.contact["name"],
            contact_role=text.contact["role"],
            phone=text.contact["phone"],
            email=f"kontakt@{text.slug}.example",
            website=text.website,
            address_hidden=text.address_hidden,
            **self._place(text.place, town=self.towns[text.town], seed=text.slug),
        )
        if text.picture:
            page.image = self.gallery.picture(text.picture, town=text.town, seed=text.slug)
            page.image_alt = SCENES[text.picture].alt
        if text.initials:
            page.logo = self.gallery.logo(
                text.initials, organisation=text.title, slug=text.slug, town=text.town
            )
        page.sectors = self._terms(EngagementField, text.sectors)
        page.languages = self._terms(SpokenLanguage, text.languages)
        page.active_in = [self.municipalities[slug] for slug in text.active_in]
        page.networks.set(
            Network(name=name, sort_order=order) for order, name in enumerate(text.networks)
        )
        return page

    def _terms(self, model: type[Term], slugs: list[str]) -> list[Term]:
        return [self.terms[model][slug] for slug in slugs]

    def _place(self, place: dict[str, str], *, town: Town, seed: str) -> dict[str, object]:
        locality = town.localities[place["locality"]]
        latitude, longitude = somewhere_in(locality, seed=f"{seed}/{place.get('street', '')}")
        return {
            "venue": place.get("venue", ""),
            "street": place.get("street", ""),
            "postcode": locality.postcode,
            "city": self.municipalities[town.slug].name,
            "locality": "" if locality.name == "Mitte" else locality.name,
            "latitude": latitude,
            "longitude": longitude,
        }

    # --- Opportunities ---

    def _write(
        self,
        entry: Opportunity,
        organisation: Organisation,
        below: OrganisationPage,
        by: User,
        at: dt.datetime,
    ) -> None:
        page = self._opportunity(entry, organisation)
        if entry.state in ("published", "unpublished"):
            publish(page, below=below, by=by, at=at)
            if entry.state == "unpublished":
                page.unpublish(set_expired=True, user=by)
        elif entry.state == "scheduled":
            self._schedule(page, entry, below, by, at)
        else:
            editor = self.people[EDITOR_EMAIL]
            author = editor if organisation.town == "luenen" else by
            draft(page, below=below, by=author, at=at)
            if entry.state in ("submitted", "rejected"):
                self._hand_in(page, entry, author, by)

    def _schedule(
        self, page: Page, entry: Opportunity, below: Page, by: User, at: dt.datetime
    ) -> None:
        day = times.day(entry.goes_live, self.today)
        page.go_live_at = dt.datetime.combine(
            day, dt.time(8), tzinfo=timezone.get_current_timezone()
        )
        draft(page, below=below, by=by, at=at).publish(user=by)
        date_back(page, at)

    def _hand_in(self, page: Page, entry: Opportunity, author: User, approver: User) -> None:
        state = page.get_workflow().start(page, author)
        if entry.state == "rejected":
            task_state = state.current_task_state
            task_state.task.specific.on_action(
                task_state, approver, "reject", comment=folded(entry.comment)
            )

    def _opportunity(self, entry: Opportunity, organisation: Organisation) -> OpportunityPage:
        contact = organisation.contact | entry.contact
        page = OpportunityPage(
            title=entry.title,
            slug=german_slug(entry.title)[:80].rstrip("-"),
            summary=folded(entry.summary),
            description=rich_text(entry.description),
            search_description=folded(entry.summary),
            time_model=entry.time,
            hours_per_week=Decimal(str(entry.hours)) if entry.hours else None,
            starts_on=times.day(entry.starts, self.today) if entry.starts else None,
            ends_on=times.day(entry.ends, self.today) if entry.ends else None,
            closes_on=times.day(entry.closes, self.today) if entry.closes else None,
            time_note=folded(entry.time_note),
            whereabouts=entry.where,
            public_transport=entry.stop,
            requirements_note=folded(entry.requirements_note),
            minimum_age=entry.minimum_age,
            german_level=entry.german,
            places_wanted=entry.wanted,
            places_taken=entry.taken,
            suits_groups=entry.suits_groups,
            contact_name=contact["name"],
            contact_phone=contact["phone"],
            contact_email=f"kontakt@{organisation.slug}.example",
            address_hidden=organisation.address_hidden,
            **{GIVES[name]: True for name in entry.gives},
            **{ACCESS[name]: True for name in entry.access},
        )
        if entry.where != "online":
            place = self._place(
                entry.place or organisation.place,
                town=self.towns[organisation.town],
                seed=organisation.slug,
            )
            for name, value in place.items():
                setattr(page, name, value)
        if entry.picture:
            page.image = self.gallery.picture(entry.picture, town=organisation.town)
            page.image_alt = SCENES[entry.picture].alt
        self._set_lists(page, entry)
        return page

    def _set_lists(self, page: OpportunityPage, entry: Opportunity) -> None:
        page.engagement_fields = self._terms(EngagementField, entry.fields)
        page.target_groups = self._terms(TargetGroup, entry.groups)
        page.activities = self._terms(Activity, entry.activities)
        page.requirements = self._terms(Requirement, entry.requirements)
        page.languages = self._terms(SpokenLanguage, entry.languages)
        page.slots.set(WeeklySlot(**times.slot(text)._asdict()) for text in entry.slots)
        dates = [times.date(text, self.today) for text in entry.dates]
        page.dates.set(
            OpportunityDate(takes_place_on=date.day, starts_at=date.starts_at, ends_at=date.ends_at)
            for date in dates
        )


def somewhere_in(locality: Locality, *, seed: str) -> tuple[float, float]:
    """A place near the locality's middle, always the same for the same `seed`."""
    rng = random.Random(seed)  # noqa: S311 - nothing secret about it
    return (
        round(locality.latitude + rng.uniform(-SCATTER, SCATTER), 5),
        round(locality.longitude + rng.uniform(-SCATTER, SCATTER) * 1.6, 5),
    )
