"""Engagements, hours and certificates: who volunteers where, since when."""
