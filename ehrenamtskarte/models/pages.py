from typing import Any, NamedTuple

from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from core.blocks import StoryBlock
from core.models import BasePage


class Way(NamedTuple):
    """What somebody can do about the card."""

    title: str
    text: str
    url: str
    icon: str


class CardPage(BasePage):
    """The Ehrenamtskarte explained, with the ways to what one can do about it."""

    show_in_menus_default = True

    lead = models.TextField(_("lead"), blank=True, max_length=400)
    body = StreamField(StoryBlock(), verbose_name=_("text"), blank=True)

    search_fields = [
        *BasePage.search_fields,
        index.SearchField("lead"),
        index.SearchField("body"),
    ]
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("lead"),
        FieldPanel("body"),
    ]

    template = "pages/card_page.html"
    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []
    max_count_per_parent = 1
    page_description = _("What the Ehrenamtskarte is, and how one gets it.")

    class Meta:
        verbose_name = _("page about the Ehrenamtskarte")
        verbose_name_plural = _("pages about the Ehrenamtskarte")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request, *args, **kwargs) | {"ways": ways(request)}

    @property
    def teaser(self) -> str:
        return self.search_description or self.lead


def ways(request: HttpRequest) -> list[Way]:
    """In the order in which most people need them; what apps above add (`card_page_ways`) first."""
    added = (hook(request) for hook in hooks.get_hooks("card_page_ways"))
    return [
        *(way for way in added if way),
        Way(
            gettext("Do I get the card?"),
            gettext("Five questions, an honest answer. Nothing is kept."),
            reverse("card_requirements"),
            "question",
        ),
        Way(
            gettext("Apply for the card"),
            gettext("In about ten minutes, with or without an account. You can stop and go on."),
            reverse("card_applications:start"),
            "edit",
        ),
        Way(
            gettext("My card on the phone"),
            gettext("Bring your card onto your phone. It works there without network, too."),
            reverse("my_cards"),
            "phone",
        ),
        Way(
            gettext("Check a card"),
            gettext("Point the camera at the code: no app, nobody learns of it."),
            reverse("check_card"),
            "check",
        ),
    ]
