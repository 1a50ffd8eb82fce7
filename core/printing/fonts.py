"""The site's own typeface for PDFs, unpacked from the web fonts that KERN brings.

PDF embeds TrueType outlines; WOFF2 holds the same ones compressed. Where the web fonts can't be
found (a server that has only the collected files), the typeface that comes with reportlab serves.
"""

from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

import reportlab
from django.contrib.staticfiles import finders
from fontTools.ttLib import TTFont as PackedFont
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

FOLDER = "kern/fonts"
REGULAR, BOLD = "Ehrenamt", "Ehrenamt-Bold"
# For names whose letters the typeface lacks; documents stay with the two above.
RARE, RARE_BOLD = "Ehrenamt-Rare", "Ehrenamt-RareBold"
_WEB_FONTS = {
    REGULAR: "fira-sans/FiraSans-Regular.woff2",
    BOLD: "fira-sans/FiraSans-SemiBold.woff2",
    RARE: "noto-sans/NotoSans-Regular.woff2",
    RARE_BOLD: "noto-sans/NotoSans-Bold.woff2",
}
_BUNDLED = {REGULAR: "Vera.ttf", BOLD: "VeraBd.ttf", RARE: "Vera.ttf", RARE_BOLD: "VeraBd.ttf"}


@dataclass(frozen=True)
class Typeface:
    """What the two faces can show; they are registered under `REGULAR` and `BOLD`."""

    characters: frozenset[str]

    def showable(self, text: str) -> str:
        """`text` without what would only show as a box: emoji, invisible marks, other scripts."""
        if self.characters.issuperset(text):
            return text
        return "".join(character for character in text if character in self.characters)


@cache
def typeface() -> Typeface:
    """Registers the faces with reportlab, once in a process: unpacking takes about a second."""
    faces = [register(name) for name in (REGULAR, BOLD)]
    pdfmetrics.registerFontFamily(
        REGULAR, normal=REGULAR, bold=BOLD, italic=REGULAR, boldItalic=BOLD
    )
    known = (frozenset(map(chr, font.face.charToGlyph)) for font in faces)
    return Typeface(frozenset.intersection(*known) | {"\n"})


@cache
def register(name: str) -> TTFont:
    """A face that paragraphs can name afterwards."""
    font = TTFont(name, BytesIO(outlines(name)))
    pdfmetrics.registerFont(font)
    return font


@cache
def outlines(name: str) -> bytes:
    """A face as a TrueType file, unpacked once in a process; that takes about half a second."""
    packed = finders.find(f"{FOLDER}/{_WEB_FONTS[name]}")
    if not packed:
        return (Path(reportlab.__file__).parent / "fonts" / _BUNDLED[name]).read_bytes()
    font = PackedFont(packed)
    font.flavor = None
    unpacked = BytesIO()
    font.save(unpacked)
    return unpacked.getvalue()
