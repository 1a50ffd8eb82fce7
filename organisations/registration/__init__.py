"""How organisations come in: they register or claim a known one, the town decides."""
