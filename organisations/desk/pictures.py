"""Pictures that organisations upload: checked by what is in them, kept without where they were
taken."""

import io
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from PIL import Image as PillowImage
from PIL import ImageOps, UnidentifiedImageError
from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage
from wagtail.models import Collection

from municipalities.models import Municipality

if TYPE_CHECKING:
    from accounts.models import User

LARGEST_FILE: Final = 8 * 1024 * 1024  # bytes
MOST_PIXELS: Final = 40_000_000
LONGEST_SIDE: Final = 2400  # pixels; larger ones are made smaller
FORMATS: Final = ("JPEG", "PNG", "WEBP")


class PictureField(forms.FileField):
    """A picture; `clean` returns it turned upright, without its hidden data, as a new file."""

    default_error_messages = {
        "large": _("This file is larger than %(limit)s. Please choose a smaller one."),
        "no_picture": _("This file is not a picture that we can read (JPEG, PNG or WebP)."),
    }

    widget = forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"})

    def clean(self, data: UploadedFile | None, initial: object = None) -> ContentFile[bytes] | None:
        file = super().clean(data, initial)
        if not file or not isinstance(file, UploadedFile):
            return None
        if (file.size or 0) > LARGEST_FILE:
            raise ValidationError(
                self.error_messages["large"],
                params={"limit": filesizeformat(LARGEST_FILE)},
                code="large",
            )
        try:
            return _rewritten(file)
        except (OSError, SyntaxError, ValueError, UnidentifiedImageError) as error:
            raise ValidationError(self.error_messages["no_picture"], code="no_picture") from error


def keep_picture(
    *, file: ContentFile[bytes], title: str, town: Municipality | None, by: "User"
) -> AbstractImage:
    """A new picture in the town's collection."""
    collection = Collection.objects.filter(name=town.name).first() if town else None
    image: AbstractImage = get_image_model().objects.create(
        title=title[:255],
        file=file,
        collection=collection or Collection.get_first_root_node(),
        uploaded_by_user=by,
    )
    return image


def _rewritten(file: UploadedFile) -> ContentFile[bytes]:
    with PillowImage.open(file, formats=FORMATS) as picture:
        if picture.width * picture.height > MOST_PIXELS:
            raise ValueError("too many pixels")
        how = picture.format
        upright = ImageOps.exif_transpose(picture)
        upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        out = io.BytesIO()
        if how == "JPEG":
            plain = upright.convert("RGB")
            plain.info.clear()  # else its comment comes along
            plain.save(out, "JPEG", quality=88, optimize=True)
        else:
            # Copied into a new picture: nothing of the old file's hidden texts comes along.
            plain = PillowImage.new("RGBA", upright.size)
            plain.paste(upright.convert("RGBA"))
            plain.save(out, how, **({"quality": 88} if how == "WEBP" else {"optimize": True}))
    stem = slugify(PurePath(file.name or "").stem)[:60] or "bild"
    ending = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}[str(how)]
    return ContentFile(out.getvalue(), f"{stem}.{ending}")
