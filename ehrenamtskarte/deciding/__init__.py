"""The town looks at cases and decides: its part of the administration."""
