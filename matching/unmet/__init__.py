"""Wishes without an offer and offers without people, side by side, to mediate by hand."""
