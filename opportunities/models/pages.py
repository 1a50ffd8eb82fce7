import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.fields import RichTextField
from wagtail.search import index
from wagtail.url_routing import RouteResult

from core.admin_forms import TermChoicesForm
from core.geo.fields import both_or_neither
from core.models import Activity, BasePage, EngagementField, TargetGroup
from core.models.places import Place
from municipalities.models import BelongsToMunicipality
from opportunities.enums import OpportunityState, TimeModel, Whereabouts
from opportunities.models.conditions import Conditions
from opportunities.models.following import (
    DERIVED,
    FROM_CONTENT,
    organisation_id_above,
    take_over_intake,
)
from opportunities.panels import opportunity_edit_handler
from opportunities.querysets import OpportunityPageManager
from opportunities.states import Offering
from opportunities.structured_data import job_posting
from organisations.models import OrganisationPage

DESCRIPTION_FEATURES = ["h3", "bold", "italic", "link", "ol", "ul"]


class OpportunityPage(Offering, Conditions, Place, BelongsToMunicipality, BasePage):
    """Something one can do: what, for whom, when, where, what it takes and what it gives."""

    summary = models.CharField(
        _("summary"),
        max_length=300,
        blank=True,
        help_text=_("One or two sentences; they stand in lists and in search engines."),
    )
    description = RichTextField(_("description"), blank=True, features=DESCRIPTION_FEATURES)
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

    engagement_fields = ParentalManyToManyField(
        EngagementField, verbose_name=_("fields of engagement"), blank=True, related_name="+"
    )
    target_groups = ParentalManyToManyField(
        TargetGroup, verbose_name=_("target groups"), blank=True, related_name="+"
    )
    activities = ParentalManyToManyField(
        Activity, verbose_name=_("activities"), blank=True, related_name="+"
    )

    time_model = models.CharField(
        _("time model"),
        max_length=12,
        choices=TimeModel.choices,
        default=TimeModel.FLEXIBLE,
    )
    hours_per_week = models.DecimalField(
        _("hours per week"), max_digits=4, decimal_places=1, null=True, blank=True
    )
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    time_note = models.CharField(_("about the time"), max_length=240, blank=True)
    closes_on = models.DateField(
        _("open until"),
        null=True,
        blank=True,
        help_text=_("Last day on which one can offer help. Empty: as long as it runs."),
    )

    whereabouts = models.CharField(
        _("where"), max_length=8, choices=Whereabouts.choices, default=Whereabouts.ON_SITE
    )

    places_wanted = models.PositiveSmallIntegerField(
        _("people wanted"), null=True, blank=True, help_text=_("Empty: any number is welcome.")
    )
    places_taken = models.PositiveSmallIntegerField(_("of these found already"), default=0)
    suits_groups = models.BooleanField(_("suits groups"), default=False)
    smallest_group = models.PositiveSmallIntegerField(
        _("smallest group"), null=True, blank=True, help_text=_("People; empty: any number.")
    )
    largest_group = models.PositiveSmallIntegerField(
        _("largest group"), null=True, blank=True, help_text=_("People; empty: any number.")
    )

    takes_applications = models.BooleanField(
        _("takes applications here"),
        default=True,
        help_text=_("Switched off, people only see whom to write to or call."),
    )
    reminder_hours = models.PositiveSmallIntegerField(
        _("remind so many hours before"), default=24, help_text=_("0: no reminder.")
    )
    answer_hours = models.PositiveSmallIntegerField(
        _("hours to answer for a place that became free"), default=48
    )
    calls_for_cover = models.BooleanField(
        _("ask others to step in when somebody can't come"), default=False
    )
    allows_attachments = models.BooleanField(
        _("files may be sent along with messages"), default=False
    )

    contact_name = models.CharField(_("contact person"), max_length=120, blank=True)
    contact_email = models.EmailField(_("e-mail"), blank=True)
    contact_phone = models.CharField(_("telephone"), max_length=40, blank=True)

    # Kept by save(), so that lists need neither the tree nor a join per offer.
    organisation = models.ForeignKey(
        OrganisationPage,
        verbose_name=_("organisation"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="opportunities",
    )
    # Repeated from the intake, so that neither lists nor the catalogue need to ask it.
    places_held = models.PositiveSmallIntegerField(default=0, editable=False)
    dates_are_full = models.BooleanField(default=False, editable=False)
    is_paused = models.BooleanField(default=False, editable=False)
    closed_on = models.DateField(null=True, editable=False)
    open_until = models.DateField(null=True, editable=False)
    listed_at = models.DateTimeField(null=True, editable=False)

    objects = OpportunityPageManager()

    search_fields = [
        *BasePage.search_fields,
        index.SearchField("summary"),
        index.SearchField("description"),
        index.SearchField("city"),
        index.FilterField("municipality"),
        index.FilterField("time_model"),
        index.FilterField("open_until"),
    ]

    search_auto_update = False  # see opportunities.admin_search

    base_form_class = TermChoicesForm
    edit_handler = opportunity_edit_handler
    template = "pages/opportunity_page.html"
    parent_page_types = ["organisations.OrganisationPage"]
    subpage_types: list[str] = []
    page_description = _("Something that volunteers can do.")

    class Meta:
        verbose_name = _("opportunity")
        verbose_name_plural = _("opportunities")
        indexes = [
            models.Index(fields=["-listed_at", "-page_ptr"], name="opportunity_newest"),
            models.Index(fields=["open_until"], name="opportunity_open_until"),
        ]
        constraints = [
            both_or_neither("opportunity_place_is_whole"),
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True)
                | models.Q(starts_on__isnull=True)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="opportunity_ends_after_start",
                violation_error_message=_("The end must not come before the beginning."),
            ),
            models.CheckConstraint(
                condition=models.Q(hours_per_week__isnull=True)
                | models.Q(hours_per_week__gt=0, hours_per_week__lte=80),
                name="opportunity_hours_are_sensible",
                violation_error_message=_("Please give between half an hour and 80 hours."),
            ),
            models.CheckConstraint(
                condition=models.Q(minimum_age__isnull=True) | models.Q(minimum_age__lte=99),
                name="opportunity_minimum_age_is_sensible",
                violation_error_message=_("Please give an age below 100."),
            ),
            models.CheckConstraint(
                condition=models.Q(smallest_group__isnull=True)
                | models.Q(largest_group__isnull=True)
                | models.Q(largest_group__gte=models.F("smallest_group")),
                name="opportunity_groups_are_sensible",
                violation_error_message=_(
                    "The largest group must not be smaller than the smallest."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(answer_hours__gte=1),
                name="opportunity_answers_take_time",
                violation_error_message=_("Please give people at least one hour."),
            ),
        ]

    def clean(self) -> None:
        super().clean()
        if self.image_id is None and self.image_alt:
            raise ValidationError(
                {"image_alt": _("There is no picture for this alternative text.")}
            )

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.path:
            self.organisation_id = organisation_id_above(self.path)
        if self.pk:
            take_over_intake(self)
        self.set_derived()
        if (update_fields := kwargs.get("update_fields")) is not None:
            # Who notes the newest revision has its content at hand, not what is on line.
            is_draft = "latest_revision" in update_fields
            kwargs["update_fields"] = {*update_fields, *DERIVED} - (
                FROM_CONTENT if is_draft else set()
            )
        super().save(*args, **kwargs)

    def set_derived(self) -> None:
        """Set what follows from other fields; `save` does it, bulk writers must."""
        self.open_until = self.last_day()
        self.listed_at = self.first_published_at

    def last_day(self) -> dt.date | None:
        """The last day on which this is open; None without an end."""
        ends = [day for day in (self.closes_on, self.ends_on) if day]
        if self.closed_on:
            ends.append(self.closed_on - dt.timedelta(days=1))
        if self.time_model == TimeModel.ONCE:
            ends += [max(dates)] if (dates := [d.takes_place_on for d in self.dates.all()]) else []
        return min(ends, default=None)

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        # An expired offer keeps its address: links to it stand in search engines and papers.
        if not path_components and self.expired and self.first_published_at:
            return RouteResult(self)
        return super().route(request, path_components)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        state = self.state()
        # Whoever comes too late is helped by something like it; who can still apply, by the
        # organisation's other offers.
        others = OpportunityPage.objects.open().public().exclude(pk=self.pk)
        related = (
            others.filter(organisation=self.organisation_id).newest_first()
            if state == OpportunityState.OPEN
            else others.wanting_people().similar_to(self)
        )
        context.update(state=state, organisation=self.organisation, related=related.keys()[:3])
        return context

    @property
    def teaser(self) -> str:
        return self.search_description or self.summary

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        if self.state() in (OpportunityState.EXPIRED, OpportunityState.PAUSED):
            return []
        return super().get_sitemap_urls(request)

    @property
    def share_image(self) -> models.Model | None:
        return self.image

    def structured_data(self, request: HttpRequest) -> list[dict[str, Any]]:
        # Search engines ask that a closed posting be no posting.
        if self.state() in (OpportunityState.EXPIRED, OpportunityState.PAUSED):
            return []
        return [job_posting(self, request)]
