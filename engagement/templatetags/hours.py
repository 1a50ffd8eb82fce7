from decimal import Decimal
from typing import Any

from django import template

from engagement import amounts
from engagement.book.book import Book
from engagement.models import HoursEntry
from engagement.services import SeenHours

register = template.Library()


@register.filter
def in_hours(hours: Decimal) -> str:
    """`2.50` as `2,5`."""
    return amounts.shown(hours)


@register.filter
def seen_token(entry: HoursEntry) -> str:
    """What a form sends back to say which hours, as they stand there, are meant."""
    return SeenHours.of(entry).token


@register.simple_tag
def book_url(book: Book, name: str, **arguments: Any) -> str:
    """The address of a page of the same book."""
    return book.url(name, **arguments)
