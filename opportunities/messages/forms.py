from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from opportunities.messages.attachments import LARGEST_FILE, AttachmentField
from opportunities.messages.services import takes_files
from opportunities.models import Application

MEGABYTE = 1024 * 1024


class MessageForm(forms.Form):
    """A few words to the other side, with a file where the offer allows it."""

    text = forms.CharField(
        label=_("Your message"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Please write something.")},
    )

    def __init__(self, *args: Any, application: Application, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if takes_files(application):
            self.fields["file"] = AttachmentField(
                label=_("Send a file along (optional)"),
                required=False,
                help_text=_("PDF, JPEG or PNG, at most %(size)d MB. Only the two of you see it.")
                % {"size": LARGEST_FILE // MEGABYTE},
            )
