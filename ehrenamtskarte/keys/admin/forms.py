from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from ehrenamtskarte.keys.errors import CardKeyError
from ehrenamtskarte.keys.rotating import make_key
from ehrenamtskarte.models import IssuerKey
from municipalities.models import Municipality


class MakeKeyForm(WagtailAdminModelForm):
    """A town's first key."""

    class Meta:
        model = IssuerKey
        fields = ["municipality"]

    def __init__(self, *args: Any, for_user: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, for_user=for_user, **kwargs)
        self.user = for_user
        with_key = IssuerKey.objects.filter(retired_at=None).values("municipality")
        town = self.fields["municipality"]
        town.queryset = Municipality.objects.managed_by(for_user).exclude(pk__in=with_key)
        town.help_text = _("Towns that have no key yet; others rotate theirs.")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if municipality := cleaned.get("municipality"):
            try:
                self.instance = make_key(municipality=municipality, by=self.user)
            except CardKeyError as error:
                raise ValidationError(str(error), code=error.code) from error
        return cleaned

    def _post_clean(self) -> None:
        """The service has made the row; the form has nothing to put into it."""

    def save(self, commit: bool = True) -> IssuerKey:
        return self.instance


class RotateForm(forms.Form):
    at_once = forms.BooleanField(
        label=_("at once, without overlap"),
        help_text=_(
            "Only if the present key may no longer be used: whoever checks cards without network"
            " does not know the new key yet."
        ),
        required=False,
    )


class RetireForm(forms.Form):
    """Nothing to say but yes."""


class WithdrawForm(forms.Form):
    was_stolen = forms.BooleanField(
        label=_("I know that the cards signed with it become invalid"), required=False
    )
