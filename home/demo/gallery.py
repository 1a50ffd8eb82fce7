"""The demo's pictures as Wagtail images, each in its town's collection."""

import io

from django.core.files.base import ContentFile
from PIL import Image as Pillow
from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage
from wagtail.models import Collection

from home.demo.pictures import SCENES, paint
from home.demo.pictures.canvas import WIDTH
from home.demo.pictures.logos import association_logo, organisation_logo

PICTURE_WIDTH = 1280  # pixels: sharp enough for the largest size that pages ask for


class Gallery:
    """Paints what is asked for, and each picture of a town only once."""

    def __init__(self) -> None:
        self._painted: dict[tuple[str, str, str], AbstractImage] = {}
        self._collections: dict[str, Collection] = {}

    def picture(self, scene: str, *, town: str = "", seed: str = "") -> AbstractImage:
        """The scene as it looks in `town` (its slug; empty for the association's own pages).

        Another `seed` gives it other people and colours.
        """
        seed = seed or town or "verbund"
        key = scene, town, seed
        if key not in self._painted:
            about = SCENES[scene]
            image = paint(scene, seed, width=PICTURE_WIDTH)
            x, y, width, height = (round(v * PICTURE_WIDTH / WIDTH) for v in about.focus)
            self._painted[key] = self._save(
                image,
                name=f"{seed}-{scene}",
                title=about.alt.rstrip("."),
                description=about.alt,
                town=town,
                focal_point_x=x,
                focal_point_y=y,
                focal_point_width=width,
                focal_point_height=height,
            )
        return self._painted[key]

    def logo(self, initials: str, *, organisation: str, slug: str, town: str) -> AbstractImage:
        return self._save(
            organisation_logo(initials, slug),
            name=f"logo-{slug}",
            title=f"Logo {organisation}",
            description=f"Logo: {organisation}",
            town=town,
        )

    def association_logo(self, *, association: str, accent: str) -> AbstractImage:
        return self._save(
            association_logo(accent),
            name="logo-verbund",
            title=f"Logo {association}",
            description=f"Logo: {association}",
            town="",
        )

    def _save(
        self,
        image: Pillow.Image,
        *,
        name: str,
        title: str,
        description: str,
        town: str,
        **focus: int,
    ) -> AbstractImage:
        buffer = io.BytesIO()
        # Logos have few colours and sharp edges, pictures soft ones.
        image.save(buffer, "WEBP", quality=90, method=2, lossless=image.mode == "RGBA")
        file = ContentFile(buffer.getvalue(), name=f"{name}.webp")
        row = get_image_model()(
            title=title,
            description=description,
            file=file,
            width=image.width,
            height=image.height,
            file_size=file.size,
            collection=self._collection(town),
            **focus,
        )
        row.save()
        return row

    def _collection(self, town: str) -> Collection:
        """The town's collection, which its founding made; the root one for the association."""
        if town not in self._collections:
            root = Collection.get_first_root_node()
            from municipalities.models import Municipality

            name = Municipality.objects.get(slug=town).name if town else ""
            self._collections[town] = root.get_children().get(name=name) if name else root
        return self._collections[town]
