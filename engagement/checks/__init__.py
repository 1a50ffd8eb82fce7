"""That an erweitertes Führungszeugnis was seen: asking for it, noting it, forgetting it in time."""

from engagement.checks.validity import has_valid_check

__all__ = ["has_valid_check"]
