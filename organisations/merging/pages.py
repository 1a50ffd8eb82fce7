"""What merging does with pages: offers move, old addresses lead on."""

from typing import TYPE_CHECKING

from wagtail.actions.move_page import MovePageAction
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from organisations.models import Organisation

if TYPE_CHECKING:
    from accounts.models import User


def merge_pages(old: Organisation, new: Organisation, *, by: "User | None") -> None:
    """Let the offers of `old` stand below the page of `new`, and its own page lead there.

    Where `new` has no page, it takes the other's over as it is. The old page stays in the tree
    with its history, off line and locked.
    """
    page = old.page
    if page is None:
        return
    if new.page is None:
        old.page = None
        old.save(update_fields=["page"])
        new.page = page
        new.save(update_fields=["page"])
        return
    target = new.page
    for child in page.get_children().order_by("path"):
        _move(child.specific, target, by)
    address = _address(page)
    Redirect.objects.filter(redirect_page=page.pk).update(redirect_page=target.pk)
    page.refresh_from_db()
    if page.live:
        UnpublishPageAction(page, user=by).execute(skip_permission_checks=True)
    Page.objects.filter(pk=page.pk).update(locked=True, locked_by=by)
    _lead_on(address, target)


def _move(child: Page, target: Page, by: "User | None") -> None:
    address = _address(child)
    _make_room(child, target)
    # The tree's numbers have changed with the move before; so take fresh rows for each.
    child = Page.objects.get(pk=child.pk).specific
    move = MovePageAction(child, Page.objects.get(pk=target.pk), pos="last-child", user=by)
    move.execute(skip_permission_checks=True)  # who may merge may do what it takes
    if child.live:
        _lead_on(address, Page.objects.get(pk=child.pk))


def _make_room(child: Page, target: Page) -> None:
    """Give the page another address part if the new place has a page with the same."""
    taken = set(target.get_children().values_list("slug", flat=True))
    if child.slug not in taken:
        return
    slug, number = child.slug, 2
    while slug in taken:
        slug, number = f"{child.slug}-{number}", number + 1
    draft = child.get_latest_revision_as_object() if child.latest_revision else None
    child.slug = slug
    child.save()
    if draft:
        # What is published later must not bring the old address part back.
        draft.slug = slug
        draft.save_revision(user=None, clean=False, log_action=False)


def _address(page: Page) -> str:
    parts = page.get_url_parts()
    return Redirect.normalise_path(parts[2]) if parts else ""


def _lead_on(address: str, page: Page) -> None:
    if not address or address == _address(page):
        return
    Redirect.objects.update_or_create(
        old_path=address,
        site=None,
        defaults={"redirect_page": page, "redirect_link": "", "is_permanent": True},
    )
