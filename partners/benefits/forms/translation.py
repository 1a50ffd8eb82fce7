from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from partners.models import Benefit


class TranslationForm(forms.Form):
    """A benefit in one other language; empty: it is shown in German."""

    title = forms.CharField(label=_("In one line"), required=False, max_length=160)
    terms = forms.CharField(
        label=_("Terms"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data: Any, *, benefit: Benefit, language: str, name: str) -> None:
        self.benefit, self.language = benefit, language
        self.name = name
        before = benefit.translations.filter(language=language).first()
        super().__init__(
            data,
            prefix=language,
            initial={"title": before.title, "terms": before.terms} if before else {},
        )
        for field in self.fields.values():
            field.widget.attrs["lang"] = language

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("terms") and not cleaned.get("title"):
            self.add_error("title", _("Please translate the line, too."))
        return cleaned

    def keep(self) -> None:
        """Save the translation, or take it away if it was emptied."""
        rows = self.benefit.translations
        if title := self.cleaned_data["title"].strip():
            rows.update_or_create(
                language=self.language,
                defaults={"title": title, "terms": self.cleaned_data["terms"].strip()},
            )
        else:
            for row in rows.filter(language=self.language):
                row.delete()
