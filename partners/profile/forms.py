from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.geo.postcodes import places_with
from organisations.desk.pictures import PictureField
from organisations.desk.plain_text import from_plain, to_plain
from partners.models import PartnerBranch, PartnerPage

LONGEST_TEXT = 4000  # characters
YES_OR_NO = [("", _("I can't say")), ("1", _("Yes")), ("0", _("No"))]
PLACE = ("street", "postcode", "city")


def yes_or_no(label: Any) -> forms.TypedChoiceField:
    """A fact that may also be unknown."""
    return forms.TypedChoiceField(
        label=label,
        choices=YES_OR_NO,
        coerce=lambda value: value == "1",
        empty_value=None,
        required=False,
    )


class PartnerProfileForm(forms.ModelForm):
    """A shop's page, as somebody at the counter fills it in."""

    PARTS: ClassVar = (
        (
            _("In short"),
            ("title", "category", "intro", "about"),
        ),
        (_("Picture"), ("without_image", "new_image", "image_alt")),
        (_("Contact for everybody"), ("website", "public_phone", "public_email")),
        (
            _("Access and languages"),
            ("step_free", "accessible_toilet", "hearing_loop", "access_note", "languages"),
        ),
    )
    FACTS: ClassVar = ("step_free", "accessible_toilet", "hearing_loop")

    website = forms.URLField(
        label=_("Your own web site"),
        required=False,
        max_length=300,
        assume_scheme="https",
        help_text=_("For example: https://www.example.org"),
        widget=forms.URLInput(attrs={"autocomplete": "url"}),
    )
    about = forms.CharField(
        label=_("More about you"),
        help_text=_(
            "An empty line begins a new paragraph, “- ” at the beginning of a line makes a list."
        ),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    new_image = PictureField(
        label=_("Picture"),
        required=False,
        help_text=_(
            "JPEG, PNG or WebP, at most 8 MB. Please upload only what you may use, and people only"
            " if they agree."
        ),
    )
    without_image = forms.BooleanField(label=_("Take the picture away"), required=False)
    step_free = yes_or_no(_("Does one get in without steps?"))
    accessible_toilet = yes_or_no(_("Is there an accessible toilet?"))
    hearing_loop = yes_or_no(_("Is there a hearing loop?"))

    class Meta:
        model = PartnerPage
        fields = [
            "title",
            "category",
            "intro",
            "image_alt",
            "website",
            "public_phone",
            "public_email",
            "step_free",
            "accessible_toilet",
            "hearing_loop",
            "access_note",
            "languages",
        ]
        labels = {
            "title": _("Name of the shop"),
            "category": _("What kind of place is it?"),
            "intro": _("In one or two sentences"),
            "image_alt": _("What can one see in the picture?"),
            "public_phone": _("Telephone number for everybody to see"),
            "public_email": _("E-mail for everybody to see"),
            "access_note": _("More about accessibility"),
            "languages": _("Which languages do you speak?"),
        }
        help_texts = {
            "title": "",
            "intro": _("It stands in lists, for example: Brot aus dem Steinofen, seit 1921."),
            "image_alt": _("One sentence for people who can't see it."),
            "access_note": _("For example: Ring the bell, we bring a ramp."),
        }
        widgets = {
            "intro": forms.Textarea(attrs={"rows": 2}),
            "languages": forms.CheckboxSelectMultiple,
        }

    def __init__(self, data: Any, files: Any, *, instance: PartnerPage) -> None:
        initial: dict[str, Any] = {"about": to_plain(instance.about)}
        for name in self.FACTS:
            known = getattr(instance, name)
            initial[name] = "" if known is None else str(int(known))
        super().__init__(data, files, instance=instance, initial=initial)
        self.about_before = instance.about
        field: Any
        for name, chosen in (
            ("category", [instance.category_id]),
            ("languages", [language.pk for language in instance.languages.all()]),
        ):
            field = self.fields[name]
            field.queryset = field.queryset.filter(Q(is_active=True) | Q(pk__in=chosen))
        category: Any = self.fields["category"]
        category.empty_label = _("Please choose")
        category.required = True
        category.error_messages["required"] = _("Please choose what fits best.")
        self.fields["title"].error_messages["required"] = _("Please say what your shop is called.")
        if instance.image is None:
            del self.fields["without_image"]

    def clean_public_phone(self) -> str:
        phone = " ".join(self.cleaned_data["public_phone"].split())
        if phone and sum(sign.isdigit() for sign in phone) < 3:  # 110 and 112 have three
            raise ValidationError(_("This is not a telephone number. It looks like: 02306 123456"))
        return phone

    def clean_about(self) -> str:
        return from_plain(self.cleaned_data["about"], before=self.about_before)

    @property
    def laid_out(self) -> list[tuple[Any, list[Any]]]:
        """The parts of the form, each with its fields."""
        return [
            (title, [self[name] for name in names if name in self.fields])
            for title, names in self.PARTS
        ]

    def changed_page(self) -> PartnerPage:
        """The page with what was typed, not saved yet; the picture is the view's business."""
        page: PartnerPage = self.save(commit=False)
        self.save_m2m()
        page.about = self.cleaned_data["about"]
        return page

    @property
    def changed_words(self) -> list[str]:
        """The labels of what was changed, for the log."""
        return [str(self.fields[name].label) for name in self.changed_data]


class BranchForm(forms.ModelForm):
    """One address with its opening hours."""

    class Meta:
        model = PartnerBranch
        fields = ["venue", "street", "postcode", "city", "opening_hours"]
        labels = {
            "venue": _("Name of the place, if it has one"),
            "street": _("Street and number"),
            "postcode": _("Postcode"),
            "city": _("Town"),
            "opening_hours": _("Opening hours"),
        }
        help_texts = {
            "venue": _("For example: Filiale am Markt."),
            "opening_hours": _("For example: Mo–Fr 8–18 Uhr, Sa 8–13 Uhr. Di geschlossen."),
        }
        widgets = {
            "street": forms.TextInput(attrs={"autocomplete": "address-line1"}),
            "postcode": forms.TextInput(
                attrs={
                    "autocomplete": "postal-code",
                    "inputmode": "numeric",
                    "class": "input--short",
                }
            ),
            "city": forms.TextInput(attrs={"autocomplete": "address-level2"}),
            "opening_hours": forms.Textarea(attrs={"rows": 2}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.before = {name: getattr(self.instance, name) for name in PLACE}
        for name, message in (
            ("street", _("Please give street and number.")),
            ("postcode", _("Please give the postcode.")),
        ):
            self.fields[name].required = True
            self.fields[name].error_messages["required"] = message

    def clean_opening_hours(self) -> str:
        return " ".join(self.cleaned_data["opening_hours"].split())

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        postcode = cleaned.get("postcode", "")
        areas = places_with(postcode)
        if postcode and not areas and "postcode" not in self.errors:
            self.add_error(
                "postcode",
                ValidationError(_("There is no such postcode. It has five digits, like 44532.")),
            )
        if areas and not cleaned.get("city"):
            cleaned["city"] = areas[0].place
        return cleaned

    def changed_branch(self) -> PartnerBranch:
        """The place with what was typed, not saved; a new address has no place on the map yet."""
        branch: PartnerBranch = self.save(commit=False)
        if any(getattr(branch, name) != self.before[name] for name in PLACE):
            branch.latitude = branch.longitude = None
        return branch
