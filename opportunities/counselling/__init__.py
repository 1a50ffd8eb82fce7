""" "I want to help, but don't know where": told to a town's desk, which suggests or invites."""
