"""The mails of saved searches."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.context_processors import association_settings
from core.mail import send_mail
from matching.alerts import budget
from matching.alerts.links import page_address, search_address, unsubscribe_headers
from matching.models import AlertRecipient, SavedSearch


@dataclass(frozen=True, kw_only=True)
class OfferLines:
    """An offer as it stands in a mail."""

    title: str
    organisation: str
    facts: str  # where and when
    url: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Group:
    """What a mail tells of one search."""

    saved: SavedSearch
    search: str  # in words
    offers: Sequence[OfferLines]
    further: int  # how many more fit than are shown
    url: str  # where all are; empty where the address would tell something about the person


def ask_to_confirm(search: SavedSearch) -> None:
    """Ask whether it was really the owner of the mailbox who saved the search.

    What was searched for is not repeated: nobody may send words of theirs to others through us.
    """
    recipient = search.recipient
    send_mail(
        to=[recipient.address],
        subject=_("Please confirm: be told of new offers"),
        template="matching/alerts/mail/confirm.txt",
        context={
            "association": association_settings(),
            "search": search,
            "budget": budget.allowed(recipient),
            "link": search_address(page_address(recipient), search),
        },
    )


def say_it_is_there(search: SavedSearch) -> None:
    """Tell whoever saved a search once more that it is there; only the mailbox gets to know."""
    send_mail(
        to=[search.recipient.address],
        subject=_("You have saved this search already"),
        template="matching/alerts/mail/known.txt",
        context={
            "association": association_settings(),
            "search": search,
            "link": search_address(page_address(search.recipient), search),
        },
    )


def tell_of_offers(recipient: AlertRecipient, groups: Sequence[Group], *, day: dt.date) -> None:
    """What is new, why it is in this mail, and the way to fewer mails or none.

    To be written after the mail was counted (`budget.count_mail`).
    """
    link = page_address(recipient)
    offers = [offer for group in groups for offer in group.offers]
    number = len(offers) + sum(group.further for group in groups)
    send_mail(
        to=[recipient.address],
        subject=ngettext("New: {title}", "{number} new offers for you", number).format(
            title=offers[0].title, number=number
        ),
        template="matching/alerts/mail/new_offers.txt",
        context={
            "association": association_settings(),
            "groups": [(group, search_address(link, group.saved)) for group in groups],
            "link": link,
            "used": budget.used(recipient, day),
            "budget": budget.allowed(recipient),
            "is_last": not budget.left(recipient, day),
            "next_month": date_format(budget.month_after(day), "DATE_FORMAT"),
            "month": date_format(day, "F"),
        },
        headers=unsubscribe_headers(recipient),
    )


def say_it_cannot_be_followed(search: SavedSearch) -> None:
    """Tell once that a filter of the search is gone, so that nobody waits in vain."""
    send_mail(
        to=[search.recipient.address],
        subject=_("We can’t follow your search any more"),
        template="matching/alerts/mail/broken.txt",
        context={
            "association": association_settings(),
            "search": search,
            "link": search_address(page_address(search.recipient), search),
        },
        key=f"saved_search:{search.pk}:broken",
        headers=unsubscribe_headers(search.recipient),
    )
