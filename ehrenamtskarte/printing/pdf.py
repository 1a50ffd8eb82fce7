"""A PDF that is written while it is made (ISO 32000-1).

Objects go to the file at once and only their places are kept: eight bytes each, so that memory
stays flat whatever the number of pages. Fonts come last, when it is known which glyphs they need.
"""

import datetime as dt
import hashlib
import zlib
from array import array
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import BinaryIO

from core.colour import Rgb
from ehrenamtskarte.printing.boxes import Box
from ehrenamtskarte.printing.codes import Code
from ehrenamtskarte.printing.fontfiles import font_objects
from ehrenamtskarte.printing.pictures import Picture
from ehrenamtskarte.printing.typesetting import EM, Run


class Pdf:
    """The file. `close` ends it; without it the file is no PDF."""

    def __init__(
        self, file: BinaryIO, *, title: str, author: str, language: str, day: dt.date
    ) -> None:
        self._file = file
        self._at = 0
        self._places = array("Q", [0])
        self._pages = array("Q")
        self._fonts: dict[str, tuple[int, dict[int, str]]] = {}
        self._facts = (title, author, language, day)
        self._write(b"%PDF-1.6\n%\xe2\xe3\xcf\xd3\n")
        self._tree = self.reserve()

    def reserve(self) -> int:
        """The number of an object that is put later."""
        self._places.append(0)
        return len(self._places) - 1

    def put(self, content: bytes, number: int | None = None) -> int:
        """Write an object; gives its number."""
        number = number or self.reserve()
        self._places[number] = self._at
        self._write(b"%d 0 obj\n%b\nendobj\n" % (number, content))
        return number

    def put_stream(self, data: bytes, entries: str = "", *, pack: bool = True) -> int:
        """Write a stream, compressed unless `pack` is off; `entries` go into its dictionary."""
        if pack:
            data, entries = zlib.compress(data, 9), f"{entries}/Filter/FlateDecode"
        head = f"<<{entries}/Length {len(data)}>>stream\n".encode()
        return self.put(head + data + b"\nendstream")

    def put_form(self, drawing: "Drawing", box: Box) -> int:
        """A drawing that pages use again and again."""
        corners = f"{_n(box.x)} {_n(box.y)} {_n(box.right)} {_n(box.top)}"
        return self.put_stream(
            drawing.content(),
            f"/Type/XObject/Subtype/Form/BBox[{corners}]/Resources{drawing.resources()}",
        )

    def put_code(self, code: Code) -> int:
        """A code as a stencil with one bit a module: set ones are painted, nothing is smoothed."""
        return self.put_stream(
            code.bits,
            f"/Type/XObject/Subtype/Image/Width {code.size}/Height {code.size}"
            "/ImageMask true/BitsPerComponent 1/Decode[1 0]",
            pack=False,  # nothing would be saved: it looks like noise
        )

    def put_picture(self, picture: Picture) -> int:
        """A picture, with what shines through it."""
        entries = (
            f"/Type/XObject/Subtype/Image/Width {picture.width}/Height {picture.height}"
            "/BitsPerComponent 8"
        )
        if picture.jpeg:
            return self.put_stream(
                picture.jpeg, f"{entries}/ColorSpace/DeviceRGB/Filter/DCTDecode", pack=False
            )
        packed = "/Filter/FlateDecode"
        mask = self.put_stream(
            picture.opacity, f"{entries}/ColorSpace/DeviceGray{packed}", pack=False
        )
        return self.put_stream(
            picture.pixels, f"{entries}/ColorSpace/DeviceRGB/SMask {mask} 0 R{packed}", pack=False
        )

    def put_page(
        self, drawing: "Drawing", media: Box, *, trim: Box | None = None, bleed: Box | None = None
    ) -> None:
        """The next page; its boxes as in ISO 32000-1, 14.11.2."""
        content = self.put_stream(drawing.content())
        boxes = {"MediaBox": media, "BleedBox": bleed, "TrimBox": trim}
        corners = "".join(
            f"/{name}[{_n(box.x)} {_n(box.y)} {_n(box.right)} {_n(box.top)}]"
            for name, box in boxes.items()
            if box
        )
        self._pages.append(
            self.put(
                f"<</Type/Page/Parent {self._tree} 0 R{corners}"
                f"/Resources{drawing.resources()}/Contents {content} 0 R>>".encode()
            )
        )

    def font(self, run: Run) -> int:
        """The number of the font for `run`, whose glyphs will be in the file."""
        if run.face not in self._fonts:
            self._fonts[run.face] = self.reserve(), {}
        number, glyphs = self._fonts[run.face]
        for glyph in run.glyphs:
            if not glyphs.get(glyph.number):
                glyphs[glyph.number] = glyph.text
        return number

    def close(self, *, duplex: bool = False) -> None:
        """Write what belongs at the end. `duplex`: viewers propose to print on both sides."""
        for face, (number, glyphs) in self._fonts.items():
            font_objects(self, face, number, glyphs)
        title, author, language, day = self._facts
        kids = " ".join(f"{page} 0 R" for page in self._pages)
        self.put(
            f"<</Type/Pages/Kids[{kids}]/Count {len(self._pages)}>>".encode(), number=self._tree
        )
        both = "/Duplex/DuplexFlipLongEdge" if duplex else ""
        catalog = self.put(
            f"<</Type/Catalog/Pages {self._tree} 0 R/Lang({language})/ViewerPreferences"
            f"<</DisplayDocTitle true/PrintScaling/None{both}>>>>".encode()
        )
        info = self.put(
            f"<</Title{_text(title)}/Author{_text(author)}/Creator(Ehrenamtsverbund)"
            f"/CreationDate(D:{day:%Y%m%d})>>".encode()
        )
        start = self._at
        self._write(f"xref\n0 {len(self._places)}\n0000000000 65535 f \n".encode())
        for place in self._places[1:]:
            self._write(b"%010d 00000 n \n" % place)
        name = hashlib.sha256(f"{title} {start}".encode()).hexdigest()[:32]
        self._write(
            f"trailer\n<</Size {len(self._places)}/Root {catalog} 0 R/Info {info} 0 R"
            f"/ID[<{name}><{name}>]>>\nstartxref\n{start}\n%%EOF\n".encode()
        )

    def _write(self, data: bytes) -> None:
        self._file.write(data)
        self._at += len(data)


class Drawing:
    """What is drawn on a page or in a form; coordinates in points from the lower left corner."""

    def __init__(self, pdf: Pdf) -> None:
        self._pdf = pdf
        self._code: list[str] = []
        self._fonts: set[int] = set()
        self._objects: set[int] = set()

    def content(self) -> bytes:
        return "\n".join(self._code).encode("ascii")

    def resources(self) -> str:
        fonts = "".join(f"/F{number} {number} 0 R" for number in sorted(self._fonts))
        objects = "".join(f"/X{number} {number} 0 R" for number in sorted(self._objects))
        return f"<</Font<<{fonts}>>/XObject<<{objects}>>>>"

    @contextmanager
    def placed(self, x: float, y: float, *, clip: Box) -> Iterator[None]:
        """What is drawn now has its origin there and shows only inside of `clip`."""
        self._code.append(f"q {_box(clip)} re W n 1 0 0 1 {_n(x)} {_n(y)} cm")
        yield
        self._code.append("Q")

    def rectangle(self, box: Box, colour: Rgb) -> None:
        self._code.append(f"{_rgb(colour)} rg {_box(box)} re f")

    def rounded(self, box: Box, radius: float, colour: Rgb) -> None:
        """A rectangle with round corners; a circle, if `radius` is half its side."""
        x, y, right, top = box.x, box.y, box.right, box.top
        near = radius * (1 - 0.5523)  # Bézier curves that look like quarter circles
        points = [
            (x + radius, y), (right - radius, y), (right - near, y), (right, y + near),
            (right, y + radius), (right, top - radius), (right, top - near), (right - near, top),
            (right - radius, top), (x + radius, top), (x + near, top), (x, top - near),
            (x, top - radius), (x, y + radius), (x, y + near), (x + near, y), (x + radius, y),
        ]  # fmt: skip
        p = [f"{_n(px)} {_n(py)}" for px, py in points]
        self._code.append(
            f"{_rgb(colour)} rg {p[0]} m {p[1]} l {p[2]} {p[3]} {p[4]} c {p[5]} l"
            f" {p[6]} {p[7]} {p[8]} c {p[9]} l {p[10]} {p[11]} {p[12]} c {p[13]} l"
            f" {p[14]} {p[15]} {p[16]} c f"
        )

    def lines(self, ends: Iterable[tuple[float, float, float, float]], width: float) -> None:
        """Black lines, each from a point to another."""
        paths = " ".join(f"{_n(a)} {_n(b)} m {_n(c)} {_n(d)} l" for a, b, c, d in ends)
        self._code.append(f"0 G {_n(width)} w {paths} S")

    def text(self, run: Run, size: float, x: float, y: float, colour: Rgb) -> None:
        """One line; its baseline begins at `x`, `y`."""
        font = self._pdf.font(run)
        self._fonts.add(font)
        self._code.append(
            f"BT {_rgb(colour)} rg /F{font} {_n(size)} Tf {_n(x)} {_n(y)} Td"
            f" {_glyphs(run, size)} ET"
        )

    def use(self, number: int) -> None:
        """A form, where it was drawn."""
        self._objects.add(number)
        self._code.append(f"/X{number} Do")

    def image(self, number: int, box: Box) -> None:
        """A picture or a code, stretched over `box`; codes are black."""
        self._objects.add(number)
        self._code.append(
            f"q 0 g {_n(box.width)} 0 0 {_n(box.height)} {_n(box.x)} {_n(box.y)} cm /X{number} Do Q"
        )


@lru_cache(maxsize=500)
def _glyphs(run: Run, size: float) -> str:
    """The operators that show a run: numbers of glyphs, and where the next one is moved."""
    done: list[str] = []
    shown, numbers = "", []  # the array in work: glyphs since the last move, and what it holds

    for glyph in run.glyphs:
        if glyph.dx or glyph.dy:
            if shown:
                numbers.append(f"<{shown}>")
            before = f"{-glyph.dx}" if glyph.dx else ""
            back = glyph.dx + glyph.natural - glyph.advance
            done.append(f"[{' '.join(numbers)}{before}] TJ {_n(glyph.dy * size / EM)} Ts")
            done.append(f"[<{glyph.number:04x}>{back or ''}] TJ 0 Ts")
            shown, numbers = "", []
            continue
        shown += f"{glyph.number:04x}"
        if glyph.natural != glyph.advance:
            numbers.append(f"<{shown}>{glyph.natural - glyph.advance}")
            shown = ""
    if shown:
        numbers.append(f"<{shown}>")
    if numbers:
        done.append(f"[{''.join(numbers)}] TJ")
    return " ".join(done)


def _n(value: float) -> str:
    """A number as short as it can be; a hundredth of a point is 0.0035 mm."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _box(box: Box) -> str:
    return f"{_n(box.x)} {_n(box.y)} {_n(box.width)} {_n(box.height)}"


def _rgb(colour: Rgb) -> str:
    return " ".join(f"{channel / 255:.3f}".rstrip("0").rstrip(".") for channel in colour)


def _text(text: str) -> str:
    return f"<feff{text.encode('utf-16-be').hex()}>"
