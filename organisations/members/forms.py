from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from organisations.enums import MemberRole
from organisations.models import Membership

ROLES = [
    (MemberRole.EDITOR, _("Co-worker: offers, applications, hours, profile")),
    (MemberRole.OWNER, _("Responsible: that and the team as well")),
]


class InvitationForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail of the person"),
        help_text=_("We send a link there. It works for 14 days."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": _("Please give the e-mail of the person you invite."),
            "invalid": _("This is not a whole e-mail address. It looks like: name@example.org"),
        },
    )
    role = forms.ChoiceField(
        label=_("What may the person do?"),
        choices=ROLES,
        initial=MemberRole.EDITOR,
        widget=forms.RadioSelect,
    )


class JoinForm(forms.Form):
    """Asked of whoever joins without an account."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        help_text=_("So that the others of the team know who you are."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Please give your name.")},
    )


class HandOverForm(forms.Form):
    """To whom the responsibility passes, and what becomes of who passes it on."""

    to = forms.ModelChoiceField(
        label=_("Who takes over?"),
        queryset=Membership.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": _("Please choose who takes over.")},
    )
    leaves = forms.ChoiceField(
        label=_("And you?"),
        choices=[("", _("I stay as a co-worker")), ("1", _("I leave the team"))],
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, member: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["to"]
        field.queryset = member.organisation.memberships.exclude(pk=member.pk).select_related(
            "user"
        )
        field.label_from_instance = lambda one: str(one.user)
