from typing import Any

from django.http import HttpRequest
from wagtail.models import Site

from core.content_version import kept
from core.models import AssociationSettings
from core.sites import site_of


@kept
def _settings_by_site() -> dict[int, AssociationSettings]:
    return {
        settings.site_id: settings
        for settings in AssociationSettings.objects.select_related(
            "logo", "imprint_page", "privacy_page", "accessibility_page", "easy_language_page"
        )
    }


def association_settings(request: HttpRequest | None = None) -> AssociationSettings:
    """The settings of the request's site, or of the default one; rarely a query."""
    site = site_of(request) if request is not None else None
    site = site or Site.objects.filter(is_default_site=True).first()
    found = _settings_by_site().get(site.pk) if site else None
    return found or AssociationSettings(site=site)


def association(request: HttpRequest) -> dict[str, Any]:
    """`association`: name, look and contact of the association, for every template."""
    return {"association": association_settings(request)}
