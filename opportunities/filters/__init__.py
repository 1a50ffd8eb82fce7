"""What one can ask for in addresses: every list, map, feed and file understands the same."""

from opportunities.filters.filterset import OpportunityFilterSet

__all__ = ["OpportunityFilterSet"]
