from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField

from core.models import Requirement, SpokenLanguage
from opportunities.enums import GermanLevel


class Conditions(models.Model):
    """What an offer takes of people, and what it gives them."""

    requirements = ParentalManyToManyField(
        Requirement, verbose_name=_("requirements"), blank=True, related_name="+"
    )
    requirements_note = models.CharField(_("about the requirements"), max_length=240, blank=True)
    minimum_age = models.PositiveSmallIntegerField(_("minimum age"), null=True, blank=True)
    german_level = models.CharField(
        _("German needed"), max_length=8, choices=GermanLevel.choices, blank=True
    )
    languages = ParentalManyToManyField(
        SpokenLanguage,
        verbose_name=_("languages that help"),
        blank=True,
        related_name="+",
    )

    has_insurance = models.BooleanField(_("you are insured"), default=False)
    reimburses_expenses = models.BooleanField(_("expenses are reimbursed"), default=False)
    offers_training = models.BooleanField(_("there is training"), default=False)
    gives_certificate = models.BooleanField(_("you get a certificate"), default=False)
    counts_for_card = models.BooleanField(_("counts for the Ehrenamtskarte"), default=False)
    is_step_free = models.BooleanField(_("step-free access"), default=False)
    has_accessible_toilet = models.BooleanField(_("accessible toilet"), default=False)
    has_hearing_loop = models.BooleanField(_("hearing loop"), default=False)
    uses_plain_language = models.BooleanField(_("explained in plain language"), default=False)
    public_transport = models.CharField(
        _("bus or train stop"), max_length=120, blank=True, help_text=_("Nearest stop and line.")
    )

    class Meta:
        abstract = True
