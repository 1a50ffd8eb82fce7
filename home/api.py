"""The open API `/api/v1/`: the parts of all apps put together."""

from collections.abc import Hashable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from ninja import NinjaAPI
from ninja.renderers import JSONRenderer

from core.api.description import (
    Parameter,
    describe,
    digest,
    filter_parameters,
    page_parameters,
    switch_or_text,
)
from core.api.lists import Vocabulary, lists_router
from core.api.problems import answer_errors_as_problems
from core.api.throttling import ClientThrottle
from core.api.words import later as _
from core.content_version import kept
from core.context_processors import association_settings
from core.models import Activity, EngagementField, Requirement, SpokenLanguage, TargetGroup
from core.structured_data import without_empty
from home.licences import open_data_licence
from municipalities.api import router as towns
from opportunities.api.routes import COUNTS_PARAMETER
from opportunities.api.routes import router as opportunities
from opportunities.catalogue import edition
from opportunities.filters import OpportunityFilterSet
from organisations.api import router as organisations
from organisations.filters import OrganisationFilterSet
from organisations.models import OrganisationKind
from partners.api import router as partners
from partners.filters import PartnerFilterSet
from partners.models import PartnerCategory

VERSION = "1.0.0"


class PlainJson(JSONRenderer):
    """JSON in UTF-8: `ü` stays `ü`."""

    json_dumps_params = {"ensure_ascii": False}


api = NinjaAPI(
    version=VERSION,
    docs_url=None,
    openapi_url=None,
    urls_namespace="api",
    renderer=PlainJson(),
    throttle=ClientThrottle("usual"),
)
answer_errors_as_problems(api)
api.add_router("", opportunities)
api.add_router("", organisations)
api.add_router("", partners)
api.add_router("/towns", towns)
api.add_router(
    "/lists",
    lists_router(
        [
            Vocabulary("fields", EngagementField, "bereich"),
            Vocabulary("target-groups", TargetGroup, "zielgruppe"),
            Vocabulary("activities", Activity, "taetigkeit"),
            Vocabulary("requirements", Requirement),
            Vocabulary("languages", SpokenLanguage, "sprache"),
            Vocabulary("organisation-kinds", OrganisationKind),
            Vocabulary("partner-categories", PartnerCategory, "kategorie"),
        ],
        tag=_("Lists"),
    ),
)


@kept
def description() -> dict[str, Any]:
    """The OpenAPI description with the filters' present values."""
    paged = page_parameters()
    counts = switch_or_text(
        COUNTS_PARAMETER, gettext("1: count for each value of each filter what would remain")
    )
    offers = filter_parameters(OpportunityFilterSet)
    organisations = filter_parameters(OrganisationFilterSet)
    # What is open now changes within an answer's life.
    shops = [one for one in filter_parameters(PartnerFilterSet) if one["name"] != "offen"]
    parameters: dict[str, list[Parameter]] = {
        "opportunities": [*offers, *paged, counts],
        "opportunitiesBulk": offers,
        "organisations": [*organisations, *paged],
        "organisationsBulk": organisations,
        "organisationOpportunities": paged,
        "partners": [*shops, *paged],
        "partnersBulk": shops,
    }
    found = describe(api, prefix=reverse("api:documentation"), parameters=parameters)
    found["info"] = _info()
    return found


def _info() -> dict[str, Any]:
    association = association_settings()
    info: dict[str, Any] = {
        "title": gettext("Open data of {association}").format(association=association.name),
        "version": VERSION,
        "description": gettext(
            "Open opportunities, organisations, partner shops, towns and lists, to be read by "
            "anybody without a key. Parameters are called as in the addresses of the site; what "
            "makes no sense is left out, never an error."
        ),
        "contact": without_empty({"name": association.name, "email": association.email}),
    }
    if licence := open_data_licence():
        info["license"] = {"name": licence.name, "url": licence.url}
    return info


def state() -> Hashable:
    """What answers depend on besides public content and the day."""
    return edition(), _shape()


@kept
def _shape() -> str:
    return digest(description())
