"""Who keeps a shop's entry: owners, invited by each other or by the town."""
