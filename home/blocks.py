"""The start page's blocks. What they list is asked once each, whatever the number of rows."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from core.blocks import CallToActionBlock, HeadingBlock, PictureBlock, QuoteBlock, TextBlock
from home.figures import association_figures
from municipalities.models import MunicipalityPage
from opportunities.models import OpportunityIndexPage, OpportunityPage

Context = dict[str, Any]


class AudienceBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=60)
    text = blocks.TextBlock(label=_("Text"), max_length=200)
    page = blocks.PageChooserBlock(label=_("Leads to"))
    button = blocks.CharBlock(label=_("Text on the link"), max_length=40)
    image = ImageChooserBlock(label=_("Picture"), required=False)

    class Meta:
        icon = "user"
        label = _("Audience")


class AudiencesBlock(blocks.StructBlock):
    """The entry by audience: "Ich möchte helfen", "Wir suchen Helfende" …"""

    title = blocks.CharBlock(label=_("Title"), max_length=80)
    audiences = blocks.ListBlock(AudienceBlock(), label=_("Audiences"), min_num=2, max_num=4)

    class Meta:
        icon = "group"
        label = _("Entry by audience")
        template = "components/blocks/audiences.html"


class OpportunitiesBlock(blocks.StructBlock):
    class Order(blocks.ChoiceBlock):
        choices = [("newest", _("newest first")), ("needed", _("where most people are missing"))]

    title = blocks.CharBlock(label=_("Title"), max_length=80)
    order = Order(label=_("Order"), default="newest")
    number = blocks.IntegerBlock(label=_("How many"), default=3, min_value=1, max_value=12)

    class Meta:
        icon = "list-ul"
        label = _("Opportunities")
        template = "components/blocks/opportunities.html"

    def get_context(self, value: Any, parent_context: Context | None = None) -> Context:
        context: Context = super().get_context(value, parent_context)
        opportunities = OpportunityPage.objects.open().public().wanting_people()
        if value["order"] == "needed":
            opportunities = opportunities.filter(places_wanted__isnull=False).most_needed_first()
        else:
            opportunities = opportunities.newest_first()
        context["opportunities"] = opportunities.keys()[: value["number"]]
        context["index_page"] = OpportunityIndexPage.objects.live().first()
        return context


class TownsBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=80)

    class Meta:
        icon = "site"
        label = _("Towns")
        template = "components/blocks/towns.html"

    def get_context(self, value: Any, parent_context: Context | None = None) -> Context:
        context: Context = super().get_context(value, parent_context)
        context["towns"] = list(
            MunicipalityPage.objects.live()
            .public()
            .select_related("municipality", "image")
            .prefetch_related("image__renditions")
            .order_by("title", "pk")
        )
        return context


class FiguresBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=80)

    class Meta:
        icon = "table"
        label = _("Figures")
        template = "components/blocks/figures.html"

    def get_context(self, value: Any, parent_context: Context | None = None) -> Context:
        context: Context = super().get_context(value, parent_context)
        context["figures"] = association_figures()
        return context


class HomeBlock(blocks.StreamBlock):
    audiences = AudiencesBlock()
    opportunities = OpportunitiesBlock()
    towns = TownsBlock()
    figures = FiguresBlock()
    heading = HeadingBlock()
    text = TextBlock()
    picture = PictureBlock()
    quote = QuoteBlock()
    call_to_action = CallToActionBlock()
