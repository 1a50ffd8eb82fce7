"""Saved searches, and mails and feeds that tell of what is new in them (docs/alerts.md)."""
