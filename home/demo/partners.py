"""The shops of the demo that take the card, and what one gets there."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.utils import timezone

from accounts.models import User
from core.models import SpokenLanguage
from home.demo import content, times
from home.demo.gallery import Gallery
from home.demo.markup import folded, rich_text
from home.demo.organisations import somewhere_in
from home.demo.people import coordinator_email
from home.demo.pictures import SCENES
from home.demo.publishing import days_ago, publish
from municipalities.models import Municipality, MunicipalityPage
from partners.enums import PartnerState
from partners.models import (
    Benefit,
    BenefitTranslation,
    Partner,
    PartnerBranch,
    PartnerCategory,
    PartnerPage,
)
from partners.records import record_of

WEEKDAYS = ("mo", "di", "mi", "do", "fr", "sa", "so")


class PartnerWriter:
    """Writes all shops as their towns have accepted them."""

    def __init__(self, *, gallery: Gallery, people: dict[str, User]) -> None:
        self.gallery = gallery
        self.people = people
        self.today = timezone.localdate()
        self.categories = {one.slug: one for one in PartnerCategory.objects.all()}
        self.languages = {one.slug: one for one in SpokenLanguage.objects.all()}
        self.towns = {town.slug: town for town in content.towns()}
        self.municipalities = {town.slug: town for town in Municipality.objects.all()}
        self.pages = {
            page.municipality.slug: page
            for page in MunicipalityPage.objects.select_related("municipality")
        }

    def write_all(self) -> None:
        for number, text in enumerate(content.partners()):
            at = days_ago(text.published, minute=number)
            page = self._page(text)
            by = self.people[coordinator_email(text.town)]
            publish(page, below=self.pages[text.town], by=by, at=at)
            self._record(page, text, at)

    def _page(self, text: content.Partner) -> PartnerPage:
        page = PartnerPage(
            title=text.title,
            slug=text.slug,
            search_description=folded(text.intro),
            category=self.categories[text.category],
            intro=folded(text.intro),
            about=rich_text(text.about) if text.about else "",
            website=text.website,
            public_phone=text.phone,
            public_email=f"kontakt@{text.slug}.example",
            step_free=text.step_free,
            accessible_toilet=text.accessible_toilet,
            hearing_loop=text.hearing_loop,
            access_note=text.access_note,
        )
        if text.picture:
            page.image = self.gallery.picture(text.picture, town=text.town, seed=text.slug)
            page.image_alt = SCENES[text.picture].alt
        page.languages = [self.languages[slug] for slug in text.languages]
        page.branches.set(
            PartnerBranch(sort_order=order, **self._place(place, text))
            for order, place in enumerate(text.places)
        )
        return page

    def _place(self, place: dict[str, str], text: content.Partner) -> dict[str, Any]:
        locality = self.towns[text.town].localities[place["locality"]]
        latitude, longitude = somewhere_in(locality, seed=f"{text.slug}/{place['street']}")
        return {
            "venue": place.get("venue", ""),
            "street": place["street"],
            "postcode": locality.postcode,
            "city": self.municipalities[text.town].name,
            "locality": "" if locality.name == "Mitte" else locality.name,
            "latitude": latitude,
            "longitude": longitude,
            "opening_hours": place.get("hours", ""),
        }

    def _record(self, page: PartnerPage, text: content.Partner, at: dt.datetime) -> None:
        partner = record_of(page)
        partner.state = PartnerState.ACCEPTED
        partner.in_all_towns = text.in_all_towns
        partner.email = f"leitung@{text.slug}.example"
        partner.phone = text.phone
        partner.confirmed_at = at
        partner.save()
        Partner.objects.filter(pk=partner.pk).update(created_at=at)
        for order, benefit in enumerate(text.benefits):
            self._benefit(partner, order, dict(benefit))
        # Long enough for people to rely on them.
        Benefit.objects.filter(partner=partner).update(created_at=at)

    def _benefit(self, partner: Partner, order: int, facts: dict[str, Any]) -> None:
        translations = facts.pop("translations", {})
        if weekdays := facts.pop("weekdays", ""):
            facts["weekdays"] = sum(1 << WEEKDAYS.index(day) for day in weekdays.split())
        for name in ("price", "regular_price"):
            if name in facts:
                facts[name] = Decimal(facts[name])
        for name in ("from_time", "until_time"):
            if name in facts:
                facts[name] = dt.time.fromisoformat(facts[name])
        for name in ("valid_from", "valid_until"):
            if name in facts:
                facts[name] = times.day(facts[name], self.today)
        benefit = Benefit(partner=partner, sort_order=order, **facts)
        benefit.full_clean()
        benefit.save()
        BenefitTranslation.objects.bulk_create(
            BenefitTranslation(benefit=benefit, language=language, **words)
            for language, words in translations.items()
        )
