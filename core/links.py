"""Links by mail: whoever opens one may see or do one thing with one record (ADR 17).

    DECIDE = Purpose(name="offered_place", view_name="applications:offered_place",
                     lifetime=timedelta(days=3), once=True)

    address = make_link(DECIDE, booking, email=booking.email)   # for the mail, and nowhere else

    @opened_link(DECIDE)
    def offered_place(request, link):        # below path("…/<key:link>/")
        if request.method == "POST":
            with transaction.atomic():
                use_link(link)
                …

Opening changes nothing, since programs open links, too: the address of the mail only leads on to
the view, whose address holds no secret, and what is to be done is done by a button there.
"""

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import wraps
from typing import Concatenate, Final, ParamSpec

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q, TextChoices
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from core.models import SecretLink

Arguments = ParamSpec("Arguments")

OPENED: Final = "opened_links"  # in the session: {primary key of a link: when it was opened}
OPEN_FOR: Final = timedelta(hours=12)  # in one browser; the mail opens it again
MOST_OPEN: Final = 40  # in one session
# So long a link that can't be used any more still says why.
KEEP_CLOSED_FOR: Final = timedelta(days=90)


class LinkError(Exception):
    """A link that opens nothing (any more)."""

    class Code(TextChoices):
        UNKNOWN = "unknown", _("We do not know this link")
        EXPIRED = "expired", _("This link is not valid any more")
        USED = "used", _("This link has been used already")
        NOT_OPENED = "not_opened", _("Please open the link from your e-mail again")

    def __init__(self, code: "LinkError.Code") -> None:
        super().__init__(code.label)
        self.code = code


@dataclass(frozen=True, kw_only=True)
class Purpose:
    """What a kind of link opens, how long and how often.

    `view_name` is the address that the link leads to, with the argument `link` (`<key:link>`).
    With `is_for_programs` (calendars, which follow no redirect and keep no cookie) it is the
    address itself, with the argument `secret`; it has to begin with `l/<secret:secret>/`, where
    no log looks, and its view asks `find_link`.
    """

    name: str
    view_name: str
    lifetime: timedelta | None = None
    once: bool = False
    is_for_programs: bool = False

    def __post_init__(self) -> None:
        _purposes[self.name] = self


_purposes: dict[str, Purpose] = {}


def make_link(purpose: Purpose, subject: Model, *, email: str = "") -> str:
    """The absolute address of a new link to `subject`, for the mail to `email`.

    It is nowhere kept and can't be shown again: what is stored is the digest of its secret.
    """
    secret = secrets.token_urlsafe(32)
    SecretLink.objects.create(
        purpose=purpose.name,
        digest=_digest(secret),
        subject=subject,
        email=email,
        expires_at=timezone.now() + purpose.lifetime if purpose.lifetime else None,
    )
    name = purpose.view_name if purpose.is_for_programs else "link"
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse(name, kwargs={"secret": secret})


def find_link(purpose: Purpose, secret: str) -> SecretLink:
    """The link of this secret, with its subject, if it may be used; raises LinkError."""
    link = SecretLink.objects.filter(purpose=purpose.name, digest=_digest(secret)).first()
    return _usable(link)


def use_link(link: SecretLink) -> None:
    """Note that what the link is for has been done; of several at once only one succeeds.

    To be called in the transaction that does it, before anything else. Raises LinkError.
    """
    now = timezone.now()
    unused = Q(used_at=None) if _is_once(link) else Q()
    taken = SecretLink.objects.filter(
        Q(expires_at=None) | Q(expires_at__gt=now), unused, pk=link.pk, revoked_at=None
    ).update(used_at=now)
    if not taken:
        link.refresh_from_db(fields=["used_at", "revoked_at", "expires_at"])
        raise LinkError(_what_closes(link) or LinkError.Code.EXPIRED)
    link.used_at = now


def revoke_links(purpose: Purpose, subject: Model) -> int:
    """Close all links of this purpose to `subject`; returns how many were open."""
    return SecretLink.objects.filter(
        purpose=purpose.name,
        subject_type=ContentType.objects.get_for_model(subject),
        subject_id=subject.pk,
        revoked_at=None,
    ).update(revoked_at=timezone.now())


def erase_closed_links(now: datetime) -> int:
    """Delete links that have been closed for long; returns how many."""
    long_ago = now - KEEP_CLOSED_FOR
    once = [purpose.name for purpose in _purposes.values() if purpose.once]
    deleted, _each = SecretLink.objects.filter(
        Q(expires_at__lt=long_ago)
        | Q(revoked_at__lt=long_ago)
        | Q(used_at__lt=long_ago, purpose__in=once)
    ).delete()
    return deleted


@require_safe
def follow_link(request: HttpRequest, secret: str) -> HttpResponse:
    """From a mail's link to its view; remembers in the session that this browser has opened it."""
    try:
        link = _usable(SecretLink.objects.filter(digest=_digest(secret)).first(), may_be_used=True)
        purpose = _purposes[link.purpose]
        if purpose.is_for_programs:
            raise LinkError(LinkError.Code.UNKNOWN)
    except LinkError as error:
        return _hidden(closed(request, error))
    if request.method != "HEAD":
        _remember(request, link)
    return _hidden(HttpResponseRedirect(reverse(purpose.view_name, kwargs={"link": link.pk})))


def opened_link(
    purpose: Purpose, *, even_used: bool = False
) -> Callable[
    [Callable[Concatenate[HttpRequest, SecretLink, Arguments], HttpResponse]],
    Callable[..., HttpResponse],
]:
    """Let a view in with a link of this purpose that the same browser has opened.

    The view gets the link, `link.subject` being its record. A `LinkError` that it raises becomes
    the page that says so. With `even_used` a link that was to be used once opens it still: for
    views that tell that it is done already.
    """

    def decorate(
        view: Callable[Concatenate[HttpRequest, SecretLink, Arguments], HttpResponse],
    ) -> Callable[..., HttpResponse]:
        @wraps(view)
        def opened(
            request: HttpRequest, link: int, *args: Arguments.args, **kwargs: Arguments.kwargs
        ) -> HttpResponse:
            try:
                found = _opened(request, purpose, link, even_used=even_used)
                response = view(request, found, *args, **kwargs)
            except LinkError as error:
                response = closed(request, error)
            return _unkept(response)

        return opened

    return decorate


def has_opened(request: HttpRequest, purpose: Purpose, subject: Model) -> bool:
    """Whether this browser has opened a link of this purpose to `subject` that still holds.

    For views that one gets to in several ways; where the link is the only one, use `opened_link`.
    """
    earliest = (timezone.now() - OPEN_FOR).timestamp()
    opened = request.session.get(OPENED, {})
    links = SecretLink.objects.filter(
        pk__in=[int(key) for key, opened_at in opened.items() if opened_at >= earliest],
        purpose=purpose.name,
        subject_type=ContentType.objects.get_for_model(subject),
        subject_id=subject.pk,
    )
    return any(_what_closes(link) is None for link in links)


def closed(request: HttpRequest, error: LinkError) -> HttpResponse:
    """The page that says why a link opens nothing and what to do now."""
    status = 410 if error.code in (LinkError.Code.EXPIRED, LinkError.Code.USED) else 404
    return render(request, "core/link_closed.html", {"error": error}, status=status)


def _opened(request: HttpRequest, purpose: Purpose, pk: int, *, even_used: bool) -> SecretLink:
    opened_at = request.session.get(OPENED, {}).get(str(pk), 0)
    if opened_at < (timezone.now() - OPEN_FOR).timestamp():
        raise LinkError(LinkError.Code.NOT_OPENED)
    link = SecretLink.objects.filter(purpose=purpose.name, pk=pk).first()
    return _usable(link, may_be_used=even_used)


def _remember(request: HttpRequest, link: SecretLink) -> None:
    opened = request.session.get(OPENED, {}) | {str(link.pk): timezone.now().timestamp()}
    newest = sorted(opened.items(), key=lambda item: item[1])[-MOST_OPEN:]
    request.session[OPENED] = dict(newest)


def _usable(link: SecretLink | None, *, may_be_used: bool = False) -> SecretLink:
    if link is None or link.subject is None or link.purpose not in _purposes:
        raise LinkError(LinkError.Code.UNKNOWN)
    code = _what_closes(link)
    if code and not (may_be_used and code == LinkError.Code.USED):
        raise LinkError(code)
    return link


def _what_closes(link: SecretLink) -> LinkError.Code | None:
    if link.used_at and _is_once(link):
        return LinkError.Code.USED
    is_over = link.expires_at is not None and link.expires_at <= timezone.now()
    return LinkError.Code.EXPIRED if is_over or link.revoked_at else None


def _is_once(link: SecretLink) -> bool:
    return _purposes[link.purpose].once


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _hidden(response: HttpResponse) -> HttpResponse:
    """Let the address of this answer reach nobody else."""
    # Only here, where no form is: with it, browsers send forms without the origin that
    # Django's protection against forged requests looks at.
    response.headers["Referrer-Policy"] = "no-referrer"
    return _unkept(response)


def _unkept(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
