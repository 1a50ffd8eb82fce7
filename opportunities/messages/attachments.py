"""Files that are sent along: known by what is in them, kept where no address leads."""

from pathlib import PurePath
from typing import Final
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from opportunities.models import ApplicationMessage
from organisations.desk.pictures import PictureField

LARGEST_FILE: Final = 5 * 1024 * 1024  # bytes
LONGEST_NAME: Final = 80  # characters
MEDIA_TYPES: Final = {
    ".pdf": "application/pdf",
    ".jpg": "image/jpeg",
    ".png": "image/png",
}
_PICTURES: Final = {b"\xff\xd8\xff": ".jpg", b"\x89PNG\r\n\x1a\n": ".png"}


class AttachmentField(forms.FileField):
    """A PDF or a picture; `clean` returns it as a new file with an ending that is true.

    Pictures are written anew, so that nobody tells by a photo where they live.
    """

    widget = forms.FileInput(attrs={"accept": "application/pdf,image/jpeg,image/png"})
    default_error_messages = {
        "large": _("This file is larger than %(limit)s. Please choose a smaller one."),
        "kind": _("Only PDF, JPEG and PNG can be sent along."),
    }

    def clean(self, data: UploadedFile | None, initial: object = None) -> ContentFile[bytes] | None:
        file = super().clean(data, initial)
        if not isinstance(file, UploadedFile):
            return None
        if (file.size or 0) > LARGEST_FILE:
            limit = filesizeformat(LARGEST_FILE)
            raise ValidationError(
                self.error_messages["large"], params={"limit": limit}, code="large"
            )
        content = file.read()
        if content.startswith(b"%PDF-") and b"%%EOF" in content[-1024:]:
            return ContentFile(content, _name(file, ".pdf"))
        for beginning, ending in _PICTURES.items():
            if content.startswith(beginning):
                file.seek(0)
                picture = PictureField().clean(file)
                if picture is not None:
                    return ContentFile(picture.read(), _name(file, ending))
        raise ValidationError(self.error_messages["kind"], code="kind")


def keep_file(message: ApplicationMessage, file: ContentFile[bytes]) -> None:
    """Put the file into the private storage, under a name that says nothing."""
    name = file.name or ""
    message.attachment_name = name
    message.attachment.save(f"{uuid4().hex}{PurePath(name).suffix}", file, save=False)


def served(message: ApplicationMessage) -> FileResponse:
    """The file of a message as a download; whoever calls has checked who may have it."""
    if not message.attachment:
        raise Http404
    try:
        file = message.attachment.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    name = message.attachment_name
    kind = MEDIA_TYPES.get(PurePath(name).suffix, "application/octet-stream")
    response = FileResponse(file, as_attachment=True, filename=name, content_type=kind)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "no-store"
    return response


def _name(file: UploadedFile, ending: str) -> str:
    """What the other side sees: the name that it had, with an ending that is true."""
    stem = "".join(sign for sign in PurePath(file.name or "").stem if sign.isprintable())
    return f"{' '.join(stem.split())[:LONGEST_NAME] or 'datei'}{ending}"
