"""Volunteers' wishes, ranked and explained opportunities, saved searches and alerts."""
