from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from engagement.errors import CodedError


class CardPrintError(CodedError):
    """A card can't be printed as it is; the text names it by its number where it is known."""

    class Code(TextChoices):
        CODE_TEXT = "code_text", _("This is not the text of a card's code.")
        CODE_TOO_LARGE = (
            "code_too_large",
            _(
                "Card %(number)s: its code needs more squares than are legible on a card."
                " The site needs a shorter address."
            ),
        )
        CODE_UNREADABLE = (
            "code_unreadable",
            _("Card %(number)s: its code can't be read back. No card of this batch is released."),
        )
        LETTERS = (
            "letters",
            _("Card %(number)s: the typefaces have no “%(letters)s”. Please write it differently."),
        )
        TOO_LONG = (
            "too_long",
            _("Card %(number)s: “%(text)s” does not fit on the card. Please shorten it."),
        )


class CardLookError(CodedError):
    """Something about a town's look; `field` of `CardLook` says what."""

    class Code(TextChoices):
        TOO_LONG = "too_long", _("This does not fit into its place on the card.")
        LETTERS = "letters", _("The typefaces have no “%(letters)s”.")
        COLOUR = "colour", _("Please give the colour as #rrggbb, for example #1e5aa8.")
        CONTRAST = (
            "contrast",
            _(
                "Text in this colour is hard to read on the card's colour:"
                " the contrast is %(contrast)s, and it should be 4.5 or more."
            ),
        )
        CONTRAST_PICTURE = (
            "contrast_picture",
            _(
                "Text is hard to read on this picture. Please take a calmer one,"
                " or another colour of the text."
            ),
        )
        PICTURE = "picture", _("This picture can't be opened.")
        COARSE = (
            "coarse",
            _(
                "The picture is too small: in print it would have %(dpi)s dots per inch,"
                " and it should have %(needed)s or more."
            ),
        )
        THIN = (
            "thin",
            _("The picture is too long and thin: nothing could be recognised on the card."),
        )

    def __init__(self, field: str, code: "CardLookError.Code", **facts: object) -> None:
        super().__init__(code, **facts)
        self.field = field
