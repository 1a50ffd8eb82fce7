from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.forms import QuietGuardMixin
from municipalities.models import Municipality
from organisations.models import OrganisationKind, Registration

FEWEST_LETTERS = 3


class RegistrationForm(QuietGuardMixin, forms.ModelForm):
    """What an organisation says of itself when it comes in."""

    class Meta:
        model = Registration
        fields = [
            "name",
            "municipality",
            "kind",
            "register_court",
            "register_number",
            "about",
            "contact_name",
            "email",
            "phone",
        ]
        labels = {
            "name": _("What is your organisation called?"),
            "municipality": _("In which town are you?"),
            "kind": _("What kind of organisation are you?"),
            "register_court": _("Register court, if you are registered"),
            "register_number": _("Register number, if you have one"),
            "about": _("What do you do?"),
            "contact_name": _("Your name"),
            "email": _("Your e-mail"),
            "phone": _("Your telephone number, if you like"),
        }
        help_texts = {
            "name": _("As people know you, for example: Lesebrücke Lünen e. V."),
            "municipality": _("Where most of your work is done."),
            "kind": _("An initiative without a legal form is just as welcome."),
            "register_court": _("For example: Amtsgericht Dortmund."),
            "register_number": _("For example: VR 1234. Initiatives leave it empty."),
            "about": _("Two or three sentences. The town reads them, later they introduce you."),
            "email": _("We send you a link to confirm it. It is not shown to the public."),
            "phone": _("For questions of the town. It is not shown to the public."),
        }
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "organization"}),
            "about": forms.Textarea(attrs={"rows": 4}),
            "contact_name": forms.TextInput(attrs={"autocomplete": "name"}),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
            "phone": forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        towns: Any = self.fields["municipality"]
        towns.queryset = Municipality.objects.filter(page__live=True)
        towns.empty_label = _("Please choose")
        kinds: Any = self.fields["kind"]
        kinds.queryset = OrganisationKind.objects.filter(Q(is_active=True))
        kinds.empty_label = _("Please choose")
        kinds.required = True
        self.fields["about"].required = True
        messages = {
            "name": _("Please say what your organisation is called."),
            "municipality": _("Please choose the town."),
            "kind": _("Please choose what fits best."),
            "about": _("Please say in a sentence or two what you do."),
            "contact_name": _("Please give your name."),
            "email": _("Please give your e-mail, so that we can answer you."),
        }
        for name, message in messages.items():
            self.fields[name].error_messages["required"] = message
        self.fields["email"].error_messages["invalid"] = _(
            "This is not a whole e-mail address. It looks like: name@example.org"
        )

    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split())
        if sum(sign.isalpha() for sign in name) < FEWEST_LETTERS:
            raise ValidationError(_("Please give the whole name of your organisation."))
        return name

    def clean_phone(self) -> str:
        phone = " ".join(self.cleaned_data["phone"].split())
        if phone and sum(sign.isdigit() for sign in phone) < 5:
            raise ValidationError(_("This is not a telephone number. It looks like: 02306 123456"))
        return phone

    def clean_register_number(self) -> str:
        number = " ".join(self.cleaned_data["register_number"].split())
        if number and not any(sign.isdigit() for sign in number):
            raise ValidationError(_("A register number has digits, for example: VR 1234."))
        return number
