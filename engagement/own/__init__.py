"""One's own engagements: `/konto/engagement/`."""
