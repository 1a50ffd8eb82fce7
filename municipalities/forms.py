from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from municipalities.errors import FoundingError
from municipalities.gazetteer import known_municipalities
from municipalities.models import Municipality
from municipalities.services import check_founding, found_municipality


class FoundMunicipalityForm(WagtailAdminModelForm):
    """Adds a town: its key is enough in North Rhine-Westphalia, elsewhere its name as well."""

    class Meta:
        model = Municipality
        fields = ["ags", "name"]
        help_texts = {
            "ags": _("Choose from the list, or type the eight digits of a town elsewhere."),
            "name": _("Only for a town outside of North Rhine-Westphalia."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = False
        self.fields["ags"].widget = TownInput()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if "ags" in cleaned:
            try:
                check_founding(ags=cleaned["ags"], name=cleaned.get("name", ""))
            except FoundingError as error:
                field = "name" if error.code == FoundingError.Code.UNKNOWN else "ags"
                raise ValidationError({field: str(error)}) from error
        return cleaned

    def save(self, commit: bool = True) -> Municipality:
        founded = found_municipality(ags=self.cleaned_data["ags"], name=self.cleaned_data["name"])
        self.instance = founded.municipality
        return founded.municipality


class TownInput(forms.TextInput):
    """A text field that offers the towns of the gazetteer while one types."""

    template_name = "municipalities/widgets/town_input.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        context["towns"] = sorted(
            known_municipalities().values(), key=lambda known: (known.name, known.ags)
        )
        context["widget"]["attrs"]["list"] = "known-towns"
        return context
