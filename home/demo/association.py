"""The association of the demo: its settings, its text pages and the four towns."""

from django.utils.text import normalize_newlines
from wagtail.models import Page, Site

from accounts.models import User
from core.models import AssociationSettings, ListingPage
from core.models.pages import BasePage
from ehrenamtskarte.keys.rotating import make_key
from ehrenamtskarte.models import CardPage
from home.demo import content
from home.demo.bodies import stream
from home.demo.content import Town
from home.demo.gallery import Gallery
from home.demo.markup import folded, rich_text
from home.demo.pictures import SCENES
from home.demo.publishing import days_ago, publish
from home.demo.times import hours
from home.models import AccessibilityPage, HomePage, StandardPage
from municipalities.models import Municipality, MunicipalityPage, OpeningHours
from municipalities.services import found_municipality

FOUNDED = 640  # days ago


def found_towns() -> None:
    for town in content.towns():
        municipality = found_municipality(ags=town.ags, **town.desk).municipality
        for text in town.hours:
            weekday, opens_at, closes_at = hours(text)
            OpeningHours.objects.create(
                municipality=municipality, weekday=weekday, opens_at=opens_at, closes_at=closes_at
            )
        make_key(municipality=municipality)


def write_association(home: HomePage, *, gallery: Gallery, by: User) -> None:
    """Fill settings, text pages, start page and the towns' pages."""
    pages: dict[str, Page] = {page.slug: page for page in home.get_children()}
    for slug, raw in content.pages().items():
        pages[slug] = _write_page(home, slug, raw, gallery=gallery, pages=pages, by=by)
    _write_card_page(pages["ehrenamtskarte"].specific, gallery=gallery, pages=pages, by=by)
    for slug, text in content.association()["lists"].items():
        _write_list(pages[slug].specific, text, by=by)
    _write_settings(home, gallery=gallery, pages=pages)
    _write_home(home, gallery=gallery, pages=pages, by=by)
    for town in content.towns():
        _write_town(town, gallery=gallery, pages=pages, by=by)


def _write_page(
    home: HomePage,
    slug: str,
    raw: dict,
    *,
    gallery: Gallery,
    pages: dict[str, Page],
    by: User,
) -> Page:
    body = stream(raw["body"], gallery=gallery, pages=pages)
    common = {
        "title": raw["title"],
        "slug": slug,
        "search_description": raw.get("search_description", ""),
        "show_in_menus": raw.get("show_in_menus", False),
        "body": body,
    }
    page: BasePage
    if slug == content.association()["accessibility"]:
        page = AccessibilityPage(**common)
    else:
        page = StandardPage(lead=raw.get("lead", ""), language=raw.get("language", ""), **common)
    publish(page, below=home, by=by, at=days_ago(FOUNDED))
    return page


def _write_card_page(page: CardPage, *, gallery: Gallery, pages: dict[str, Page], by: User) -> None:
    text = content.association()["card"]
    page.lead = text["lead"]
    page.search_description = folded(text["search_description"])
    page.body = stream(text["body"], gallery=gallery, pages=pages)
    page.full_clean()
    page.save_revision(user=by).publish(user=by)


def _write_settings(home: HomePage, *, gallery: Gallery, pages: dict[str, Page]) -> None:
    text = content.association()
    site = Site.objects.get(root_page=home)
    settings = AssociationSettings.for_site(site)
    settings.name = text["name"]
    settings.claim = text["claim"]
    settings.accent_colour = text["accent_colour"]
    settings.logo = gallery.association_logo(association=text["name"], accent=text["accent_colour"])
    settings.email = text["email"]
    settings.phone = text["phone"]
    settings.address = normalize_newlines(text["address"])
    settings.footer_note = folded(text["footer_note"])
    settings.imprint_page = pages[text["imprint"]]
    settings.privacy_page = pages[text["privacy"]]
    settings.accessibility_page = pages[text["accessibility"]]
    settings.easy_language_page = pages[text["easy_language"]]
    settings.full_clean()
    settings.save()


def _write_list(page: ListingPage, text: dict[str, str], *, by: User) -> None:
    page.title = text["title"]
    page.intro = rich_text(text["intro"])
    page.search_description = folded(text["intro"])
    page.save_revision(user=by).publish(user=by)


def _write_home(home: HomePage, *, gallery: Gallery, pages: dict[str, Page], by: User) -> None:
    text = content.association()["home"]
    home.headline = text["headline"]
    home.lead = rich_text(text["lead"])
    home.image = gallery.picture(text["picture"])
    home.image_alt = SCENES[text["picture"]].alt
    home.search_description = folded(text["search_description"])
    home.body = stream(text["body"], gallery=gallery, pages=pages)
    home.full_clean()
    home.save_revision(user=by).publish(user=by)


def _write_town(town: Town, *, gallery: Gallery, pages: dict[str, Page], by: User) -> None:
    municipality = Municipality.objects.get(ags=town.ags)
    page = MunicipalityPage.objects.get(municipality=municipality)
    page.intro = rich_text(town.intro)
    page.image = gallery.picture(town.slug, town=town.slug)
    page.image_alt = SCENES[town.slug].alt
    page.search_description = (
        f"Ehrenamt in {municipality.name}: Angebote, Organisationen, Beratung."
    )
    page.body = stream(town.body, gallery=gallery, pages=pages, town=town.slug)
    page.full_clean()
    page.save_revision(user=by).publish(user=by)
