"""Offers as the catalogue has them: plain values, no models."""

import datetime as dt
from collections.abc import Collection
from enum import IntFlag
from typing import NamedTuple

from opportunities.catalogue.places import Point
from opportunities.enums import GermanLevel

GERMAN_LEVELS = {level: place for place, level in enumerate(GermanLevel.values)}


class Gives(IntFlag):
    """What an offer gives to people."""

    TRAINING = 1
    CERTIFICATE = 2
    EXPENSES = 4
    CARD = 8
    INSURANCE = 16


class Offer(NamedTuple):
    """One open, public offer."""

    key: int
    listed_at: dt.datetime | None
    open_until: dt.date | None
    missing: int  # people; 0 where any number is welcome, -1 where all are found
    near: Point | None  # from where distances are measured
    shown: Point | None  # on the map, for everybody
    is_anywhere: bool  # needs no place at all
    values: Collection[tuple[str, str]]  # (facet, value)
    document: tuple[str, ...]  # a text for each field of `documents.WEIGHTS`
    # For matching; what each means stands at `columns.Columns`.
    week: int = 0
    week_is_read: bool = False
    runs_through: bool = False
    minimum_age: int = 0
    german: int = 0
    half_hours: int = 0
    gives: int = 0
    organisation: int = 0
