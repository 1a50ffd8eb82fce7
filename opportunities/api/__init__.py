"""Open opportunities as open data."""
