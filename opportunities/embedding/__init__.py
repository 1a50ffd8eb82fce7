"""Offers on other people's web sites: a list in a frame, and single offers by oEmbed."""
