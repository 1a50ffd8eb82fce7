from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.html_cleaning import LONGEST_TEXT
from core.summaries import summarise
from opportunities.desk.forms.base import Section, StepForm
from opportunities.desk.plaintext import plain_text_of, rich_text_of
from opportunities.models import OpportunityPage


class WhatForm(StepForm):
    """Step 1: what it is about."""

    needed = {
        "title": _(
            "Please give your opportunity a name, for example: Reading aloud at the nursery."
        ),
        "description": _("Please say in a sentence or two what volunteers do."),
    }
    sections = (
        Section(title="", fields=("title", "description", "summary")),
        Section(title=_("What is it about?"), fields=("engagement_fields",)),
        Section(
            title=_("So that people find you more easily"),
            hint=_("If you like: tick what fits."),
            fields=("activities", "target_groups"),
            folded=True,
        ),
    )

    description = forms.CharField(
        label=_("What do volunteers do with you?"),
        help_text=_(
            "For example: Once a week you read to a small group and talk with the children about"
            " the story. Blank lines make paragraphs, lines with a dash make a list."
        ),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    class Meta:
        model = OpportunityPage
        fields = [
            "title",
            "description",
            "summary",
            "engagement_fields",
            "activities",
            "target_groups",
        ]
        labels = {
            "title": _("What is your opportunity called?"),
            "summary": _("In one sentence, for the list"),
            "engagement_fields": _("Which field does it belong to?"),
            "activities": _("What does one do?"),
            "target_groups": _("Whom does it help?"),
        }
        help_texts = {
            "title": _("For example: Reading aloud at the nursery in the afternoon"),
            "summary": _("If you leave it empty, we take the beginning of your text."),
            "engagement_fields": _("One or two are enough."),
        }
        widgets = {
            "title": forms.TextInput(attrs={"autocomplete": "off"}),
            "summary": forms.Textarea(attrs={"rows": 2}),
            "engagement_fields": forms.CheckboxSelectMultiple,
            "activities": forms.CheckboxSelectMultiple,
            "target_groups": forms.CheckboxSelectMultiple,
        }

    def __init__(self, *args: Any, draft: OpportunityPage, **kwargs: Any) -> None:
        initial = {"description": plain_text_of(draft.description), **kwargs.pop("initial", {})}
        if draft.summary == summarise(draft.description):
            initial["summary"] = ""
        super().__init__(*args, draft=draft, initial=initial, **kwargs)

    def clean_title(self) -> str:
        return " ".join(self.cleaned_data["title"].split())

    def clean_summary(self) -> str:
        return " ".join(self.cleaned_data["summary"].split())

    def write(self, page: OpportunityPage, name: str, value: Any) -> None:
        if name == "description":
            value = rich_text_of(value)
        super().write(page, name, value)
