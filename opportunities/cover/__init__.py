"""Somebody can't come on a date, and others are asked to step in (ADR 28)."""
