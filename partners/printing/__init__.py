"""Shops on paper: a list to take along, and the sticker and poster that a shop puts up."""
