from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.rich_text import get_text_for_indexing
from wagtail.search import index

from core.blocks import StoryBlock
from core.models import AssociationSettings, BasePage
from core.structured_data import without_empty
from home.blocks import HomeBlock
from opportunities.models import OpportunityIndexPage


class HomePage(BasePage):
    """The association's start page."""

    headline = models.CharField(_("headline"), max_length=120)
    lead = RichTextField(_("lead"), blank=True, features=["bold", "italic", "link"])
    image = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    image_alt = models.CharField(
        _("alternative text"),
        max_length=200,
        blank=True,
        help_text=_("What one sees in the picture, for people who can't. Empty if it only adorns."),
    )
    body = StreamField(HomeBlock(), verbose_name=_("content"), blank=True)

    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("headline"),
                FieldPanel("lead"),
                FieldPanel("image"),
                FieldPanel("image_alt"),
            ],
            heading=_("At the top"),
        ),
        FieldPanel("body"),
    ]

    template = "pages/home_page.html"
    parent_page_types = ["wagtailcore.Page"]
    max_count = 1
    page_description = _("The association's start page.")

    class Meta:
        verbose_name = _("start page")
        verbose_name_plural = _("start pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        # Models import no filters: those are made of models (see core.listing.ListFilters).
        filter_set: Any = import_string("opportunities.filters.OpportunityFilterSet")
        context.update(
            search_page=OpportunityIndexPage.objects.live().first(),
            search_form=filter_set().form,
        )
        return context

    @property
    def teaser(self) -> str:
        return self.search_description or get_text_for_indexing(self.lead)

    @property
    def share_image(self) -> models.Model | None:
        return self.image

    def structured_data(self, request: HttpRequest) -> list[dict[str, Any]]:
        association = AssociationSettings.for_request(request)
        return [
            without_empty(
                {
                    "@type": "Organization",
                    "name": association.name,
                    "url": self.get_full_url(request),
                    "email": association.email,
                    "telephone": association.phone,
                }
            )
        ]


class StandardPage(BasePage):
    """A page of text: the legal ones, "Für Organisationen", whatever a town wants to say."""

    lead = models.TextField(_("lead"), blank=True, max_length=400)
    language = models.CharField(
        _("language"),
        max_length=20,
        blank=True,
        help_text=_("Language tag if not German, like en, tr or de-simple for Leichte Sprache."),
    )
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
    settings_panels = [*BasePage.settings_panels, FieldPanel("language")]

    template = "pages/standard_page.html"
    parent_page_types = [
        "home.HomePage",
        "home.StandardPage",
        "municipalities.MunicipalityPage",
    ]
    subpage_types = ["home.StandardPage"]
    page_description = _("A page of text and pictures.")

    class Meta:
        verbose_name = _("text page")
        verbose_name_plural = _("text pages")

    @property
    def teaser(self) -> str:
        return self.search_description or self.lead
