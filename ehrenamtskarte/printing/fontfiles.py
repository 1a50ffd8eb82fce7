"""Faces as fonts of a PDF: only the glyphs that are used, with the letters that they stand for."""

import hashlib
import struct
from collections.abc import Mapping
from typing import TYPE_CHECKING

import uharfbuzz

from core.printing.fonts import outlines
from ehrenamtskarte.printing.typesetting import EM, advance_of

if TYPE_CHECKING:
    from ehrenamtskarte.printing.pdf import Pdf

_POSTSCRIPT_NAME = 6  # in a font's table of names
_SYMBOLIC = 4  # ISO 32000-1, table 123: glyphs are chosen by number


def font_objects(pdf: "Pdf", face: str, number: int, glyphs: Mapping[int, str]) -> None:
    """Write a face as the object `number` (ISO 32000-1, 9.7.4).

    `glyphs` are the numbers of those that are used and the text each of them stands for.
    """
    whole = uharfbuzz.Face(outlines(face))
    content = _subset(whole, glyphs)
    tag = "".join(chr(ord("A") + byte % 26) for byte in hashlib.sha256(content).digest()[:6])
    name = f"{tag}+{whole.get_name(_POSTSCRIPT_NAME)}"
    file = pdf.put_stream(content, f"/Length1 {len(content)}")
    extents = uharfbuzz.Font(whole).get_font_extents("ltr")
    per_unit = EM / whole.upem
    box = struct.unpack(">4h", whole.reference_table("head").data[36:44])
    corners = " ".join(str(round(edge * per_unit)) for edge in box)
    descriptor = pdf.put(
        f"<</Type/FontDescriptor/FontName/{name}/Flags {_SYMBOLIC}/FontBBox[{corners}]"
        f"/ItalicAngle 0/Ascent {round(extents.ascender * per_unit)}"
        f"/Descent {round(extents.descender * per_unit)}/CapHeight 700/StemV 90"
        f"/FontFile2 {file} 0 R>>".encode()
    )
    widths = " ".join(f"{glyph}[{advance_of(face, glyph)}]" for glyph in sorted(glyphs))
    descendant = pdf.put(
        f"<</Type/Font/Subtype/CIDFontType2/BaseFont/{name}"
        "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
        f"/FontDescriptor {descriptor} 0 R/W[{widths}]/CIDToGIDMap/Identity>>".encode()
    )
    letters = pdf.put_stream(_to_unicode(glyphs))
    pdf.put(
        f"<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/Identity-H"
        f"/DescendantFonts[{descendant} 0 R]/ToUnicode {letters} 0 R>>".encode(),
        number=number,
    )


def _subset(face: uharfbuzz.Face, glyphs: Mapping[int, str]) -> bytes:
    """The outlines of these glyphs, under their old numbers."""
    wanted = uharfbuzz.SubsetInput()
    wanted.sets(uharfbuzz.SubsetInputSets.GLYPH_INDEX).update(glyphs)
    flags = uharfbuzz.SubsetFlags
    wanted.flags = flags.RETAIN_GIDS | flags.NO_HINTING | flags.NO_LAYOUT_CLOSURE
    drop = wanted.sets(uharfbuzz.SubsetInputSets.DROP_TABLE_TAG)
    drop.update(map(_tag, ("GSUB", "GPOS", "GDEF", "name", "OS/2", "cmap", "post", "DSIG")))
    return bytes(uharfbuzz.subset(face, wanted).blob.data)


def _tag(name: str) -> int:
    return int.from_bytes(name.encode(), "big")


def _to_unicode(glyphs: Mapping[int, str]) -> bytes:
    """What the glyphs mean, for whoever searches or copies (ISO 32000-1, 9.10.3)."""
    known = [(glyph, text) for glyph, text in sorted(glyphs.items()) if text]
    blocks = []
    for start in range(0, len(known), 100):  # more are not allowed in one block
        block = known[start : start + 100]
        rows = "\n".join(f"<{glyph:04x}><{_utf16(text)}>" for glyph, text in block)
        blocks.append(f"{len(block)} beginbfchar\n{rows}\nendbfchar")
    return (
        "/CIDInit/ProcSet findresource begin 12 dict begin begincmap\n"
        "/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n"
        "/CMapName/Adobe-Identity-UCS def/CMapType 2 def\n"
        "1 begincodespacerange<0000><ffff>endcodespacerange\n"
        + "\n".join(blocks)
        + "\nendcmap CMapName currentdict/CMap defineresource pop end end"
    ).encode()


def _utf16(text: str) -> str:
    return text.encode("utf-16-be").hex()
