"""A town's look made ready for its cards, and what is wrong with it, said field by field."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from PIL import Image

from core.colour import TEXT_CONTRAST, contrast, parse_hex
from ehrenamtskarte.enums import CardType
from ehrenamtskarte.printing import measures
from ehrenamtskarte.printing.boxes import MM, Box
from ehrenamtskarte.printing.cards import CardLook
from ehrenamtskarte.printing.errors import CardLookError
from ehrenamtskarte.printing.palette import Palette
from ehrenamtskarte.printing.pictures import (
    Picture,
    PictureBrokenError,
    filling,
    illegible_share,
    opened,
    photo,
    resolution,
    sharp,
    typical_colour,
)
from ehrenamtskarte.printing.typesetting import (
    DoesNotFitError,
    LettersMissingError,
    Lines,
    Weight,
    fit_line,
    fit_paragraph,
)

COARSEST = 150  # dots per inch
THINNEST = 3 * MM  # a logo or signature that would be lower or narrower
PLATE_BELOW = 2.2  # a logo with less contrast to the card's colour gets a white plate
MOST_ILLEGIBLE = 0.02  # of the dots below a text


@dataclass(slots=True)
class ReadyLook:
    """A look as it is drawn; can be used for any number of PDFs."""

    palettes: dict[CardType, Palette] = field(default_factory=dict)
    headline: Lines | None = None
    back_text: Lines | None = None
    signer: list[Lines] = field(default_factory=list)
    address: Lines | None = None
    logo: tuple[Picture, Box] | None = None
    plate: bool = False  # behind the logo
    background: Picture | None = None
    signature: tuple[Picture, Box] | None = None


def check_look(look: CardLook) -> list[CardLookError]:
    """All that is wrong with a look; nothing if cards can be printed with it."""
    return _Preparing(look).errors


def ready_look(look: CardLook) -> ReadyLook:
    """Raises the first `CardLookError`."""
    preparing = _Preparing(look)
    if preparing.errors:
        raise preparing.errors[0]
    return preparing.ready


class _Preparing:
    """Tries everything, so that all errors are known at once."""

    def __init__(self, look: CardLook) -> None:
        self.look = look
        self.errors: list[CardLookError] = []
        self.ready = ReadyLook()
        self._colours()
        self._texts()
        self._pictures()

    @contextmanager
    def _trying(self, name: str) -> Iterator[None]:
        """What fails here is an error of the field `name`."""
        code = CardLookError.Code
        try:
            yield
        except CardLookError as error:
            self.errors.append(error)
        except LettersMissingError as error:
            self.errors.append(CardLookError(name, code.LETTERS, letters=error.letters))
        except DoesNotFitError:
            self.errors.append(CardLookError(name, code.TOO_LONG))
        except PictureBrokenError:
            self.errors.append(CardLookError(name, code.PICTURE))

    def _colours(self) -> None:
        names = ("background_colour", "text_colour", "accent_colour", "jubilee_colour")
        for name in names:
            if value := getattr(self.look, name):
                try:
                    parse_hex(value)
                except ValueError:
                    self.errors.append(CardLookError(name, CardLookError.Code.COLOUR))
        if self.errors:
            return
        self.ready.palettes = {one: Palette.of(self.look, one) for one in CardType}
        if not self.look.background:
            lowest = min(palette.contrast for palette in self.ready.palettes.values())
            if lowest < TEXT_CONTRAST:
                self.errors.append(
                    CardLookError(
                        "text_colour", CardLookError.Code.CONTRAST, contrast=f"{lowest:.1f}"
                    )
                )

    def _texts(self) -> None:
        look, ready = self.look, self.ready
        with translation.override(settings.LANGUAGE_CODE):
            headline = look.headline or _("Ehrenamtskarte")
            back_text = look.back_text or _(
                "This card is personal. It is valid together with an identity card."
            )
        with self._trying("headline"):
            width = measures.HEADLINE_WIDTH if look.logo else measures.RIGHT - measures.LEFT
            ready.headline = _line(headline, Weight.BOLD, width, measures.HEADLINE_SIZES)
        with self._trying("back_text"):
            ready.back_text = fit_paragraph(
                back_text,
                Weight.REGULAR,
                width=measures.TEXT.width,
                height=measures.TEXT.height,
                sizes=measures.TEXT_SIZES,
                leading=measures.TEXT_LEADING,
            )
        for name, weight in (("signed_by_name", Weight.BOLD), ("signed_by_role", Weight.REGULAR)):
            if text := getattr(look, name):
                with self._trying(name):
                    ready.signer.append(
                        _line(text, weight, measures.COLUMN_WIDTH, measures.SIGNER_SIZES)
                    )
        if look.address:
            with self._trying("address"):
                ready.address = _line(
                    look.address, Weight.BOLD, measures.BAND_WIDTH, measures.BAND_SIZES
                )

    def _pictures(self) -> None:
        look, ready = self.look, self.ready
        if look.logo:
            with self._trying("logo"):
                image = opened(look.logo)
                ready.logo = _placed("logo", image, measures.LOGO, align=1)
                if ready.palettes:
                    colour = typical_colour(image)
                    grounds = (palette.background for palette in ready.palettes.values())
                    ready.plate = bool(look.background) or any(
                        contrast(colour, ground) < PLATE_BELOW for ground in grounds
                    )
        if look.signature:
            with self._trying("signature"):
                ready.signature = _placed(
                    "signature", opened(look.signature), measures.SIGNATURE, align=0
                )
        if look.background:
            with self._trying("background"):
                ready.background = self._background(opened(look.background))

    def _background(self, image: Image.Image) -> Picture:
        place = measures.WITH_BLEED
        # It is cut to the card's shape: the side that it fills exactly counts.
        dots = min(resolution(image.width, place.width), resolution(image.height, place.height))
        _fine_enough("background", dots)
        cut = filling(image, width=place.width, height=place.height)
        for palette in self.ready.palettes.values():
            for box in measures.TEXT_PLACES:
                share = illegible_share(cut, box, within=place, text=palette.text)
                if share > MOST_ILLEGIBLE:
                    raise CardLookError("background", CardLookError.Code.CONTRAST_PICTURE)
        return photo(cut)


def _placed(name: str, image: Image.Image, place: Box, *, align: float) -> tuple[Picture, Box]:
    """As large as fits into `place`, at its left (`align` 0) or right (1), at half its height."""
    scale = min(place.width / image.width, place.height / image.height)
    width, height = image.width * scale, image.height * scale
    if min(width, height) < THINNEST:
        raise CardLookError(name, CardLookError.Code.THIN)
    _fine_enough(name, resolution(image.width, width))
    box = Box(
        place.x + (place.width - width) * align,
        place.y + (place.height - height) / 2,
        width,
        height,
    )
    return sharp(image, width=width, height=height), box


def _fine_enough(name: str, dots: float) -> None:
    if dots < COARSEST:
        raise CardLookError(name, CardLookError.Code.COARSE, dpi=int(dots), needed=COARSEST)


def _line(text: str, weight: Weight, width: float, sizes: tuple[float, float]) -> Lines:
    return fit_line(text, weight, width=width, largest=sizes[0], smallest=sizes[1])
