from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.rich_text import get_text_for_indexing

from core.blocks import StoryBlock
from core.models import BasePage
from core.sections import sections_for
from core.structured_data import without_empty
from municipalities.models.municipality import Municipality


class MunicipalityPage(BasePage):
    """A town's face: greeting, contact desk, and what other apps know of the town."""

    municipality = models.OneToOneField(
        Municipality,
        verbose_name=_("municipality"),
        on_delete=models.PROTECT,
        related_name="page",
    )
    intro = RichTextField(
        _("greeting"), blank=True, features=["bold", "italic", "link"], max_length=1200
    )
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
    body = StreamField(StoryBlock(), verbose_name=_("text"), blank=True)

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("municipality", read_only=True),
        FieldPanel("intro"),
        FieldPanel("image"),
        FieldPanel("image_alt"),
        FieldPanel("body"),
    ]

    template = "pages/municipality_page.html"
    parent_page_types = ["home.HomePage"]
    subpage_types = [
        "organisations.OrganisationPage",
        "partners.PartnerPage",
        "municipalities.CollectingPage",
        "home.StandardPage",
    ]
    # A town is founded with its groups and workflow, not typed in as a lone page.
    is_creatable = False
    page_description = _("A town of the association.")

    class Meta:
        verbose_name = _("town page")
        verbose_name_plural = _("town pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["sections"] = sections_for("municipality_page", self, request)
        return context

    @property
    def teaser(self) -> str:
        return self.search_description or get_text_for_indexing(self.intro)

    @property
    def share_image(self) -> models.Model | None:
        return self.image

    def structured_data(self, request: HttpRequest) -> list[dict[str, Any]]:
        town = self.municipality
        address = {
            "@type": "PostalAddress",
            "streetAddress": town.desk_street,
            "postalCode": town.desk_postcode,
            "addressLocality": town.desk_city or town.name,
            "addressCountry": "DE",
        }
        return [
            without_empty(
                {
                    "@type": "GovernmentOffice",
                    "name": town.desk_name or town.name,
                    "url": self.get_full_url(request),
                    "telephone": town.desk_phone,
                    "email": town.desk_email,
                    "address": address,
                    "areaServed": {"@type": "City", "name": town.name, "sameAs": town.website},
                }
            )
        ]


class CollectingPage(BasePage):
    """Holds organisations of an import that belong to no town of the association.

    Below a town, that town's desk looks after them; below the start page, the association's
    office.
    """

    intro = RichTextField(_("introduction"), blank=True, features=["bold", "italic", "link"])

    content_panels = [*BasePage.content_panels, FieldPanel("intro")]

    template = "pages/collecting_page.html"
    parent_page_types = ["home.HomePage", "municipalities.MunicipalityPage"]
    subpage_types = ["organisations.OrganisationPage"]
    page_description = _("Organisations and opportunities from outside the association's towns.")

    class Meta:
        verbose_name = _("collecting page")
        verbose_name_plural = _("collecting pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["sections"] = sections_for("collecting_page", self, request)
        return context
