import datetime as dt

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Volunteer
from core.models import Activity, EngagementField
from municipalities.models import Municipality
from municipalities.querysets import MunicipalityScopedQuerySet
from organisations.models import Organisation

MOST_ROUNDS = 20
MOST_PLACES = 12


class SpeedDating(models.Model):
    """An afternoon on which people and organisations meet, each for some minutes.

    Who comes is erased `kept_days` after the day; how many came and talked stays.
    """

    municipality = models.ForeignKey(
        Municipality,
        verbose_name=_("town"),
        on_delete=models.PROTECT,
        related_name="speed_datings",
    )
    title = models.CharField(_("title"), max_length=120)
    takes_place_on = models.DateField(_("day"))
    starts_at = models.TimeField(_("begin of the first round"))
    place = models.CharField(_("place"), max_length=160, blank=True)
    rounds = models.PositiveSmallIntegerField(
        _("number of rounds"),
        default=6,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_ROUNDS)],
    )
    minutes = models.PositiveSmallIntegerField(
        _("minutes a round"),
        default=8,
        validators=[MinValueValidator(2), MaxValueValidator(60)],
    )
    change_minutes = models.PositiveSmallIntegerField(
        _("minutes to change places"),
        default=2,
        validators=[MaxValueValidator(30)],
    )
    note = models.TextField(
        _("note on each sheet"),
        max_length=400,
        blank=True,
        help_text=_("For example where there is coffee and whom to ask."),
    )
    kept_days = models.PositiveSmallIntegerField(
        _("days after which the people are erased"),
        default=30,
        validators=[MinValueValidator(1), MaxValueValidator(180)],
        help_text=_("Counted from the day of the event. How many came and talked stays."),
    )
    planned_at = models.DateTimeField(null=True, blank=True, editable=False)
    locked_at = models.DateTimeField(null=True, blank=True, editable=False)
    erased_at = models.DateTimeField(null=True, blank=True, editable=False)
    # For how many the plan was made, and how many talks it should have, also after changes by hand
    # (`matching.speeddating.outdated`). What remains of the people when they are erased.
    people_counted = models.PositiveSmallIntegerField(default=0, editable=False)
    talks_counted = models.PositiveSmallIntegerField(default=0, editable=False)

    objects = MunicipalityScopedQuerySet.as_manager()

    class Meta:
        ordering = ["-takes_place_on", "-pk"]
        verbose_name = _("speed dating")
        verbose_name_plural = _("speed datings")
        constraints = [
            models.CheckConstraint(
                condition=Q(rounds__gte=1, rounds__lte=MOST_ROUNDS, minutes__gte=2),
                name="speed_dating_has_sensible_rounds",
            ),
            models.CheckConstraint(
                condition=Q(locked_at=None) | Q(planned_at__isnull=False),
                name="only_a_plan_is_locked",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def ends_on(self) -> dt.date:
        """The day on which the last round ends; the database knows only times of one day."""
        first = dt.datetime.combine(self.takes_place_on, self.starts_at)
        last = first + dt.timedelta(minutes=self._length * (self.rounds - 1) + self.minutes)
        return last.date()

    def begin_of(self, round_number: int) -> dt.time:
        """When round `round_number` begins; the first one is 0."""
        first = dt.datetime.combine(self.takes_place_on, self.starts_at)
        return (first + dt.timedelta(minutes=self._length * round_number)).time()

    def end_of(self, round_number: int) -> dt.time:
        first = dt.datetime.combine(self.takes_place_on, self.begin_of(round_number))
        return (first + dt.timedelta(minutes=self.minutes)).time()

    @property
    def _length(self) -> int:
        return self.minutes + self.change_minutes


class SpeedDatingTable(models.Model):
    """An organisation at the event: what it looks for, and with how many it talks at a time."""

    event = models.ForeignKey(SpeedDating, on_delete=models.CASCADE, related_name="tables")
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        on_delete=models.CASCADE,
        related_name="speed_dating_tables",
    )
    label = models.CharField(
        _("table"), max_length=20, blank=True, help_text=_("Its number or name, for example 7.")
    )
    places = models.PositiveSmallIntegerField(
        _("conversations at a time"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_PLACES)],
        help_text=_("One for each person of the organisation who is there to talk."),
    )
    fields: models.ManyToManyField = models.ManyToManyField(
        EngagementField, verbose_name=_("fields of engagement"), blank=True, related_name="+"
    )
    activities: models.ManyToManyField = models.ManyToManyField(
        Activity, verbose_name=_("activities"), blank=True, related_name="+"
    )
    wanted = models.TextField(_("whom it looks for"), max_length=600, blank=True)

    class Meta:
        ordering = ["organisation__name", "pk"]
        verbose_name = _("table of an organisation")
        verbose_name_plural = _("tables of organisations")
        constraints = [
            models.UniqueConstraint(
                fields=["event", "organisation"],
                name="one_table_for_each_organisation",
                violation_error_message=_("This organisation is there already."),
            ),
            models.CheckConstraint(
                condition=Q(places__gte=1, places__lte=MOST_PLACES),
                name="table_has_places",
            ),
        ]

    def __str__(self) -> str:
        return str(self.organisation)

    @property
    def said(self) -> str:
        """What it looks for, in words; with the chosen terms at hand."""
        chosen = [str(term) for term in (*self.fields.all(), *self.activities.all())]
        return ", ".join([*chosen, *filter(None, [self.wanted])])


class SpeedDatingGuest(models.Model):
    """Somebody who comes to find something to do, with what they wish for."""

    event = models.ForeignKey(SpeedDating, on_delete=models.CASCADE, related_name="guests")
    name = models.CharField(_("name"), max_length=120)
    volunteer = models.ForeignKey(
        Volunteer, null=True, blank=True, on_delete=models.CASCADE, related_name="speed_datings"
    )
    uses_profile = models.BooleanField(
        _("use the matching profile"),
        default=False,
        help_text=_("Only if the person has said so; what stands in it is not shown here."),
    )
    fields: models.ManyToManyField = models.ManyToManyField(
        EngagementField, verbose_name=_("fields of engagement"), blank=True, related_name="+"
    )
    activities: models.ManyToManyField = models.ManyToManyField(
        Activity, verbose_name=_("activities"), blank=True, related_name="+"
    )
    wishes = models.TextField(_("wishes"), max_length=1000, blank=True)

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("guest")
        verbose_name_plural = _("guests")
        constraints = [
            models.UniqueConstraint(
                fields=["event", "volunteer"],
                condition=Q(volunteer__isnull=False),
                name="each_volunteer_is_one_guest",
                violation_error_message=_("This person is on the list already."),
            ),
            models.CheckConstraint(
                condition=Q(uses_profile=False) | Q(volunteer__isnull=False),
                name="profile_belongs_to_a_volunteer",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def said(self) -> str:
        """What the person wishes for, in words; with the chosen terms at hand."""
        chosen = [str(term) for term in (*self.fields.all(), *self.activities.all())]
        return ", ".join([*chosen, *filter(None, [self.wishes])])


class SpeedDatingTalk(models.Model):
    """Who sits where in which round (the first one is 0); who has none in a round pauses."""

    table = models.ForeignKey(SpeedDatingTable, on_delete=models.CASCADE, related_name="talks")
    guest = models.ForeignKey(SpeedDatingGuest, on_delete=models.CASCADE, related_name="talks")
    round = models.PositiveSmallIntegerField()
    place = models.PositiveSmallIntegerField()  # at the table, from 0

    class Meta:
        ordering = ["round", "table", "place"]
        verbose_name = _("talk")
        verbose_name_plural = _("talks")
        constraints = [
            models.UniqueConstraint(fields=["guest", "round"], name="one_talk_at_a_time"),
            models.UniqueConstraint(fields=["guest", "table"], name="nobody_meets_twice"),
            models.UniqueConstraint(
                fields=["table", "round", "place"], name="one_guest_for_each_place"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round + 1}: {self.guest}, {self.table}"
