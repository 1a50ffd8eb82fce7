from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import QuietGuardMixin
from home.models import AccessibilityFeedback


class AccessibilityFeedbackForm(QuietGuardMixin, forms.ModelForm):
    class Meta:
        model = AccessibilityFeedback
        fields = ["message", "page_url", "name", "email"]
        labels = {
            "message": _("Which barrier did you meet?"),
            "page_url": _("On which page? (optional)"),
            "name": _("Your name (optional)"),
            "email": _("Your e-mail, if you wish an answer (optional)"),
        }
        widgets = {
            "message": forms.Textarea(attrs={"rows": 6}),
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
        }
        error_messages = {
            "message": {"required": _("Please describe the barrier in a few words.")},
        }
