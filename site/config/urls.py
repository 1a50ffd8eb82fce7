"""All addresses of the site; the page tree comes last, it answers whatever is left."""

from django.conf import settings
from django.urls import include, path, re_path
from django.views.static import serve as serve_file
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.contrib.sitemaps.views import sitemap
from wagtail.documents import urls as wagtaildocs_urls

from accounts import urls as accounts_urls
from accounts.views import admin_login
from core import routing
from core import urls as core_urls
from ehrenamtskarte import urls as card_urls
from engagement import urls as engagement_urls
from home import api_urls
from home import urls as home_urls
from matching import urls as matching_urls
from municipalities import urls as municipalities_urls
from opportunities import urls as opportunities_urls
from opportunities.applications import urls as applications_urls
from opportunities.counselling import urls as counselling_urls
from opportunities.cover import urls as cover_urls
from opportunities.dates import urls as dates_urls
from opportunities.desk import urls as desk_offer_urls
from opportunities.embedding.views import oembed
from opportunities.inbox import urls as inbox_urls
from organisations import urls as organisations_urls
from organisations.desk import urls as desk_urls
from organisations.registration import urls as registration_urls
from partners import urls as partners_urls
from partners.code import code as partner_code

urlpatterns = [
    path("verwaltung/login/", admin_login, name="admin_login"),
    path("verwaltung/", include(wagtailadmin_urls)),
    path("dokumente/", include(wagtaildocs_urls)),
    path("konto/", include(accounts_urls)),
    path("sitemap.xml", sitemap, name="sitemap"),
    path("", include(core_urls)),
    path("", include(home_urls)),
    path("api/v1/", include(api_urls)),
    path("", include(municipalities_urls)),
    # Beside the pages of the tree that stand under the same names.
    path("angebote/", include(opportunities_urls)),
    path("", include(applications_urls)),
    path("", include(counselling_urls)),
    path("", include(dates_urls)),
    path("", include(cover_urls)),
    path("", include(engagement_urls)),
    path("", include(card_urls)),
    path("", include(matching_urls)),
    path("oembed/", oembed, name="oembed"),
    path("organisationen/", include(organisations_urls)),
    path("verein/", include(registration_urls)),
    path("verein/", include(desk_urls)),
    path("verein/", include(inbox_urls)),
    path("verein/<key:organisation>/angebote/", include(desk_offer_urls)),
    path("partner/", include(partners_urls)),
    re_path(r"^[Pp]/(?P<pk>[0-9]{1,18})/?$", partner_code, name="partner_code"),
    # A town's web server may serve media itself; this makes the site whole without one.
    path("media/<path:path>", serve_file, {"document_root": settings.MEDIA_ROOT}, name="media"),
    *(pattern for pattern in wagtail_urls.urlpatterns if pattern.name != "wagtail_serve"),
    re_path(wagtail_urls.serve_pattern, routing.serve, name="wagtail_serve"),
]

handler403 = "home.views.errors.forbidden"
handler404 = "home.views.errors.not_found"
handler500 = "home.views.errors.server_error"
