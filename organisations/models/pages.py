from typing import Any

from django.db import models
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest
from django.utils.text import Truncator
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

from core.admin_forms import TermChoicesForm
from core.geo.fields import both_or_neither
from core.models import BasePage, EngagementField, SpokenLanguage
from core.models.places import Place
from core.sections import sections_for
from core.structured_data import without_empty
from municipalities.models import BelongsToMunicipality, Municipality
from organisations.models.kinds import OrganisationKind
from organisations.querysets import OrganisationPageManager

LONGEST_TEASER = 300  # characters
PROFILE_FEATURES = ["bold", "italic", "link", "ol", "ul"]


class OrganisationPage(Place, BelongsToMunicipality, BasePage):
    """The guided profile of an association, initiative or institution."""

    kind = models.ForeignKey(
        OrganisationKind,
        verbose_name=_("kind of organisation"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    sectors = ParentalManyToManyField(
        EngagementField, verbose_name=_("sectors"), blank=True, related_name="+"
    )
    active_in = ParentalManyToManyField(
        Municipality,
        verbose_name=_("also active in"),
        blank=True,
        related_name="+",
        help_text=_("Towns of the association besides the own one."),
    )
    founded_in = models.PositiveSmallIntegerField(_("founded in"), null=True, blank=True)

    pitch = models.TextField(
        _("one-minute pitch"),
        blank=True,
        max_length=900,
        help_text=_("What you would say in one minute; it introduces you in lists and at the top."),
    )
    why = RichTextField(_("why we exist"), blank=True, features=PROFILE_FEATURES)
    what = RichTextField(_("what we do"), blank=True, features=PROFILE_FEATURES)
    aims = RichTextField(_("what we aim at"), blank=True, features=PROFILE_FEATURES)
    audience = RichTextField(_("whom we want to reach"), blank=True, features=PROFILE_FEATURES)
    languages = ParentalManyToManyField(
        SpokenLanguage, verbose_name=_("languages"), blank=True, related_name="+"
    )

    logo = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("logo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
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

    contact_name = models.CharField(_("contact person"), max_length=120, blank=True)
    contact_role = models.CharField(_("their role"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    website = models.URLField(_("web site"), blank=True)

    objects = OrganisationPageManager()

    search_fields = [
        *BasePage.search_fields,
        index.SearchField("pitch"),
        index.SearchField("why"),
        index.SearchField("what"),
        index.SearchField("aims"),
        index.SearchField("audience"),
        index.SearchField("city"),
        index.FilterField("municipality"),
    ]

    profile_panels = [
        *BasePage.content_panels,
        FieldPanel("pitch"),
        MultiFieldPanel(
            [FieldPanel("why"), FieldPanel("what"), FieldPanel("aims"), FieldPanel("audience")],
            heading=_("Profile"),
        ),
        MultiFieldPanel(
            [FieldPanel("logo"), FieldPanel("image"), FieldPanel("image_alt")],
            heading=_("Pictures"),
        ),
    ]
    facts_panels = [
        FieldRowPanel([FieldPanel("kind"), FieldPanel("founded_in")]),
        FieldPanel("sectors", widget=CheckboxSelectMultiple),
        FieldPanel("active_in", widget=CheckboxSelectMultiple),
        FieldPanel("languages", widget=CheckboxSelectMultiple),
        InlinePanel("networks", label=_("network membership")),
    ]
    contact_panels = [
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("contact_name"), FieldPanel("contact_role")]),
                FieldRowPanel([FieldPanel("email"), FieldPanel("phone")]),
                FieldPanel("website"),
            ],
            heading=_("Contact"),
        ),
        Place.place_panel,
    ]
    base_form_class = TermChoicesForm
    edit_handler = TabbedInterface(
        [
            ObjectList(profile_panels, heading=_("Profile")),
            ObjectList(facts_panels, heading=_("Facts")),
            ObjectList(contact_panels, heading=_("Contact and place")),
            ObjectList(BasePage.promote_panels, heading=_("Promote")),
            ObjectList(BasePage.settings_panels, heading=_("Settings")),
        ]
    )

    template = "pages/organisation_page.html"
    parent_page_types = ["municipalities.MunicipalityPage", "municipalities.CollectingPage"]
    subpage_types = ["opportunities.OpportunityPage"]
    page_description = _("An association, initiative or institution that looks for volunteers.")

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        constraints = [both_or_neither("organisation_place_is_whole")]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["sections"] = sections_for("organisation_page", self, request)
        return context

    @property
    def teaser(self) -> str:
        return self.search_description or Truncator(self.pitch).chars(LONGEST_TEASER)

    @property
    def share_image(self) -> models.Model | None:
        return self.image or self.logo

    @property
    def profile(self) -> list[tuple[str, str]]:
        """The filled-in parts of the guided profile: (question, rich text)."""
        parts = (
            (_("Why we exist"), self.why),
            (_("What we do"), self.what),
            (_("What we aim at"), self.aims),
            (_("Whom we want to reach"), self.audience),
        )
        return [(str(question), text) for question, text in parts if text]

    def structured_data(self, request: HttpRequest) -> list[dict[str, Any]]:
        return [self.as_schema_org(request)]

    def as_schema_org(self, request: HttpRequest) -> dict[str, Any]:
        """A schema.org `NGO`; a protected address stays out."""
        return without_empty(
            {
                "@type": "NGO",
                "@id": self.get_full_url(request),
                "name": self.title,
                "url": self.get_full_url(request),
                "description": self.pitch,
                "sameAs": self.website,
                "foundingDate": str(self.founded_in or ""),
                "address": self.public_place.as_schema_org() if self.public_place else None,
                "areaServed": self.municipality.name if self.municipality else "",
            }
        )


class Network(Orderable):
    """A network or umbrella association that an organisation belongs to."""

    organisation = ParentalKey(OrganisationPage, on_delete=models.CASCADE, related_name="networks")
    name = models.CharField(_("name"), max_length=120)
    website = models.URLField(_("web site"), blank=True)

    panels = [FieldPanel("name"), FieldPanel("website")]

    class Meta(Orderable.Meta):
        verbose_name = _("network membership")
        verbose_name_plural = _("network memberships")

    def __str__(self) -> str:
        return self.name
