"""All people with all offers, once a night: what fits each best is then at hand for everybody."""

from matching.nightly.running import is_done, match_some, open_run

__all__ = ["is_done", "match_some", "open_run"]
