"""Once a year: is everything still right? And once a day at most: what shops have changed."""
