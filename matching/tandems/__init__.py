"""Tandems: two people, brought together by a town's desk and looked after."""
