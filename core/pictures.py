"""Renditions of uploaded pictures, made once and never a reason for a page to fail."""

from collections.abc import Iterable

from django.db.models import Prefetch
from wagtail.images import get_image_model
from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import AbstractImage, AbstractRendition, Filter, SourceImageIOError

# One size serves every card: sharp on a phone's narrow column and on a wide screen's three.
CARD = "fill-672x378|format-webp|webpquality-75"
LOGO = "max-320x160|format-webp-lossless"
LINK_PREVIEW = "fill-1200x630|format-jpeg|jpegquality-80"


def rendition(image: AbstractImage | None, spec: str) -> AbstractRendition | None:
    """The picture in one size; None without a picture or if its file is lost or broken."""
    if image is None:
        return None
    try:
        return image.get_rendition(spec)
    except (SourceImageIOError, InvalidFilterSpecError, OSError):
        return None


def renditions(images: Iterable[int], spec: str) -> dict[int, AbstractRendition]:
    """The pictures with these keys in one size, by key; one query unless some are still to make."""
    wanted = set(images)
    if not wanted:
        return {}
    model = get_image_model()
    made = model.get_rendition_model().objects.filter(image__in=wanted, filter_spec=spec)
    how = Filter(spec=spec)
    found = {
        one.image_id: one
        for one in made.select_related("image")
        # One that was cut around another point than the picture's present one is out of date.
        if one.focal_point_key == how.get_cache_key(one.image)
    }
    if missing := wanted - found.keys():
        for image in model.objects.filter(pk__in=missing):
            if one := rendition(image, spec):
                found[image.pk] = one
    return found


def prefetch_renditions(field: str, spec: str) -> Prefetch:
    """For lists: the `spec` renditions of the pictures in `field`, and no others, in one query."""
    renditions = get_image_model().get_rendition_model().objects
    return Prefetch(
        f"{field}__renditions",
        queryset=renditions.filter(filter_spec=spec),
        to_attr="prefetched_renditions",
    )
