"""From "I would like to help here" to a place: applying, places, waiting lists."""
