from typing import Any

from django.db import models
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.fields import RichTextField
from wagtail.models import Orderable
from wagtail.search import index
from wagtail.url_routing import RouteResult

from core.admin_forms import TermChoicesForm
from core.geo.fields import both_or_neither
from core.models import BasePage, SpokenLanguage
from core.models.places import Place
from municipalities.models import BelongsToMunicipality, Municipality
from partners.enums import PartnerState
from partners.models.categories import PartnerCategory
from partners.models.index import PartnerIndexPage
from partners.querysets import PartnerPageManager
from partners.structured_data import local_business


class PartnerPage(BelongsToMunicipality, BasePage):
    """Akzeptanzstelle: a shop, museum or pool where the Ehrenamtskarte is worth something.

    What it offers (`Benefit`) and who keeps it up to date hang on its record (`Partner`), so that
    nothing that was redeemed depends on the page.
    """

    category = models.ForeignKey(
        PartnerCategory,
        verbose_name=_("category"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    intro = models.TextField(
        _("in short"), max_length=300, blank=True, help_text=_("One or two sentences, for lists.")
    )
    about = RichTextField(
        _("about the shop"), blank=True, features=["bold", "italic", "link", "ol", "ul"]
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
    website = models.URLField(_("web site"), max_length=300, blank=True)
    public_phone = models.CharField(_("telephone for everybody"), max_length=40, blank=True)
    public_email = models.EmailField(_("e-mail for everybody"), blank=True)

    step_free = models.BooleanField(_("step-free entrance"), null=True, blank=True)
    accessible_toilet = models.BooleanField(_("accessible toilet"), null=True, blank=True)
    hearing_loop = models.BooleanField(_("hearing loop"), null=True, blank=True)
    access_note = models.CharField(_("more about accessibility"), max_length=300, blank=True)
    languages = ParentalManyToManyField(
        SpokenLanguage, verbose_name=_("languages spoken there"), blank=True, related_name="+"
    )

    template = "pages/partner_page.html"
    parent_page_types = ["municipalities.MunicipalityPage"]
    subpage_types: list[str] = []

    objects = PartnerPageManager()

    search_fields = [
        *BasePage.search_fields,
        index.SearchField("intro"),
        index.SearchField("about"),
        index.FilterField("municipality"),
    ]

    profile_panels = [
        *BasePage.content_panels,
        FieldPanel("category"),
        FieldPanel("intro"),
        FieldPanel("about"),
        MultiFieldPanel([FieldPanel("image"), FieldPanel("image_alt")], heading=_("Picture")),
        FieldPanel("website"),
        FieldRowPanel([FieldPanel("public_phone"), FieldPanel("public_email")]),
    ]
    place_panels = [
        InlinePanel("branches", label=_("place"), min_num=1),
        MultiFieldPanel(
            [
                FieldRowPanel(
                    [
                        FieldPanel("step_free"),
                        FieldPanel("accessible_toilet"),
                        FieldPanel("hearing_loop"),
                    ]
                ),
                FieldPanel("access_note"),
            ],
            heading=_("Accessibility"),
        ),
        FieldPanel("languages", widget=CheckboxSelectMultiple),
    ]
    base_form_class = TermChoicesForm
    edit_handler = TabbedInterface(
        [
            ObjectList(profile_panels, heading=_("Profile")),
            ObjectList(place_panels, heading=_("Places")),
            ObjectList(BasePage.promote_panels, heading=_("Promote")),
            ObjectList(BasePage.settings_panels, heading=_("Settings")),
        ]
    )
    page_description = _("A shop or institution that takes the Ehrenamtskarte.")

    class Meta:
        verbose_name = _("partner shop")
        verbose_name_plural = _("partner shops")

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """As every page; a shop that has left says so instead of being unknown."""
        if not self.live and not path_components and self._has_left():
            return RouteResult(self, kwargs={"has_left": True})
        return super().route(request, path_components)

    def _has_left(self) -> bool:
        record = getattr(self, "record", None)
        return record is not None and record.state == PartnerState.ENDED

    def serve(
        self, request: HttpRequest, *args: Any, has_left: bool = False, **kwargs: Any
    ) -> HttpResponse:
        if not has_left:
            return super().serve(request, *args, **kwargs)
        index_page = PartnerIndexPage.objects.live().public().first()
        context = {"name": self.title, "index": index_page, "is_page": True}
        return TemplateResponse(request, "partners/gone.html", context, status=410)

    @property
    def teaser(self) -> str:
        return self.search_description or self.intro

    @property
    def share_image(self) -> models.Model | None:
        return self.image

    def structured_data(self, request: HttpRequest) -> list[dict[str, Any]]:
        return [local_business(self, request)]


class PartnerBranch(Place, Orderable):
    """One address of a shop, with its opening hours."""

    page = ParentalKey(PartnerPage, on_delete=models.CASCADE, related_name="branches")
    # Follows from the postcode; empty: outside of the association.
    municipality = models.ForeignKey(
        Municipality,
        verbose_name=_("town of the association"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    opening_hours = models.CharField(
        _("opening hours"),
        max_length=300,
        blank=True,
        help_text=_("For example: Mo–Fr 8–18 Uhr, Sa 8–13 Uhr. Di geschlossen."),
    )
    # What the line above says: [weekday (Monday 0), opens, closes] in minutes after midnight;
    # closes may pass 1440. Empty: it says nothing that a clock can follow.
    opening_times = models.JSONField(default=list, blank=True, editable=False)

    panels = [
        FieldPanel("venue"),
        FieldPanel("street"),
        FieldRowPanel([FieldPanel("postcode"), FieldPanel("city"), FieldPanel("locality")]),
        FieldPanel("opening_hours"),
        FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("place")
        verbose_name_plural = _("places")
        constraints = [both_or_neither("partner_branch_place_is_whole")]

    def __str__(self) -> str:
        return ", ".join(part for part in (self.venue, self.street, self.city) if part)
