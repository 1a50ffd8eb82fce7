from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from municipalities.models import Municipality
from opportunities.embedding.appearance import AUTO, NUMBERS, SCHEMES, USUAL_NUMBER
from opportunities.models import OpportunityPage
from organisations.models import OrganisationPage


class EmbedForm(forms.Form):
    """What one can say about an embedded list; its fields are called as the address's parameters.

    It only shows and asks: what an address means is `Appearance`'s and the filters' business.
    """

    ort = forms.ChoiceField(label=_("Town"), required=False)
    organisation = forms.ChoiceField(label=_("Organisation"), required=False)
    anzahl = forms.ChoiceField(
        label=_("Number of opportunities"),
        required=False,
        choices=[(str(number), str(number)) for number in NUMBERS],
    )
    schema = forms.ChoiceField(label=_("Background"), required=False, choices=list(SCHEMES.items()))
    farbe = forms.CharField(
        label=_("Colour"),
        required=False,
        max_length=7,
        help_text=_("As on your own site, for example #1e5aa8. Empty: the association's colour."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        towns = Municipality.objects.order_by("name").values_list("slug", "name")
        self._offer("ort", _("All towns"), towns)
        offering = OpportunityPage.objects.open().public().order_by().values("organisation")
        organisations = (
            OrganisationPage.objects.live()
            .public()
            .filter(pk__in=offering)
            .order_by("title", "pk")
            .values_list("pk", "title")
        )
        self._offer("organisation", _("All organisations"), organisations)

    def _offer(self, name: str, everything: Promise, values: Iterable[tuple[Any, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [("", everything), *values]

    @staticmethod
    def initial_of(values: dict[str, str]) -> dict[str, str]:
        return {"anzahl": str(USUAL_NUMBER), "schema": AUTO, **values}
