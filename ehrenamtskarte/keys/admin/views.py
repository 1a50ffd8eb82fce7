"""What staff see of the keys, and do with them."""

from functools import cached_property
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.views import generic

from ehrenamtskarte.keys.admin.forms import MakeKeyForm, RetireForm, RotateForm, WithdrawForm
from ehrenamtskarte.keys.encryption import is_readable, private_key_of
from ehrenamtskarte.keys.errors import CardKeyError
from ehrenamtskarte.keys.published import address_of
from ehrenamtskarte.keys.rotating import OVERLAP, retire_key, rotate_key, withdraw_key
from ehrenamtskarte.keys.states import KeyState, living_codes, state_of
from ehrenamtskarte.models import IssuerKey
from ehrenamtskarte.querysets import IssuerKeyQuerySet


class KeysView(generic.IndexView):
    """All keys of the town, and on top those that can't be read."""

    def get_base_queryset(self) -> IssuerKeyQuerySet:
        keys: IssuerKeyQuerySet = super().get_base_queryset()
        return keys.select_related("municipality", "status_list")

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        for key in self.get_base_queryset().published():
            try:
                private_key_of(key)
            except CardKeyError as error:
                messages.error(self.request, str(error))
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        return context


class MakeView(generic.CreateView):
    """A town's first key; others follow by rotating."""

    page_title = gettext_lazy("Make a key")
    submit_button_label = gettext_lazy("Make the key")

    def get_form_class(self) -> type[MakeKeyForm]:
        return MakeKeyForm

    def get_panel(self) -> None:
        return None

    def save_instance(self) -> IssuerKey:
        return self.form.save()

    def get_success_message(self, instance: IssuerKey) -> str:
        return _("Key %(kid)s of %(town)s is made and signs cards.") % _facts(instance)

    def get_success_buttons(self) -> list[Any]:
        return []


class KeyView(generic.InspectView):
    """One key: what it is there for, how full its list is, what can be done."""

    template_name = "ehrenamtskarte/keys/admin/key.html"
    page_title = gettext_lazy("Card key")
    rotate_url_name = ""
    retire_url_name = ""
    withdraw_url_name = ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        key: IssuerKey = self.object
        now = timezone.now()
        state = state_of(key, now)
        return super().get_context_data(
            key=key,
            state=state,
            can_be_read=is_readable(key),
            living=living_codes(key, timezone.localdate(now)).count(),
            list_address=address_of(key.status_list_id),
            may_act=self.user_has_permission("add"),
            may_rotate=key.retired_at is None,
            may_retire=state == KeyState.SIGNS and key.retired_at is not None,
            may_withdraw=state != KeyState.WITHDRAWN,
            rotate_url=reverse(self.rotate_url_name, args=[key.pk]),
            retire_url=reverse(self.retire_url_name, args=[key.pk]),
            withdraw_url=reverse(self.withdraw_url_name, args=[key.pk]),
            **kwargs,
        )


class _Act(generic.InspectView):
    """Something that is done to one key: what it means, and a button."""

    template_name = "ehrenamtskarte/keys/admin/act.html"
    permission_required = "add"
    http_method_names = ["get", "post"]
    inspect_url_name = ""
    form_class: type[forms.Form]
    button: Any = ""  # a text that is translated when it is shown
    is_grave = False

    def meaning(self, key: IssuerKey) -> list[str]:
        """What happens, in sentences."""
        raise NotImplementedError

    def act(self, key: IssuerKey, said: dict[str, Any]) -> str:
        """Do it; what is told then. Raises CardKeyError."""
        raise NotImplementedError

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            form=self.form_class(),
            meaning=self.meaning(self.object),
            button=self.button,
            is_grave=self.is_grave,
            back_url=reverse(self.inspect_url_name, args=[self.object.pk]),
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.form_class(request.POST)
        form.is_valid()  # boxes to tick: whatever was sent, it is one or the other
        try:
            messages.success(request, self.act(self.object, form.cleaned_data))
        except CardKeyError as error:
            messages.error(request, str(error))
            return redirect(request.path)
        return redirect(self.index_url_name)


class RotateView(_Act):
    page_title = gettext_lazy("Rotate the key")
    button = gettext_lazy("Make the next key")
    form_class = RotateForm

    def meaning(self, key: IssuerKey) -> list[str]:
        return [
            _(
                "A new key is made and published at once. It signs the cards of %(town)s in"
                " %(days)d days; then key %(kid)s retires."
            )
            % {**_facts(key), "days": OVERLAP.days},
            _("Cards that were made before stay valid until their day."),
        ]

    def act(self, key: IssuerKey, said: dict[str, Any]) -> str:
        user: Any = self.request.user
        follower = rotate_key(municipality=key.municipality, at_once=said["at_once"], by=user)
        if follower.signs_from > timezone.now():
            return _("Key %(kid)s of %(town)s is made and takes over soon.") % _facts(follower)
        return _("Key %(kid)s of %(town)s is made and signs cards.") % _facts(follower)


class RetireView(_Act):
    page_title = gettext_lazy("Retire the key")
    button = gettext_lazy("Retire it now")
    form_class = RetireForm

    def meaning(self, key: IssuerKey) -> list[str]:
        return [
            _("Key %(kid)s signs no more cards; the next one takes over at once.") % _facts(key),
            _("Cards that were made before stay valid until their day."),
        ]

    def act(self, key: IssuerKey, said: dict[str, Any]) -> str:
        user: Any = self.request.user
        retire_key(key=key, by=user)
        return _("Key %(kid)s of %(town)s has retired.") % _facts(key)


class WithdrawView(_Act):
    page_title = gettext_lazy("Withdraw the key")
    button = gettext_lazy("Withdraw it for good")
    form_class = WithdrawForm
    is_grave = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        if not self._living:
            context["form"] = None  # nothing to be aware of
        return context

    @cached_property
    def _living(self) -> int:
        return living_codes(self.object, timezone.localdate()).count()

    def meaning(self, key: IssuerKey) -> list[str]:
        return [
            _("Key %(kid)s is published no longer. This can't be undone.") % _facts(key),
            _(
                "Valid codes that it has signed: %(count)d. Whoever checks them will read “unknown"
                " issuer”; these cards have to be made anew."
            )
            % {"count": self._living}
            if self._living
            else _("No card lives any more that it has signed, so nobody will notice."),
        ]

    def act(self, key: IssuerKey, said: dict[str, Any]) -> str:
        user: Any = self.request.user
        withdraw_key(key=key, was_stolen=said["was_stolen"], by=user)
        return _("Key %(kid)s of %(town)s is withdrawn.") % _facts(key)


def _facts(key: IssuerKey) -> dict[str, str]:
    return {"kid": key.kid, "town": key.municipality.name}
