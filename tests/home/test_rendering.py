"""What every public page owes its visitors, whoever wrote it."""

import datetime as dt
import json
import re
from html.parser import HTMLParser

import pytest
from django.template.loader import render_to_string
from django.utils import timezone
from wagtail.models import Locale, Page

from core.models import AssociationSettings, SpokenLanguage
from home.navigation import language_links
from opportunities.models import OpportunityPage
from tests.factories import UserFactory
from tests.home.conftest import forget_what_is_kept, offer

pytestmark = pytest.mark.django_db

PAGES = [
    "/",
    "/fuer-organisationen/",
    "/barrierefreiheit/",
    "/luenen/",
    "/luenen/lesefreunde-1/",
    "/luenen/lesefreunde-1/vorlesen-1/",
    "/angebote/",
    "/angebote/karte/",
    "/organisationen/",
    "/organisationen/karte/",
    "/umland/",
    "/suche/?q=Vorlesen",
    "/api/v1/",
    "/konto/anmelden/",
    "/konto/anmelden/code/",
    "/konto/registrieren/",
    "/konto/passwort/vergessen/",
    "/konto/passwort/vergessen/gesendet/",
    "/konto/gesperrt/",
    "/gibt-es-nicht/",
]
OWN_PAGES = ["/konto/", "/konto/e-mail/", "/konto/passwort/aendern/", "/konto/abmelden/"]


class Outline(HTMLParser):
    """Counts what matters: headings, ids, scripts, what a policy would refuse."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.headings: list[int] = []
        self.ids: list[str] = []
        self.inline: list[str] = []
        self.outside: list[str] = []
        self.pictures: list[dict] = []
        self.links: list[str] = []
        self.lang = ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if "id" in found:
            self.ids.append(found["id"])
        if tag == "html":
            self.lang = found.get("lang", "")
        if "style" in found or any(name.startswith("on") for name in found):
            self.inline.append(self.get_starttag_text())
        if (tag == "script" and "src" not in found and "json" not in found.get("type", "")) or (
            tag == "style"
        ):
            self.inline.append(self.get_starttag_text())
        source = found.get("src") or (found.get("href") if tag == "link" else "") or ""
        if source.startswith(("http:", "https:", "//")) and found.get("rel") != "canonical":
            self.outside.append(source)
        if tag == "img":
            self.pictures.append(found)
        if tag == "a":
            self.links.append(found.get("href", ""))


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_well_made(site, client, path):
    response = client.get(path)
    assert response.status_code == (404 if "nicht" in path else 200)
    outline = Outline(response.content.decode())
    assert outline.headings.count(1) == 1
    steps = zip(outline.headings, outline.headings[1:], strict=False)
    assert all(below - above <= 1 for above, below in steps), outline.headings
    assert len(outline.ids) == len(set(outline.ids))
    assert outline.inline == []
    assert outline.outside == []
    assert outline.lang == "de"
    assert "#inhalt" in outline.links
    assert "inhalt" in outline.ids
    for picture in outline.pictures:
        assert {"alt", "width", "height"} <= picture.keys(), picture


@pytest.mark.parametrize("path", OWN_PAGES)
def test_the_own_account_looks_like_the_site(site, client, path):
    client.force_login(UserFactory())
    response = client.get(path)
    assert response.status_code == 200
    outline = Outline(response.content.decode())
    assert outline.headings.count(1) == 1
    assert outline.inline == []
    assert 'class="site-header"' in response.content.decode()


def test_an_offer_says_what_when_where_and_whom_to_ask(site, client):
    html = client.get(site.offer.url).content.decode()
    for words in (
        "Vorlesen 1",
        "Lesefreunde 1",
        "Sie lesen Kindern vor.",
        "Kita Sonnenschein",
        "Beispielweg 1",
        "44532 Lünen",
        "Erika Beispiel",
        "mailto:angebot@example.org",
        'alt="Ein Kind hört zu"',
    ):
        assert words in html, words


def test_names_of_languages_are_marked_as_what_they_are(site, client):
    site.offer.languages = SpokenLanguage.objects.filter(slug="ar")
    site.offer.save()
    forget_what_is_kept()
    html = client.get(site.offer.url).content.decode()
    assert '<bdi lang="ar">العربية</bdi>' in html
    # One text beside its symbol: as parts of their own they would stand far from each other.
    point = re.search(r"<span>Sprachen, die helfen:(.*?)</span>", html, re.DOTALL)
    assert point
    assert "العربية" in point[1]


def test_legal_forms_do_not_fall_apart(site, client):
    site.organisation.title = "Lesefreunde e. V."
    site.organisation.save()
    forget_what_is_kept()
    for path in (site.organisation.url, site.offer.url, "/organisationen/", "/angebote/"):
        assert "Lesefreunde e.\N{NO-BREAK SPACE}V." in client.get(path).content.decode(), path


def test_a_secret_address_is_on_no_page(site, client):
    OpportunityPage.objects.update(address_hidden=True)
    forget_what_is_kept()
    for path in (site.offer.url, "/angebote/", "/", "/luenen/", site.organisation.url):
        html = client.get(path).content.decode()
        assert "Beispielweg" not in html
        assert "Sonnenschein" not in html
        assert "44532" not in html or path == "/luenen/"  # the town's own desk


def test_an_expired_offer_says_so_and_helps_on(site, client):
    offer(site.organisation, title="Noch offen")
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    site.offer.closes_on = yesterday
    site.offer.save()
    forget_what_is_kept()
    html = client.get(site.offer.url).content.decode()
    assert '<meta name="robots" content="noindex">' in html
    assert "offer--over" in html
    assert "Noch offen" in html
    assert "JobPosting" not in html
    # Nobody can be asked any more.
    assert "Erika Beispiel" not in html
    assert "Vorlesen 1" not in client.get("/angebote/").content.decode()


def test_search_engines_get_json_that_can_be_read(site, client):
    html = client.get(site.offer.url).content.decode()
    scripts = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.S)
    found = {data["@type"]: data for data in map(json.loads, scripts)}
    assert found["JobPosting"]["employmentType"] == "VOLUNTEER"
    assert found["BreadcrumbList"]["itemListElement"][-1]["name"] == "Lesefreunde 1"
    assert f'<link rel="canonical" href="http://testserver{site.offer.url}">' in html


def test_link_previews_have_a_picture(site, client):
    html = client.get(site.offer.url).content.decode()
    assert re.search(r'<meta property="og:image" content="https?://[^/]+/media/images/', html)
    assert '<meta property="og:title" content="Vorlesen 1">' in html


def test_the_menu_holds_what_is_live_and_wants_to_be_in_it(site, client):
    def menu() -> list[str]:
        html = client.get("/angebote/").content.decode()
        nav = re.search(r'<nav class="site-nav".*?</nav>', html, re.S).group()
        return re.findall(r"<a[^>]*>(.*?)</a>", nav, re.S)

    titles = [page.title for page in Page.objects.child_of(site.home).filter(show_in_menus=True)]
    assert menu() == ["Was passt zu mir?", *titles]
    assert "Für Organisationen" in titles

    site.text.unpublish()
    forget_what_is_kept()
    assert "Für Organisationen" not in menu()


def test_the_menu_marks_where_one_is(site, client):
    html = client.get("/angebote/").content.decode()
    marked = re.findall(r'<a href="([^"]+)" aria-current="true"', html)
    assert set(marked) == {"/angebote/"}


def test_the_footer_links_only_what_exists(site, client):
    html = client.get("/").content.decode()
    assert html.count('href="/barrierefreiheit/"') == 1
    site.accessibility.unpublish()
    forget_what_is_kept()
    assert 'href="/barrierefreiheit/"' not in client.get("/").content.decode()


def test_who_is_signed_in_finds_the_own_account(site, client):
    assert "/konto/anmelden/" in client.get("/").content.decode()
    client.force_login(UserFactory())
    html = client.get("/").content.decode()
    assert 'href="/konto/"' in html
    assert "/konto/anmelden/" not in html


def test_only_editors_are_led_to_the_editor(site, luenen, client):
    client.force_login(UserFactory())
    assert "/verwaltung/" not in client.get(site.offer.url).content.decode()
    client.force_login(UserFactory(groups=[luenen.municipality.editors]))
    edit = f"/verwaltung/pages/{site.offer.pk}/edit/"
    assert edit in client.get(site.offer.url).content.decode()
    assert f"/verwaltung/pages/{site.home.pk}/edit/" not in client.get("/").content.decode()


def test_editors_see_a_preview_of_every_kind_of_page(site):
    for page in (
        site.home,
        site.town,
        site.surroundings,
        site.text,
        site.accessibility,
        site.organisation,
        site.offer,
    ):
        response = page.make_preview_request()
        assert response.status_code == 200, page
        assert 'class="staff-bar"' not in response.content.decode()


def test_other_languages_are_offered_where_there_are_any(site, rf, settings):
    request = rf.get("/")
    assert language_links(site.text, request) == []
    settings.WAGTAIL_I18N_ENABLED = True
    assert language_links(site.text, request) == []
    english = Locale.objects.create(language_code="en")
    site.text.copy_for_translation(english, copy_parents=True).save_revision().publish()
    found = language_links(site.text, request)
    assert {(link.code, link.name, link.is_current) for link in found} == {
        ("de", "Deutsch", True),
        ("en", "English", False),
    }


def test_a_page_with_a_password_asks_for_it_in_the_sites_look(site, client):
    site.text.view_restrictions.create(restriction_type="password", password="geheim")
    forget_what_is_kept()
    html = client.get(site.text.url).content.decode()
    assert 'class="site-header"' in html
    assert "So geht es" not in html
    outline = Outline(html)
    assert outline.headings.count(1) == 1
    action = re.search(r'<form class="form"[^>]* action="([^"]+)"', html).group(1)
    wrong = client.post(action, {"password": "falsch", "return_url": site.text.url})
    assert "error-summary" in wrong.content.decode()
    right = client.post(action, {"password": "geheim", "return_url": site.text.url})
    assert right.url == site.text.url
    assert "So geht es" in client.get(site.text.url).content.decode()


def test_the_accent_comes_from_the_settings(site, client):
    AssociationSettings.objects.update(accent_colour="#8a1c3c")
    forget_what_is_kept()
    assert "/thema.css?v=8a1c3c" in client.get("/").content.decode()
    css = client.get("/thema.css?v=8a1c3c")
    assert "--accent:#8a1c3c" in css.content.decode()
    assert css.headers["Cache-Control"] == "public, max-age=86400"
    # An address that promises another colour must not be kept with this one.
    assert "max-age" not in client.get("/thema.css?v=000000").headers["Cache-Control"]


def test_the_page_of_last_resort_needs_no_database():
    # No database mark on the call itself: a query would fail the test.
    html = render_to_string("500.html")
    outline = Outline(html)
    assert outline.headings == [1]
    assert outline.inline == []
    assert "css/site.css" in html


def test_who_may_not_see_a_page_is_told_what_to_do(site, client):
    from django.test import RequestFactory

    from home.views.errors import forbidden

    request = RequestFactory().get("/geheim/")
    request.user = UserFactory()
    html = forbidden(request).content.decode()
    assert forbidden(request).status_code == 403
    assert "Beispiel" in html
    assert Outline(html).headings.count(1) == 1


def test_the_sitemap_leaves_out_what_has_expired(site, client):
    path = f"http://testserver{site.offer.url}"
    assert path in client.get("/sitemap.xml").content.decode()
    site.offer.closes_on = timezone.localdate() - dt.timedelta(days=1)
    site.offer.save()
    sitemap = client.get("/sitemap.xml").content.decode()
    assert path not in sitemap
    assert f"http://testserver{site.organisation.url}" in sitemap


def test_robots_are_told_where_not_to_go(site, client):
    response = client.get("/robots.txt")
    assert response.headers["Content-Type"].startswith("text/plain")
    lines = response.content.decode().splitlines()
    assert "Disallow: /verwaltung/" in lines
    assert "Disallow: /angebote/liste.pdf" in lines
    assert "Sitemap: http://testserver/sitemap.xml" in lines


def test_a_wrong_form_keeps_what_was_typed_and_leads_to_the_mistake(site, client):
    response = client.post("/barrierefreiheit/", {"name": "Erika", "message": "", "email": "nein"})
    assert response.status_code == 422
    html = response.content.decode()
    assert 'href="#id_message"' in html
    assert 'href="#id_email"' in html
    assert 'value="Erika"' in html
    field = re.search(r"<textarea[^>]*>", html).group()
    assert 'aria-describedby="id_message_error"' in field
    assert 'aria-invalid="true"' in field
    assert 'id="id_message_error"' in html


def test_nothing_found_is_no_dead_end(site, client):
    html = client.get("/angebote/?ort=luenen&bereich=politik").content.decode()
    assert 'class="empty"' in html
    assert 'href="/angebote/"><span' in html
    html = client.get("/suche/?q=Xylophonorchester").content.decode()
    assert 'class="empty"' in html


def test_a_search_finds_and_says_what_it_found(site, client):
    html = client.get("/suche/?q=Vorlesen").content.decode()
    assert f'href="{site.offer.url}"' in html
    assert "Einmal in der Woche." in html


def test_pages_of_a_list_keep_the_filters(site, client):
    site.add_offers(24)
    forget_what_is_kept()
    html = client.get("/angebote/?ort=luenen").content.decode()
    assert 'href="?ort=luenen&amp;seite=2"' in html
    second = client.get("/angebote/?ort=luenen&seite=2").content.decode()
    assert re.search(r'<a[^>]*aria-current="page"[^>]*>.*?2</a>', second, re.S)
