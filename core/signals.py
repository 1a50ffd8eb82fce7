"""What happens elsewhere and concerns everybody: public content changes, mails are queued."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from post_office.signals import email_queued
from wagtail.images import get_image_model
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.signals import page_published, page_unpublished, post_page_move

from core import content_version
from core.mail import send_soon
from core.models import (
    Activity,
    AssociationSettings,
    EngagementField,
    Requirement,
    SpokenLanguage,
    Synonym,
    TargetGroup,
)

# Besides pages: whatever public pages show of it changes with it.
SHOWN_EVERYWHERE = (
    Activity,
    AssociationSettings,
    EngagementField,
    PageViewRestriction,
    Requirement,
    Site,
    SpokenLanguage,
    Synonym,
    TargetGroup,
)


def public_content_changed(**kwargs: Any) -> None:
    content_version.bump()


def page_deleted(sender: type, **kwargs: Any) -> None:
    if issubclass(sender, Page):
        content_version.bump()


def watch(*models: type) -> None:
    """Let every save and deletion of these models count as a change of public content."""
    for model in models:
        uid = f"content-version-{model.__module__}.{model.__qualname__}"
        post_save.connect(public_content_changed, sender=model, dispatch_uid=uid)
        post_delete.connect(public_content_changed, sender=model, dispatch_uid=uid)


def connect() -> None:
    for signal in (page_published, page_unpublished, post_page_move):
        signal.connect(public_content_changed, dispatch_uid="content-version")
    post_delete.connect(page_deleted, dispatch_uid="content-version-page")
    # A replaced picture's old files are gone, and with another focal point it is cut anew.
    watch(*SHOWN_EVERYWHERE, get_image_model())
    email_queued.connect(send_soon, dispatch_uid="core-send-soon")
