from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from partners.models import Partner, PartnerBranch, ScannerDevice

PIN = RegexValidator(r"^[0-9]{4,8}$", _("A PIN has four to eight digits."))


class DeviceForm(forms.Form):
    """What a device is called and where it stands."""

    name = forms.CharField(
        label=_("Name of the device"),
        max_length=80,
        help_text=_("By which you know it again, for example: till 1, Aylin's phone."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Please give the device a name.")},
    )
    branch = forms.ModelChoiceField(
        label=_("Place"),
        queryset=PartnerBranch.objects.none(),
        required=False,
        empty_label=_("all places"),
        help_text=_("Some benefits hold at some places only."),
    )
    pin = forms.CharField(
        label=_("PIN (optional)"),
        required=False,
        validators=[PIN],
        help_text=_(
            "Four to eight digits, asked for when the scanner is opened."
            " Good for a device that many people get into their hands."
        ),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, partner: Partner, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = PartnerBranch.objects.filter(page=partner.page_id)
        if places.count() > 1:
            field: Any = self.fields["branch"]
            field.queryset = places
        else:
            del self.fields["branch"]


class ChangeDeviceForm(DeviceForm):
    """The same of one that is paired; its PIN stays as long as nothing is said of it."""

    no_pin = forms.BooleanField(label=_("No PIN any more"), required=False)

    def __init__(self, *args: Any, device: ScannerDevice, **kwargs: Any) -> None:
        initial = {"name": device.name, "branch": device.branch_id}
        super().__init__(*args, initial=initial, partner=device.partner, **kwargs)
        if device.pin:
            self.fields["pin"].label = _("New PIN")
            self.fields["pin"].help_text = _("Leave it empty to keep the PIN that is set.")
        else:
            del self.fields["no_pin"]

    @property
    def new_pin(self) -> str | None:
        """The PIN to set, empty for none; None to leave it."""
        if self.cleaned_data.get("no_pin"):
            return ""
        return self.cleaned_data["pin"] or None
