"""What people do with saved searches."""

import datetime as dt

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.volunteers import confirmed_addresses
from core.links import make_link, revoke_links
from matching.alerts import budget, mails
from matching.alerts.errors import AlertError
from matching.alerts.links import FEED
from matching.alerts.noticing import notice_new_offers
from matching.alerts.rhythms import next_due
from matching.alerts.searches import filters_for
from matching.enums import SearchKind
from matching.models import AlertRecipient, MatchingProfile, SavedSearch, ToldOffer

Code = AlertError.Code
MOST_SEARCHES = 20  # of one person


def save_search(
    *,
    kind: str,
    query: str,
    rhythm: str,
    user: User | None = None,
    email: str = "",
    profile: MatchingProfile | None = None,
    now: dt.datetime | None = None,
) -> SavedSearch:
    """Keep a search; what is published from now on is new to it.

    `query` may be as anybody typed it. With `user` the search runs at once; whoever only gives an
    address gets a mail with a button, and nothing else before it is pressed. With `profile` the
    search follows what that profile (of `user`) says, and `query` is left aside. The same search
    once more is the same one. Raises AlertError (EMPTY, TOO_MANY).
    """
    now = now or timezone.now()
    filters = filters_for(kind, profile.query if profile else query)
    if kind == SearchKind.PROFILE and not filters.is_narrowed:
        raise AlertError(Code.EMPTY)
    newest = notice_new_offers(now)
    with transaction.atomic():
        recipient = _locked(recipient_of(user) if user else _recipient_at(email))
        asked = {"profile": profile} if profile else {"query": filters.query, "profile": None}
        search = recipient.searches.filter(kind=kind, **asked).first()
        if search is None:
            if recipient.searches.count() >= MOST_SEARCHES:
                raise AlertError(Code.TOO_MANY)
            search = SavedSearch(recipient=recipient, kind=kind, number=newest, **asked)
        elif not user and search.confirmed_at:
            # Whoever typed the address may be somebody else, so nothing changes.
            mails.say_it_is_there(search)
            return search
        search.rhythm, search.due_at = rhythm, next_due(rhythm, now)
        if user:
            search.confirmed_at, search.paused_at = search.confirmed_at or now, None
        search.save()
        AlertRecipient.objects.filter(pk=recipient.pk).update(emptied_at=None)
        if not user:
            mails.ask_to_confirm(search)
        return search


@transaction.atomic
def confirm_search(*, search: SavedSearch, now: dt.datetime | None = None) -> AlertRecipient:
    """Begin to send mails: who confirms reads the mailbox.

    If an account has confirmed the same mailbox, the search is the account's from now on; returns
    whose it is.
    """
    now = now or timezone.now()
    recipient = _locked(search.recipient)
    recipient.searches.filter(pk=search.pk, confirmed_at=None).update(
        confirmed_at=now, due_at=next_due(search.rhythm, now)
    )
    address = EmailAddress.objects.filter(email__iexact=recipient.email, verified=True).first()
    if recipient.user_id or address is None:
        return recipient
    return recipient_of(address.user)


@transaction.atomic
def pause_search(*, search: SavedSearch, now: dt.datetime | None = None) -> None:
    """Send nothing for it until it is resumed."""
    SavedSearch.objects.filter(pk=search.pk, paused_at=None).update(paused_at=now or timezone.now())


@transaction.atomic
def resume_search(*, search: SavedSearch, now: dt.datetime | None = None) -> None:
    """Go on with what is new from now on; what was published meanwhile is in the list."""
    now = now or timezone.now()
    newest = notice_new_offers(now)
    _locked(search.recipient)
    SavedSearch.objects.filter(pk=search.pk).exclude(paused_at=None).update(
        paused_at=None, number=newest, due_at=next_due(search.rhythm, now)
    )


def follow_again(*, recipient: AlertRecipient, like: SavedSearch) -> None:
    """Let an account's own search run as the same one that was just confirmed and taken over."""
    known = recipient.searches.exclude(pk=like.pk).select_related("recipient")
    same = known.filter(kind=like.kind, digest=like.digest, profile=None).first()
    if same:
        change_rhythm(search=same, rhythm=like.rhythm)
        resume_search(search=same)


@transaction.atomic
def change_rhythm(*, search: SavedSearch, rhythm: str, now: dt.datetime | None = None) -> None:
    """Tell of what is new at other times."""
    now = now or timezone.now()
    newest = notice_new_offers(now)
    _locked(search.recipient)
    search.refresh_from_db()
    if not search.is_running:
        search.number = newest
    search.rhythm, search.due_at = rhythm, next_due(rhythm, now)
    search.save(update_fields=["rhythm", "due_at", "number"])


@transaction.atomic
def end_search(*, search: SavedSearch, now: dt.datetime | None = None) -> None:
    """Erase the search, and with it the secret addresses of its feed."""
    recipient = _locked(search.recipient)
    revoke_links(FEED, search)
    recipient.searches.filter(pk=search.pk).delete()
    _note_if_empty(recipient, now or timezone.now())


@transaction.atomic
def end_all(*, recipient: AlertRecipient, now: dt.datetime | None = None) -> None:
    """Send no more mails at all: an account keeps its searches, of a mailbox they are erased."""
    now = now or timezone.now()
    recipient = _locked(recipient)
    if recipient.user_id:
        recipient.searches.filter(paused_at=None).update(paused_at=now)
        return
    for search in recipient.searches.all():
        revoke_links(FEED, search)
    recipient.searches.all().delete()
    _note_if_empty(recipient, now)


@transaction.atomic
def limit_mails(*, recipient: AlertRecipient, number: int) -> None:
    """Send at most so many mails a month."""
    recipient = _locked(recipient)
    is_most = number >= budget.choices()[-1]
    recipient.mails_per_month, recipient.wait_until = None if is_most else number, None
    recipient.save(update_fields=["mails_per_month", "wait_until"])


@transaction.atomic
def renew_feed(*, search: SavedSearch) -> str:
    """A new secret address of what fits the profile; earlier ones show nothing any more."""
    revoke_links(FEED, search)
    return make_link(FEED, search)


def revoke_feed(*, search: SavedSearch) -> None:
    """Let no address of it show anything."""
    revoke_links(FEED, search)


@transaction.atomic
def recipient_of(user: User) -> AlertRecipient:
    """The account as a recipient, with what was saved for its confirmed mailboxes before."""
    recipient, _made = AlertRecipient.objects.get_or_create(user=user)
    addresses = confirmed_addresses(user)
    for other in AlertRecipient.objects.filter(user=None, email__in=addresses).order_by("pk"):
        _take_over(_locked(recipient), other)
        recipient.refresh_from_db()
    return recipient


def _recipient_at(email: str) -> AlertRecipient:
    recipient, _made = AlertRecipient.objects.get_or_create(user=None, email=email.strip().lower())
    return recipient


def _locked(recipient: AlertRecipient) -> AlertRecipient:
    locked: AlertRecipient = (
        AlertRecipient.objects.select_for_update(of=("self",))
        .select_related("user")
        .get(pk=recipient.pk)
    )
    return locked


def _take_over(own: AlertRecipient, other: AlertRecipient) -> None:
    """Make one recipient of two that one person reads, so that nobody is told twice."""
    if not AlertRecipient.objects.select_for_update().filter(pk=other.pk).exists():
        return  # somebody else did it just now
    known = set(own.searches.values_list("kind", "digest", "profile"))
    for search in other.searches.all():
        if (search.kind, search.digest, search.profile_id) not in known:
            other.searches.filter(pk=search.pk).update(recipient=own)
    told = set(own.told.values_list("opportunity", flat=True))
    ToldOffer.objects.filter(recipient=other).exclude(opportunity__in=told).update(recipient=own)
    if other.month and other.month == own.month:
        own.mails += other.mails
    elif other.month and (own.month is None or other.month > own.month):
        own.month, own.mails = other.month, other.mails
    own.save(update_fields=["month", "mails"])
    other.delete()


def _note_if_empty(recipient: AlertRecipient, now: dt.datetime) -> None:
    # The row stays for a while, so that links in mails still say that it is ended.
    if not recipient.searches.exists():
        AlertRecipient.objects.filter(pk=recipient.pk).update(emptied_at=now)
