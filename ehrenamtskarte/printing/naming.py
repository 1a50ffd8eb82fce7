"""Names in documents, with all their letters: set by HarfBuzz in a face that has them."""

from django.utils.html import escape
from reportlab.lib.styles import ParagraphStyle

from core.printing.fonts import register
from core.printing.tagging import Element, TaggedParagraph
from ehrenamtskarte.printing.errors import CardPrintError
from ehrenamtskarte.printing.typesetting import LettersMissingError, Weight, shape


def name_paragraph(
    text: str, style: ParagraphStyle, element: Element, *, weight: Weight, number: str
) -> TaggedParagraph:
    """`text` as a paragraph of `style`, but for the face. `number` is that of the card.

    Raises `CardPrintError` if a letter is in no face: a document would leave it out.
    """
    try:
        face = shape(text, weight).face
    except LettersMissingError as error:
        raise CardPrintError(
            CardPrintError.Code.LETTERS, number=number, letters=error.letters
        ) from error
    register(face)
    own = ParagraphStyle("", parent=style, fontName=face, shaping=1)
    return TaggedParagraph(escape(text), own, element)
