from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.html_cleaning import LONGEST_TEXT
from core.summaries import summarise
from opportunities.desk.drafts import draft_of
from opportunities.desk.forms.base import Section, StepForm
from opportunities.desk.plaintext import plain_text_of, rich_text_of
from opportunities.models import OpportunityPage
from organisations.desk.pictures import PictureField, keep_picture
from organisations.models import Organisation

if TYPE_CHECKING:
    from accounts.models import User


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
            title=_("Picture"),
            hint=_("If you have one: a picture says more than many words."),
            fields=("without_image", "new_image", "image_alt"),
            template="opportunities/desk/picture.html",
        ),
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
    without_image = forms.BooleanField(label=_("Take the picture away"), required=False)
    new_image = PictureField(
        label=_("Choose a picture"),
        required=False,
        help_text=_(
            "JPEG, PNG or WebP, at most 8 MB. Please upload only what you may use, and people only"
            " if they agree."
        ),
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
            "image_alt",
        ]
        labels = {
            "title": _("What is your opportunity called?"),
            "summary": _("In one sentence, for the list"),
            "image_alt": _("What can one see in the picture?"),
            "engagement_fields": _("Which field does it belong to?"),
            "activities": _("What does one do?"),
            "target_groups": _("Whom does it help?"),
        }
        help_texts = {
            "title": _("For example: Reading aloud at the nursery in the afternoon"),
            "summary": _("If you leave it empty, we take the beginning of your text."),
            "engagement_fields": _("One or two are enough."),
            "image_alt": _(
                "One sentence for people who can't see it, for example: A woman reads to three"
                " children on a carpet."
            ),
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
        self._name_picture()

    def was_kept(self, offer: OpportunityPage | None) -> None:
        if not self.has_file:
            return
        if offer is None:
            self.add_error("new_image", _("Please choose the picture again, it is not kept yet."))
            return
        kept = draft_of(offer)
        self.draft.image, self.draft.image_alt = kept.image, kept.image_alt
        self._name_picture()

    def _name_picture(self) -> None:
        if self.draft.image_id:
            self.fields["new_image"].label = _("Choose another picture")

    def clean_title(self) -> str:
        return " ".join(self.cleaned_data["title"].split())

    def clean_summary(self) -> str:
        return " ".join(self.cleaned_data["summary"].split())

    def write(self, page: OpportunityPage, name: str, value: Any) -> None:
        if name == "description":
            value = rich_text_of(value)
        if name not in ("new_image", "without_image"):
            super().write(page, name, value)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        stays = self.draft.image_id and not data.get("without_image")
        if not stays and "new_image" not in self.errors and not data.get("new_image"):
            if data.get("without_image"):
                data["image_alt"] = ""
            elif data.get("image_alt"):
                self.add_error("image_alt", _("There is no picture for this alternative text."))
        return data

    @property
    def has_file(self) -> bool:
        return bool(self.cleaned_data.get("new_image"))

    def apply_to(self, page: OpportunityPage, *, organisation: Organisation, by: "User") -> None:
        super().apply_to(page, organisation=organisation, by=by)
        if file := self.cleaned_data.get("new_image"):
            title = f"{_('Picture')}: {page.title or organisation.name}"
            page.image = keep_picture(file=file, title=title, town=organisation.municipality, by=by)
        elif self.cleaned_data.get("without_image"):
            page.image = None
        if page.image_id is None:
            page.image_alt = ""
