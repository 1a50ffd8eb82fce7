from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.storage import private_storage
from municipalities.models import Municipality
from municipalities.querysets import MunicipalityScopedQuerySet
from opportunities.enums import ImportState
from partners.enums import DoubtAnswer, DoubtKind
from partners.models.benefits import Benefit
from partners.models.pages import PartnerBranch
from partners.models.records import Partner


class PartnerList(models.Model):
    """A list of shops that is kept elsewhere, of which we get one state after another."""

    name = models.CharField(_("name of the list"), max_length=120)
    municipality = models.ForeignKey(
        Municipality,
        verbose_name=_("town"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="partner_lists",
        help_text=_("Empty: for the whole association."),
    )
    # What the list calls a category -> the address part of ours; "" where somebody said: none.
    categories = models.JSONField(default=dict, blank=True)
    # Raised by every batch that is written, so that a plan knows when it is out of date.
    version = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = MunicipalityScopedQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("list of shops from elsewhere")
        verbose_name_plural = _("lists of shops from elsewhere")
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "name"],
                condition=Q(municipality__isnull=False),
                name="partner_list_name_once",
                violation_error_message=_("There is a list of this name already."),
            ),
            models.UniqueConstraint(
                fields=["name"],
                condition=Q(municipality__isnull=True),
                name="association_list_name_once",
                violation_error_message=_("There is a list of this name already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PartnerListEntry(models.Model):
    """Ties what a list names to the shop here, and remembers what the list said last."""

    partner_list = models.ForeignKey(PartnerList, on_delete=models.CASCADE, related_name="entries")
    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="list_entries")
    branch = models.ForeignKey(
        PartnerBranch, null=True, on_delete=models.SET_NULL, related_name="list_entries"
    )
    # The list's own number for it, where it has one.
    number = models.CharField(max_length=80, blank=True)
    # Field -> what stood in the list when it was last taken over.
    values = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)  # SHA-256 over all that was read, hexadecimal
    gone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["partner_list", "branch"],
                condition=Q(branch__isnull=False),
                name="partner_list_names_a_place_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.partner_list}: {self.partner}"


class PartnerListBenefit(models.Model):
    """Ties a benefit to the words of the list that it was read from."""

    entry = models.ForeignKey(PartnerListEntry, on_delete=models.CASCADE, related_name="benefits")
    benefit = models.OneToOneField(Benefit, on_delete=models.CASCADE, related_name="list_source")
    text = models.TextField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text[:80]


class PartnerListRun(models.Model):
    """One state of a list that was uploaded: its preview, what is asked, what was done."""

    partner_list = models.ForeignKey(
        PartnerList, verbose_name=_("list"), on_delete=models.PROTECT, related_name="runs"
    )
    # The list's, so that the run is seen by whom the list is.
    municipality = models.ForeignKey(
        Municipality,
        verbose_name=_("town"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="partner_list_runs",
    )
    # Removed as soon as nothing is left to be done with it.
    file = models.FileField(
        _("file"), upload_to="partner-lists/", storage=private_storage, blank=True
    )
    file_name = models.CharField(_("file name"), max_length=200)
    state = models.CharField(
        _("state"), max_length=12, choices=ImportState.choices, default=ImportState.UPLOADED
    )
    rows_total = models.PositiveIntegerField(default=0)
    rows_done = models.PositiveIntegerField(default=0)
    # {outcome: number of shops}, the report's lines and what holds for the file as a whole.
    counts = models.JSONField(default=dict)
    report = models.JSONField(default=list)
    findings = models.JSONField(default=dict)
    # Somebody has looked at how many shops would end, and wants it.
    ends_many = models.BooleanField(default=False)
    # A ListFileError.Code, or "crashed"
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
        verbose_name = _("state of a list of shops")
        verbose_name_plural = _("states of lists of shops")

    def __str__(self) -> str:
        return self.file_name


class PartnerListDoubt(models.Model):
    """What a list leaves open and a person decides: is it the same shop, has it really gone …

    An answer holds for every later state of the list too, as long as the question is the same.
    """

    run = models.ForeignKey(PartnerListRun, on_delete=models.CASCADE, related_name="doubts")
    key = models.CharField(max_length=64)  # the same question has the same key in every run
    kind = models.CharField(max_length=16, choices=DoubtKind.choices)
    row = models.PositiveIntegerField(default=0)  # of the file; 0: it is not in there
    title = models.CharField(max_length=200)
    # What the list says: field -> text.
    values = models.JSONField(default=dict)
    # The shops here that may be meant, the likeliest first; see partners.lists.doubts.
    candidates = models.JSONField(default=list)
    proposal = models.CharField(max_length=12, choices=DoubtAnswer.choices, blank=True)
    # Whether much speaks for the proposal, so that many may be accepted at once.
    is_sure = models.BooleanField(default=False)
    answer = models.CharField(max_length=12, choices=DoubtAnswer.choices, blank=True)
    chosen = models.CharField(max_length=40, blank=True)  # the target of a candidate
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["row", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["run", "key"], name="partner_list_asks_once")
        ]

    def __str__(self) -> str:
        return self.title
