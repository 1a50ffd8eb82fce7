from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.text import get_text_list
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.forms import QuietGuardMixin
from core.geo.places import name_key
from core.geo.postcodes import places_with
from ehrenamtskarte.rules.towns import home_of
from municipalities.models import Municipality
from partners.benefits.forms.basics import BenefitBasics
from partners.models import PartnerProposal

FEWEST_LETTERS = 2
NO_TOWN = "keine"  # the answer that a shop stands in none of our towns


class ProposalForm(QuietGuardMixin, BenefitBasics, forms.ModelForm):
    """What a shop says of itself when it wants to take part: itself, one benefit, who asks.

    Town and place follow from the postcode; the town is asked for only where that leaves it open.
    """

    SHOP: ClassVar = ("name", "category", "street", "postcode", "municipality", "opening_hours")
    BENEFIT: ClassVar = ("kind", "percent", "price", "regular_price", "title", "terms")
    PERSON: ClassVar = ("contact_name", "email", "phone")

    class Meta:
        model = PartnerProposal
        fields = [
            "name",
            "category",
            "street",
            "postcode",
            "municipality",
            "opening_hours",
            "contact_name",
            "email",
            "phone",
        ]
        labels = {
            "name": _("What is your shop called?"),
            "category": _("What kind of place is it?"),
            "street": _("Street and number"),
            "postcode": _("Postcode"),
            "municipality": _("Which town is it?"),
            "opening_hours": _("Opening hours, if you like"),
            "contact_name": _("Your name"),
            "email": _("Your e-mail"),
            "phone": _("Your telephone number, if you like"),
        }
        help_texts = {
            "name": _("As it stands above the door, for example: Bäckerei Korn."),
            "municipality": _("Several towns share this postcode, or none of ours has it."),
            "email": _("We send you a link to confirm it. It is not shown to the public."),
            "phone": _("For questions of the town. It is not shown to the public."),
        }
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "organization"}),
            "street": forms.TextInput(attrs={"autocomplete": "address-line1"}),
            "postcode": forms.TextInput(
                attrs={
                    "autocomplete": "postal-code",
                    "inputmode": "numeric",
                    "class": "input--short",
                }
            ),
            "contact_name": forms.TextInput(attrs={"autocomplete": "name"}),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
            "phone": forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.towns = list(Municipality.objects.filter(page__live=True).order_by("name"))
        category: Any = self.fields["category"]
        category.queryset = category.queryset.filter(Q(is_active=True))
        category.empty_label = _("Please choose")
        category.required = True
        self.fields["municipality"] = forms.ChoiceField(
            label=self.fields["municipality"].label,
            help_text=self.fields["municipality"].help_text,
            choices=[
                ("", _("Please choose")),
                *((str(one.pk), one.name) for one in self.towns),
                (NO_TOWN, _("None of these")),
            ],
            required=False,
        )
        self.is_elsewhere = False
        messages = {
            "name": _("Please say what your shop is called."),
            "category": _("Please choose what fits best."),
            "street": _("Please give street and number."),
            "postcode": _("Please give the postcode."),
            "contact_name": _("Please give your name."),
            "email": _("Please give your e-mail, so that we can answer you."),
        }
        for name, message in messages.items():
            self.fields[name].error_messages["required"] = message
        self.fields["email"].error_messages["invalid"] = _(
            "This is not a whole e-mail address. It looks like: name@example.org"
        )

    def clean_municipality(self) -> Municipality | None:
        chosen = self.cleaned_data["municipality"]
        self.is_elsewhere = chosen == NO_TOWN
        return next((one for one in self.towns if str(one.pk) == chosen), None)

    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split())
        if sum(sign.isalnum() for sign in name) < FEWEST_LETTERS:
            raise ValidationError(_("Please say what your shop is called."))
        return name

    def clean_postcode(self) -> str:
        postcode: str = self.cleaned_data["postcode"].strip()
        if not places_with(postcode):
            raise ValidationError(_("There is no such postcode. It has five digits, like 44532."))
        return postcode

    def clean_phone(self) -> str:
        phone = " ".join(self.cleaned_data["phone"].split())
        if phone and sum(sign.isdigit() for sign in phone) < 5:
            raise ValidationError(_("This is not a telephone number. It looks like: 02306 123456"))
        return phone

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if postcode := cleaned.get("postcode"):
            town = self._town(postcode, cleaned.get("municipality"))
            if town is None:
                self.add_error("municipality", self._why_no_town(postcode))
            else:
                cleaned["municipality"] = town
                self.instance.city = _place_of(postcode, town)
        return cleaned

    def _town(self, postcode: str, chosen: Municipality | None) -> Municipality | None:
        home = home_of(postcode, self.towns)
        if home and home.is_sure and len(home.towns) == 1:
            return home.towns[0]
        return chosen

    def _why_no_town(self, postcode: str) -> str:
        home = home_of(postcode, self.towns)
        if home and home.towns and not self.is_elsewhere:
            return gettext("Please choose the town: we can't tell it from the postcode.")
        towns = {"towns": get_text_list([one.name for one in self.towns], gettext("and"))}
        if self.is_elsewhere:
            return (
                gettext(
                    "Thank you for wanting to take part! Only places in these towns can:"
                    " %(towns)s. Please ask your own town whether it has the Ehrenamtskarte, too."
                )
                % towns
            )
        return (
            gettext(
                "This postcode lies outside of our towns (%(towns)s). If people of one of them"
                " find you there all the same, for example on-line, choose that town; otherwise"
                " choose “None of these”."
            )
            % towns
        )

    @property
    def asks_for_town(self) -> bool:
        """Whether the postcode has left the town open."""
        return "municipality" in self.errors or bool(self["municipality"].value())

    def save(self, commit: bool = False) -> PartnerProposal:
        """The proposal as it was typed, not saved."""
        proposal: PartnerProposal = super().save(commit=False)
        proposal.benefit = self.facts.as_json()
        return proposal


def _place_of(postcode: str, town: Municipality) -> str:
    """The place as it stands in an address."""
    places = [area.place for area in places_with(postcode)]
    if not places or name_key(town.name) in map(name_key, places):
        return town.name
    return places[0]
