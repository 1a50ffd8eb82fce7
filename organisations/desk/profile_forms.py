from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.geo.postcodes import places_with
from core.models import Term
from municipalities.models import Municipality
from organisations.desk.pictures import PictureField
from organisations.desk.plain_text import from_plain, to_plain
from organisations.models import OrganisationPage

TEXTS = ("why", "what", "aims", "audience")
ADDRESS = ("street", "postcode", "city")
LONGEST_TEXT = 4000  # characters
OLDEST = 1100


class ProfileForm(forms.ModelForm):
    """An organisation's page, as somebody without training fills it in."""

    website = forms.URLField(
        label=_("Your own web site"),
        required=False,
        max_length=200,
        assume_scheme="https",
        help_text=_("For example: https://www.example.org"),
        widget=forms.URLInput(attrs={"autocomplete": "url"}),
    )
    new_logo = PictureField(
        label=_("Logo"),
        required=False,
        help_text=_("JPEG, PNG or WebP, at most 8 MB."),
    )
    without_logo = forms.BooleanField(label=_("Take the logo away"), required=False)
    new_image = PictureField(
        label=_("Picture"),
        required=False,
        help_text=_(
            "It shows you at work. JPEG, PNG or WebP, at most 8 MB. Please upload only what you "
            "may use, and people only if they agree."
        ),
    )
    without_image = forms.BooleanField(label=_("Take the picture away"), required=False)

    class Meta:
        model = OrganisationPage
        fields = [
            "title",
            "pitch",
            *TEXTS,
            "kind",
            "founded_in",
            "sectors",
            "active_in",
            "languages",
            "image_alt",
            "contact_name",
            "contact_role",
            "email",
            "phone",
            "website",
            "venue",
            *ADDRESS,
            "locality",
            "address_hidden",
        ]
        labels = {
            "title": _("Name of the organisation"),
            "pitch": _("Your organisation in one minute"),
            "why": _("Why do you exist?"),
            "what": _("What do you do?"),
            "aims": _("What do you aim at?"),
            "audience": _("Whom do you want to reach?"),
            "kind": _("What kind of organisation are you?"),
            "founded_in": _("Since which year do you exist?"),
            "sectors": _("In which fields are you active?"),
            "active_in": _("In which other towns are you active?"),
            "languages": _("Which languages do you speak?"),
            "image_alt": _("What can one see in the picture?"),
            "contact_name": _("Whom does one ask for?"),
            "contact_role": _("What is the person's role?"),
            "email": _("E-mail for everybody to see"),
            "phone": _("Telephone number for everybody to see"),
            "venue": _("Name of the place"),
        }
        help_texts = {
            "title": "",
            "pitch": _(
                "What you would tell somebody in the lift: who you are, whom you help, what is "
                "special. Two to five sentences; they stand at the top and in lists."
            ),
            "why": _("What is the need that brought you together?"),
            "what": _("For example: We read aloud in twelve day-care centres every week."),
            "aims": _("What shall be better in three years?"),
            "audience": _("For whom you are there, and who fits well into your team."),
            "image_alt": _("One sentence for people who can't see it."),
            "email": _("Empty: people reach you by applying here, without seeing your address."),
            "venue": _("For example: Gemeindehaus St. Marien."),
            "address_hidden": _("Then only the town is shown: no street, no place on the map."),
        }
        widgets = {
            "pitch": forms.Textarea(attrs={"rows": 5}),
            "sectors": forms.CheckboxSelectMultiple,
            "active_in": forms.CheckboxSelectMultiple,
            "languages": forms.CheckboxSelectMultiple,
            "founded_in": forms.NumberInput(attrs={"inputmode": "numeric"}),
        }

    def __init__(self, data: Any, files: Any, *, instance: OrganisationPage) -> None:
        self.before = {name: getattr(instance, name) for name in (*TEXTS, *ADDRESS)}
        initial = {name: to_plain(getattr(instance, name)) for name in TEXTS}
        super().__init__(data, files, instance=instance, initial=initial)
        for name in TEXTS:
            old = self.fields[name]
            self.fields[name] = forms.CharField(
                label=old.label,
                help_text=old.help_text,
                required=False,
                max_length=LONGEST_TEXT,
                widget=forms.Textarea(attrs={"rows": 5}),
            )
        field: Any
        for name, field in self.fields.items():
            choices = getattr(field, "queryset", None)
            if choices is None:
                continue
            if issubclass(choices.model, Term):
                # A retired entry stays with who has it until they take it off.
                field.queryset = choices.filter(Q(is_active=True) | Q(pk__in=self._chosen(name)))
        towns: Any = self.fields["active_in"]
        towns.queryset = Municipality.objects.exclude(pk=instance.municipality_id)
        kinds: Any = self.fields["kind"]
        kinds.empty_label = _("Please choose")
        self.fields["title"].error_messages["required"] = _(
            "Please say what your organisation is called."
        )

    def _chosen(self, name: str) -> list[int]:
        value = getattr(self.instance, name)
        if hasattr(value, "all"):
            return [one.pk for one in value.all()]
        return [value.pk] if value else []

    def clean_founded_in(self) -> int | None:
        year: int | None = self.cleaned_data["founded_in"]
        if year is not None and not OLDEST <= year <= timezone.localdate().year:
            raise ValidationError(_("Please give a year with four digits, not in the future."))
        return year

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name in TEXTS:
            if name in cleaned:
                cleaned[name] = from_plain(cleaned[name], before=self.before[name])
        return cleaned

    def changed_page(self) -> OrganisationPage:
        """The page with what was typed, not saved yet; pictures are the view's business."""
        page: OrganisationPage = self.save(commit=False)
        self.save_m2m()
        if any(self.cleaned_data[name] != self.before[name] for name in ADDRESS):
            _place_anew(page)
        return page


def _place_anew(page: OrganisationPage) -> None:
    """The old point on the map is not the new address; the postcode's middle is near it."""
    areas = places_with(page.postcode)
    area = next((one for one in areas if one.place == page.city), areas[0] if areas else None)
    page.latitude = area.latitude if area else None
    page.longitude = area.longitude if area else None
