"""The addresses under which opportunities can be fetched."""

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse

from core.api.linked_data import linked_data
from core.api.paging import page_of_results
from core.api.routing import OpenRouter, first_or_404
from core.api.streaming import json_lines
from core.api.words import later as _
from core.listing import FoundRows
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

router = OpenRouter(tag=_("Opportunities"))


@router.json(
    "/opportunities",
    "opportunities",
    OpportunityPageOfResults,
    summary=_("Search open opportunities"),
    description=_(
        "All that are open today, narrowed by the same parameters as the list for people: copy "
        "what stands behind the question mark of its address. What makes no sense is left out "
        "and named in hints."
    ),
)
def opportunities(request: HttpRequest) -> OpportunityPageOfResults:
    filters = OpportunityFilterSet(request.GET)
    answer = filters.answer
    read = partial(read_opportunities, request=request, distance=answer.distance_km)
    return OpportunityPageOfResults(
        **page_of_results(request, answer, read),
        title=filters.title,
        hints=filters.hints,
        suggestion=answer.suggestion,
        counts=answer.counts if request.GET.get(COUNTS_PARAMETER) == "1" else None,
    )


@router.json_lines(
    "/opportunities.jsonl",
    "opportunities_bulk",
    summary=_("All results of a search in one file"),
    description=_(
        "JSON Lines: one opportunity a line, as in the pages of the search, with the same "
        "parameters."
    ),
)
def opportunities_bulk(request: HttpRequest) -> StreamingHttpResponse:
    answer = OpportunityFilterSet(request.GET).answer
    read = partial(read_opportunities, request=request, distance=answer.distance_km)
    return json_lines(answer, read, filename="opportunities.jsonl")


@router.json(
    "/opportunities/{key:key}",
    "opportunity",
    OpportunityDetail,
    summary=_("One opportunity"),
    description=_("An opportunity by its id, as long as it is open, with whom to ask."),
)
def opportunity(request: HttpRequest, key: int) -> OpportunityDetail:
    found = read_opportunity(key, request)
    if found is None:
        raise Http404
    return found


@router.linked_data(
    "/opportunities/{key:key}.jsonld",
    "opportunity_linked",
    summary=_("One opportunity as linked data"),
    description=_(
        "JSON-LD in the words of the Volunteering and Social Action Ontology "
        "(https://ns.volunteeringdata.io/)."
    ),
)
def opportunity_linked(request: HttpRequest, key: int) -> HttpResponse:
    found = first_or_404(read_opportunities([key], request))
    return linked_data(volunteering_activity(found))


@router.json(
    "/organisations/{key:key}/opportunities",
    "organisation_opportunities",
    OpportunitiesOfOrganisation,
    summary=_("Open opportunities of an organisation"),
    description=_("All that the organisation offers today, newest first."),
)
def organisation_opportunities(request: HttpRequest, key: int) -> OpportunitiesOfOrganisation:
    if not OrganisationPage.objects.live().public().filter(pk=key).exists():
        raise Http404
    offers = OpportunityPage.objects.open().public().filter(organisation=key).newest_first()
    read = partial(read_opportunities, request=request)
    return OpportunitiesOfOrganisation(**page_of_results(request, FoundRows(offers), read))
