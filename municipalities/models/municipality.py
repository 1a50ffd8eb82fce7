from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel

from core.enums import Weekday
from core.geo.fields import LatitudeField, LongitudeField, both_or_neither
from municipalities.querysets import MunicipalityQuerySet


class Municipality(ClusterableModel):
    """A town of the association: the tenant to which records and staff belong.

    Its face is a `MunicipalityPage`; records that must not depend on editorial work point
    here. Made together with its page, groups, collection and workflow by
    `municipalities.services.found_municipality`.
    """

    ags = models.CharField(
        _("municipality key (AGS)"),
        max_length=8,
        unique=True,
        validators=[RegexValidator(r"^\d{8}\Z", _("The key has eight digits, like 05978024."))],
        help_text=_("Amtlicher Gemeindeschlüssel, with its leading zero."),
    )
    name = models.CharField(_("name"), max_length=80)
    slug = models.SlugField(_("address part"), max_length=80, unique=True)
    district = models.CharField(_("district (Kreis)"), max_length=80, blank=True)
    population = models.PositiveIntegerField(_("inhabitants"), null=True, blank=True)
    area_km2 = models.FloatField(_("area in km²"), null=True, blank=True)
    website = models.URLField(_("web site"), blank=True)
    latitude = LatitudeField(null=True, blank=True)
    longitude = LongitudeField(null=True, blank=True)
    boundary = models.JSONField(
        _("boundary"),
        null=True,
        blank=True,
        help_text=_("GeoJSON geometry (Polygon or MultiPolygon), for maps only."),
    )

    desk_name = models.CharField(_("contact desk"), max_length=120, blank=True)
    desk_street = models.CharField(_("street and number"), max_length=120, blank=True)
    desk_postcode = models.CharField(_("postcode"), max_length=5, blank=True)
    desk_city = models.CharField(_("town"), max_length=80, blank=True)
    desk_phone = models.CharField(_("telephone"), max_length=40, blank=True)
    desk_email = models.EmailField(_("e-mail"), blank=True)
    desk_note = models.CharField(
        _("note"), max_length=240, blank=True, help_text=_("For example: step-free entrance.")
    )

    consent_age = models.PositiveSmallIntegerField(
        _("age below which parents must agree"),
        default=16,
        validators=[MaxValueValidator(18)],
        help_text=_("Of people who apply for an opportunity. 0: nobody's parents are asked."),
    )

    card_cases_kept_months = models.PositiveSmallIntegerField(
        _("applications for the Ehrenamtskarte that came to nothing, in months"),
        default=6,
        validators=[MinValueValidator(1), MaxValueValidator(120)],
        help_text=_(
            "Declined, withdrawn, or not answered for so long. Then all personal facts are erased."
        ),
    )
    cards_kept_months = models.PositiveSmallIntegerField(
        _("Ehrenamtskarten that have ended or expired, in months"),
        default=12,
        validators=[MinValueValidator(1), MaxValueValidator(120)],
        help_text=_("Then holder and application are erased; only the numbers of a year remain."),
    )

    coordinators = models.OneToOneField(
        "auth.Group",
        verbose_name=_("coordinators"),
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="coordinated_municipality",
        help_text=_("May edit, approve and publish everything of this town."),
    )
    editors = models.OneToOneField(
        "auth.Group",
        verbose_name=_("editors"),
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="edited_municipality",
        help_text=_("May write for this town and hand it in for approval."),
    )

    objects = MunicipalityQuerySet.as_manager()

    panels = [
        MultiFieldPanel(
            [
                FieldPanel("name"),
                FieldRowPanel([FieldPanel("ags", read_only=True), FieldPanel("district")]),
                FieldRowPanel([FieldPanel("population"), FieldPanel("area_km2")]),
                FieldPanel("website"),
            ],
            heading=_("Town"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("desk_name"),
                FieldPanel("desk_street"),
                FieldRowPanel([FieldPanel("desk_postcode"), FieldPanel("desk_city")]),
                FieldRowPanel([FieldPanel("desk_phone"), FieldPanel("desk_email")]),
                FieldPanel("desk_note"),
                InlinePanel("opening_hours", label=_("opening hours")),
            ],
            heading=_("Contact desk"),
        ),
        MultiFieldPanel([FieldPanel("consent_age")], heading=_("Rules for volunteers")),
        MultiFieldPanel(
            [FieldPanel("card_cases_kept_months"), FieldPanel("cards_kept_months")],
            heading=_("How long personal facts are kept"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
                FieldPanel("boundary"),
            ],
            heading=_("On the map"),
            classname="collapsed",
        ),
    ]

    class Meta:
        ordering = ["name", "ags"]
        verbose_name = _("municipality")
        verbose_name_plural = _("municipalities")
        constraints = [
            both_or_neither("municipality_place_is_whole"),
            models.CheckConstraint(
                condition=models.Q(consent_age__lte=18),
                name="municipality_consent_age_is_sensible",
                violation_error_message=_("From 18 on, nobody needs their parents' consent."),
            ),
            models.CheckConstraint(
                condition=models.Q(
                    card_cases_kept_months__range=(1, 120), cards_kept_months__range=(1, 120)
                ),
                name="municipality_keeps_for_months",
                violation_error_message=_("Please give between 1 and 120 months."),
            ),
        ]
        permissions = [
            ("manage_all_municipalities", _("Can work for every town of the association")),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def desk_address(self) -> str:
        """Where the contact desk is, in one line; empty if that is not known."""
        town = " ".join(part for part in (self.desk_postcode, self.desk_city) if part)
        return ", ".join(part for part in (self.desk_name, self.desk_street, town) if part)


class OpeningHours(models.Model):
    """One span on one weekday during which the contact desk is open."""

    municipality = ParentalKey(Municipality, on_delete=models.CASCADE, related_name="opening_hours")
    weekday = models.PositiveSmallIntegerField(_("weekday"), choices=Weekday.choices)
    opens_at = models.TimeField(_("opens"))
    closes_at = models.TimeField(_("closes"))

    panels = [
        FieldRowPanel([FieldPanel("weekday"), FieldPanel("opens_at"), FieldPanel("closes_at")])
    ]

    class Meta:
        ordering = ["weekday", "opens_at"]
        verbose_name = _("opening hours")
        verbose_name_plural = _("opening hours")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closes_at__gt=models.F("opens_at")),
                name="opening_hours_end_after_start",
                violation_error_message=_("The desk must close after it opens."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.opens_at:%H:%M}–{self.closes_at:%H:%M}"
