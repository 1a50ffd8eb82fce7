import datetime as dt
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel

from accounts.models import Volunteer
from core.models import SpokenLanguage
from matching.enums import CheckInAnswer, TandemRole
from municipalities.models import Municipality
from municipalities.querysets import MunicipalityScopedQuerySet

MOST_AT_A_TIME = 9


class TandemProgramme(ClusterableModel):
    """A town brings people together in pairs: reading mentors, mentors for trainees, …"""

    municipality = models.ForeignKey(
        Municipality,
        verbose_name=_("town"),
        on_delete=models.PROTECT,
        related_name="tandem_programmes",
    )
    title = models.CharField(
        _("title"), max_length=120, help_text=_("For example “Reading mentors”.")
    )
    about = models.TextField(
        _("what the two should know"),
        max_length=2000,
        blank=True,
        help_text=_("Stands in the mail and in the letter that brings the two together."),
    )
    check_in_weeks = models.CharField(
        _("weeks after which we ask how it goes"),
        max_length=60,
        default="2, 6, 12, 26",
        blank=True,
        validators=[
            RegexValidator(
                r"^\s*[1-9]\d{0,2}(\s*,\s*[1-9]\d{0,2})*\s*\Z",
                _("Please write weeks as numbers with commas: 2, 6, 12."),
            )
        ],
        help_text=_("Counted from the beginning of the tandem. Empty: nobody is asked."),
    )
    most_at_a_time = models.PositiveSmallIntegerField(
        _("most tandems of one mentor at a time"),
        default=2,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_AT_A_TIME)],
        help_text=_("Whatever somebody offers, nobody gets more. It protects from overload."),
    )
    thanks = models.TextField(
        _("words of thanks"),
        max_length=1000,
        blank=True,
        help_text=_("Stand in the mail with which a tandem ends."),
    )
    kept_days = models.PositiveSmallIntegerField(
        _("days after which an ended tandem is erased"),
        default=90,
        validators=[MinValueValidator(1), MaxValueValidator(730)],
        help_text=_("With the people who do not go on. How many there were stays."),
    )
    ended_counted = models.PositiveIntegerField(default=0, editable=False)  # erased tandems

    objects = MunicipalityScopedQuerySet.as_manager()

    panels = [
        FieldPanel("municipality"),
        FieldPanel("title"),
        FieldPanel("about"),
        InlinePanel(
            "topics",
            label=_("topic"),
            heading=_("Topics"),
            help_text=_("What it can be about, for example German, maths, applications."),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("check_in_weeks"), FieldPanel("most_at_a_time")]),
                FieldPanel("kept_days"),
                FieldPanel(
                    "thanks",
                    heading=_("words of thanks to mentors"),
                    help_text=_("Stand in their mail when a tandem ends."),
                ),
            ],
            heading=_("How it runs"),
        ),
    ]

    class Meta:
        ordering = ["title", "pk"]
        verbose_name = _("tandem programme")
        verbose_name_plural = _("tandem programmes")
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "title"],
                name="one_programme_of_a_title",
                violation_error_message=_("The town has a programme of this title already."),
            )
        ]

    def __str__(self) -> str:
        return self.title

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Never while tandems run: the two would lose each other and be told nothing."""
        if running := Tandem.objects.filter(mentor__programme=self, ended_on=None):
            raise models.ProtectedError("Tandems are running.", set(running))
        return super().delete(*args, **kwargs)

    @property
    def weeks(self) -> list[int]:
        """After how many weeks people are asked, each once, the earliest first."""
        return sorted({int(week) for week in self.check_in_weeks.split(",") if week.strip()})


class TandemTopic(models.Model):
    """What tandems of a programme can be about."""

    programme = ParentalKey(TandemProgramme, on_delete=models.CASCADE, related_name="topics")
    label = models.CharField(_("label"), max_length=60)

    panels = [FieldPanel("label")]

    class Meta:
        ordering = ["label", "pk"]
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "label"],
                name="each_topic_once",
                violation_error_message=_("This topic is there already."),
            )
        ]

    def __str__(self) -> str:
        return self.label


class TandemPerson(models.Model):
    """Somebody who accompanies, or would like to be accompanied."""

    programme = models.ForeignKey(TandemProgramme, on_delete=models.CASCADE, related_name="people")
    role = models.CharField(_("side"), max_length=6, choices=TandemRole.choices)
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(
        _("e-mail"),
        blank=True,
        help_text=_("Of a child: of the parents. Who has none gets a letter and a call."),
    )
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    volunteer = models.ForeignKey(
        Volunteer, null=True, blank=True, on_delete=models.SET_NULL, related_name="tandems"
    )
    agreed_on = models.DateField(
        _("agreed on"),
        help_text=_(
            "The day on which the person (of a child: the parents) agreed that we keep this and"
            " give name, telephone and e-mail to the partner."
        ),
    )
    topics: models.ManyToManyField = models.ManyToManyField(
        TandemTopic, verbose_name=_("topics"), blank=True, related_name="+"
    )
    languages: models.ManyToManyField = models.ManyToManyField(
        SpokenLanguage, verbose_name=_("languages"), blank=True, related_name="+"
    )
    week = models.PositiveIntegerField(_("times"), default=0)  # bits of `part_of_week`
    wishes = models.TextField(_("wishes"), max_length=1000, blank=True)
    avoided: models.ManyToManyField = models.ManyToManyField(
        "self",
        verbose_name=_("rather not with"),
        symmetrical=False,
        blank=True,
        related_name="avoided_by",
        help_text=_("Never suggested, whichever of the two has said so. The other is not told."),
    )
    most_at_a_time = models.PositiveSmallIntegerField(
        _("tandems at a time"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_AT_A_TIME)],
    )
    is_resting = models.BooleanField(
        _("pauses"), default=False, help_text=_("Not suggested to anybody for the time being.")
    )
    note = models.TextField(
        _("note of the desk"), max_length=1000, blank=True, help_text=_("Only the desk sees it.")
    )
    left_on = models.DateField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("since"), auto_now_add=True)

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("person of a tandem")
        verbose_name_plural = _("people of tandems")
        constraints = [
            models.CheckConstraint(
                condition=Q(role=TandemRole.MENTOR) | Q(most_at_a_time=1),
                name="nobody_has_two_mentors_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(email="", phone=""),
                name="person_of_a_tandem_can_be_reached",
                violation_error_message=_("Please give an e-mail address or a telephone number."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def told_apart(self) -> str:
        """For choices: two people may bear the same name."""
        return f"{self.name} ({self.email or self.phone})"


class Tandem(models.Model):
    """Two people whom the desk has brought together."""

    mentor = models.ForeignKey(TandemPerson, on_delete=models.CASCADE, related_name="mentored")
    mentee = models.ForeignKey(TandemPerson, on_delete=models.CASCADE, related_name="accompanied")
    place = models.PositiveSmallIntegerField()  # of the mentor's, from 0
    started_on = models.DateField(_("since"))
    ended_on = models.DateField(_("ended"), null=True, blank=True)

    class Meta:
        ordering = ["started_on", "pk"]
        verbose_name = _("tandem")
        verbose_name_plural = _("tandems")
        constraints = [
            models.UniqueConstraint(
                fields=["mentee"],
                condition=Q(ended_on=None),
                name="one_running_tandem_for_each_mentee",
            ),
            models.UniqueConstraint(
                fields=["mentor", "place"],
                condition=Q(ended_on=None),
                name="each_place_of_a_mentor_is_taken_once",
            ),
            models.CheckConstraint(
                condition=Q(place__lt=MOST_AT_A_TIME), name="mentors_have_few_places"
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=models.F("started_on")),
                name="tandem_ends_after_it_begins",
                violation_error_message=_("The end must come after the beginning."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mentor} + {self.mentee}"

    def day_of_week(self, week: int) -> dt.date:
        """On which day the two are asked how it goes after so many weeks."""
        return self.started_on + dt.timedelta(weeks=week)


class TandemCheckIn(models.Model):
    """That one of the two was asked how it goes, and what they answered."""

    tandem = models.ForeignKey(Tandem, on_delete=models.CASCADE, related_name="check_ins")
    person = models.ForeignKey(TandemPerson, on_delete=models.CASCADE, related_name="check_ins")
    week = models.PositiveSmallIntegerField()  # 0: by the mail that brings the two together
    asked_at = models.DateTimeField()
    answer = models.CharField(_("answer"), max_length=12, choices=CheckInAnswer.choices, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)  # the desk has cared for it

    class Meta:
        ordering = ["asked_at", "pk"]
        verbose_name = _("question how a tandem goes")
        verbose_name_plural = _("questions how a tandem goes")
        constraints = [
            models.UniqueConstraint(
                fields=["tandem", "person", "week"], name="each_is_asked_once_a_week"
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None)
                | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="an_answer_has_its_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tandem}: {self.week}"

    @property
    def by_telephone(self) -> bool:
        """Whether the desk has noted the answer: it asks and hears in one moment."""
        return self.answered_at == self.asked_at
