"""Organisations without a desk answer by a link that was mailed to them."""
