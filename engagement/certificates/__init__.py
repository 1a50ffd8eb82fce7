"""Engagementnachweise: written by the organisation, signed off, printed, checked by anybody."""
