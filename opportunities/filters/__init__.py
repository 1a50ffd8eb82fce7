"""What one can ask for in addresses: every list, map, feed and file understands the same."""

from opportunities.filters.filterset import DEFAULT_RADIUS_KM, OpportunityFilterSet

__all__ = ["DEFAULT_RADIUS_KM", "OpportunityFilterSet"]
