"""What a shop tells of itself, kept by its owners: words, picture, places, opening hours."""
