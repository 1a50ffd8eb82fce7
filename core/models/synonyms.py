"""Words that mean the same to who searches: data that the association edits."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from core.german import Phrase, read_phrase

LONGEST_PHRASE = 3  # words
MOST_PHRASES = 30


class Synonym(models.Model):
    """A group of words: whoever asks for one finds the others too.

    The search reads them with the analyser that it reads everything with (`core.german`), so one
    form of a word stands for all: `Rentner` for `Rentnerinnen` as well.
    """

    words = models.CharField(
        _("words"),
        max_length=500,
        unique=True,
        help_text=_(
            "Separated by commas, each one to three words long, like: PC, Computer, Rechner. "
            "One form of each word is enough: the search knows plural, gender and case."
        ),
    )
    is_one_way = models.BooleanField(
        _("only from the first to the others"),
        default=False,
        help_text=_(
            "For a general word with special ones: with “Sport, Fußball, Turnen” who searches "
            "for “Sport” also finds “Fußball”, but who searches for “Fußball” finds no “Turnen”."
        ),
    )

    panels = [FieldPanel("words"), FieldPanel("is_one_way")]

    class Meta:
        ordering = ["words"]
        verbose_name = _("group of synonyms")
        verbose_name_plural = _("synonyms")

    def __str__(self) -> str:
        return self.words

    @property
    def phrases(self) -> list[Phrase]:
        """What the search takes each entry for, in order."""
        return [read_phrase(entry) for entry in self.words.split(",")]

    def clean(self) -> None:
        entries = [" ".join(entry.split()) for entry in self.words.split(",")]
        entries = [entry for entry in entries if entry]
        self.words = ", ".join(entries)
        if len(entries) < 2:
            raise ValidationError({"words": _("Please name at least two words, with a comma.")})
        if len(entries) > MOST_PHRASES:
            raise ValidationError(
                {"words": _("Please name at most %(most)s words.") % {"most": MOST_PHRASES}}
            )
        seen: dict[Phrase, str] = {}
        for entry in entries:
            phrase = read_phrase(entry)
            if not phrase:
                raise ValidationError(
                    {"words": _("The search passes over “%(word)s”.") % {"word": entry}}
                )
            if len(phrase) > LONGEST_PHRASE:
                raise ValidationError(
                    {"words": _("“%(word)s” has more than three words.") % {"word": entry}}
                )
            if phrase in seen:
                raise ValidationError(
                    {
                        "words": _("“%(one)s” and “%(other)s” are the same to the search.")
                        % {"one": seen[phrase], "other": entry}
                    }
                )
            seen[phrase] = entry
