"""Whether two organisations are one: by their names and by what else is known of them (ADR 20)."""

from organisations.duplicates.finding import Facts, Likely, Reason, likely_duplicates
from organisations.duplicates.names import likeness

__all__ = ["Facts", "Likely", "Reason", "likely_duplicates", "likeness"]
