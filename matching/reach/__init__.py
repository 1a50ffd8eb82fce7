"""How many people an offer reaches, and which of its requirements costs how many."""
