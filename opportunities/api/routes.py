"""The addresses under which opportunities can be fetched."""

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from ninja import Router

from core.api.linked_data import JSON_LD_TYPE, linked_data
from core.api.paging import Paging
from core.api.streaming import LINES_TYPE, json_lines
from core.api.throttling import ClientThrottle
from core.api.words import later as _
from opportunities.api.reading import read_opportunities, read_opportunity
from opportunities.api.representations import (
    OpportunitiesOfOrganisation,
    OpportunityDetail,
    OpportunityPageOfResults,
)
from opportunities.filters import OpportunityFilterSet
from opportunities.models import OpportunityPage
from opportunities.volunteering_data import volunteering_activity
from organisations.models import OrganisationPage

COUNTS_PARAMETER = "zaehlen"

router = Router(tags=[_("Opportunities")])


@router.get(
    "/opportunities",
    response=OpportunityPageOfResults,
    url_name="opportunities",
    operation_id="opportunities",
    summary=_("Search open opportunities"),
    description=_(
        "All that are open today, narrowed by the same parameters as the list for people: copy "
        "what stands behind the question mark of its address. What makes no sense is left out "
        "and named in hints."
    ),
)
def opportunities(request: HttpRequest) -> OpportunityPageOfResults:
    filters, paging = OpportunityFilterSet(request.GET), Paging.of(request)
    answer = filters.answer
    results = read_opportunities(
        answer.keys(paging.start, paging.stop), request, distance=answer.distance_km
    )
    return OpportunityPageOfResults(
        **paging.page(request, count=answer.count, results=results),
        title=filters.title,
        hints=filters.hints,
        suggestion=answer.suggestion,
        counts=answer.counts if request.GET.get(COUNTS_PARAMETER) == "1" else None,
    )


@router.get(
    "/opportunities.jsonl",
    url_name="opportunities_bulk",
    operation_id="opportunitiesBulk",
    throttle=ClientThrottle("bulk"),
    summary=_("All results of a search in one file"),
    description=_(
        "JSON Lines: one opportunity a line, as in the pages of the search, with the same "
        "parameters."
    ),
    openapi_extra={
        "responses": {
            200: {
                "content": {
                    LINES_TYPE: {"schema": {"type": "string"}},
                }
            }
        }
    },
)
def opportunities_bulk(request: HttpRequest) -> StreamingHttpResponse:
    answer = OpportunityFilterSet(request.GET).answer
    return json_lines(
        answer.keys(0, answer.count),
        lambda keys: read_opportunities(keys, request, distance=answer.distance_km),
        filename="opportunities.jsonl",
    )


@router.get(
    "/opportunities/{key:key}",
    response=OpportunityDetail,
    url_name="opportunity",
    operation_id="opportunity",
    summary=_("One opportunity"),
    description=_("An opportunity by its id, as long as it is open, with whom to ask."),
)
def opportunity(request: HttpRequest, key: int) -> OpportunityDetail:
    found = read_opportunity(key, request)
    if found is None:
        raise Http404
    return found


@router.get(
    "/opportunities/{key:key}.jsonld",
    url_name="opportunity_linked",
    operation_id="opportunityLinked",
    summary=_("One opportunity as linked data"),
    description=_(
        "JSON-LD in the words of the Volunteering and Social Action Ontology "
        "(https://ns.volunteeringdata.io/)."
    ),
    openapi_extra={"responses": {200: {"content": {JSON_LD_TYPE: {"schema": {"type": "object"}}}}}},
)
def opportunity_linked(request: HttpRequest, key: int) -> HttpResponse:
    found = read_opportunities([key], request)
    if not found:
        raise Http404
    return linked_data(volunteering_activity(found[0]))


@router.get(
    "/organisations/{key:key}/opportunities",
    response=OpportunitiesOfOrganisation,
    url_name="organisation_opportunities",
    operation_id="organisationOpportunities",
    summary=_("Open opportunities of an organisation"),
    description=_("All that the organisation offers today, newest first."),
)
def organisation_opportunities(request: HttpRequest, key: int) -> OpportunitiesOfOrganisation:
    if not OrganisationPage.objects.live().public().filter(pk=key).exists():
        raise Http404
    paging = Paging.of(request)
    offers = OpportunityPage.objects.open().public().filter(organisation=key)
    keys = list(offers.newest_first().keys()[paging.start : paging.stop])
    return OpportunitiesOfOrganisation(
        **paging.page(request, count=offers.count(), results=read_opportunities(keys, request))
    )
