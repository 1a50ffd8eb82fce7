"""Two records that are one organisation become one; nothing is lost (ADR 20)."""

from organisations.merging.rows import on_clash
from organisations.merging.services import merge_organisations, organisation_merged, preview_merge

__all__ = ["merge_organisations", "on_clash", "organisation_merged", "preview_merge"]
