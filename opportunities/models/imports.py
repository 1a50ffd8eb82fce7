from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.storage import private_storage
from municipalities.models import Municipality
from municipalities.querysets import MunicipalityScopedQuerySet
from opportunities.enums import ImportState


class FreinetOrganisation(models.Model):
    """Ties an organisation of a Freinet export to its page.

    The XML form numbers organisations, the CSV form only names them. So one is known by its
    number or by its folded name, below the town's or collecting page where it was filed. Several
    numbers may stand for one page; where the page is gone, somebody deleted it.
    """

    parent = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="+")
    freinet_id = models.CharField(max_length=20, blank=True)
    name_key = models.CharField(max_length=255)
    page = models.ForeignKey(
        "organisations.OrganisationPage",
        null=True,
        on_delete=models.SET_NULL,
        related_name="freinet_sources",
    )
    # The one the import wrote; empty for a page that was there before.
    revision = models.ForeignKey(
        "wagtailcore.Revision", null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("Freinet organisation")
        verbose_name_plural = _("Freinet organisations")
        constraints = [
            models.UniqueConstraint(
                fields=["parent", "freinet_id"],
                condition=~models.Q(freinet_id=""),
                name="freinet_organisation_number_once",
            ),
            models.UniqueConstraint(
                fields=["parent", "name_key"],
                condition=models.Q(freinet_id=""),
                name="freinet_organisation_name_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name_key


class FreinetOfferQuerySet(models.QuerySet):
    def with_page_state(self) -> Self:
        """With what decides about the page, but without the page's texts."""
        return self.select_related("page", "organisation").only(
            *(field.name for field in self.model._meta.concrete_fields),
            *("organisation__parent", "organisation__page"),
            *("page__title", "page__draft_title", "page__live", "page__locked", "page__path"),
            *("page__content_type", "page__latest_revision", "page__municipality"),
        )


class FreinetOffer(models.Model):
    """Ties an offer of a Freinet export to its page, and remembers what we last wrote.

    `digest` is over what was read from the export; `revision` the page revision the import
    made. A page whose latest revision is another one has been edited by a person since; where
    the page is gone, somebody deleted it.
    """

    freinet_id = models.CharField(max_length=20, unique=True)
    agency_id = models.CharField(max_length=20)
    # Agencies that come in one export have one key, or an agency whose last offer has gone
    # would be missed by nobody.
    list_key = models.CharField(max_length=20)
    organisation = models.ForeignKey(
        FreinetOrganisation, null=True, on_delete=models.SET_NULL, related_name="offers"
    )
    page = models.OneToOneField(
        "opportunities.OpportunityPage",
        null=True,
        on_delete=models.SET_NULL,
        related_name="freinet_source",
    )
    revision = models.ForeignKey(
        "wagtailcore.Revision", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    digest = models.CharField(max_length=64)
    gone_at = models.DateTimeField(null=True)

    objects = FreinetOfferQuerySet.as_manager()

    class Meta:
        verbose_name = _("Freinet offer")
        verbose_name_plural = _("Freinet offers")
        indexes = [models.Index(fields=["agency_id", "gone_at"], name="freinet_offer_agency")]

    def __str__(self) -> str:
        return self.freinet_id


class ImportRun(models.Model):
    """One upload of an export: its preview, then its import, with counts and a report."""

    municipality = models.ForeignKey(
        Municipality,
        verbose_name=_("municipality"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="import_runs",
        help_text=_("Empty: for the whole association."),
    )
    # Removed when the import is done: what it held stands on the pages.
    file = models.FileField(
        _("export file"), upload_to="imports/", storage=private_storage, blank=True
    )
    file_name = models.CharField(_("file name"), max_length=200)
    collects_elsewhere = models.BooleanField(
        _("file offers from elsewhere under a collecting page"),
        default=False,
        help_text=_("Otherwise offers that belong to no town of the association are skipped."),
    )
    state = models.CharField(
        _("state"), max_length=12, choices=ImportState.choices, default=ImportState.UPLOADED
    )
    rows_total = models.PositiveIntegerField(default=0)
    rows_done = models.PositiveIntegerField(default=0)
    # {outcome: number of offers} and the report's lines, see opportunities.freinet.outcomes
    counts = models.JSONField(default=dict)
    report = models.JSONField(default=list)
    # A FreinetFileError.Code, or "crashed"
    error = models.CharField(max_length=20, blank=True)
    # Each start has a number; a worker that was given up for dead sees that it is not its turn.
    attempt = models.PositiveIntegerField(default=0)
    alive_at = models.DateTimeField(null=True)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("started by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    created_at = models.DateTimeField(_("uploaded"), auto_now_add=True)
    finished_at = models.DateTimeField(_("finished"), null=True)

    objects = MunicipalityScopedQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=ImportState.values), name="import_run_state_is_known"
            )
        ]

    def __str__(self) -> str:
        return self.file_name
