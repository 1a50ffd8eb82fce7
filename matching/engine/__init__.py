"""Who fits what, on the columns of the catalogue; see `docs/matching.md`."""
