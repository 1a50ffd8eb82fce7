"""A volunteer's own hours: `/konto/stunden/`, and the same by a link for people without account."""
