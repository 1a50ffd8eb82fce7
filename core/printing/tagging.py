"""A PDF that screen readers can follow: what is a heading, a text, a picture (ISO 32000-1, 14.7).

reportlab draws pages but knows no structure. So the drawing is bracketed by marks, and the tree
that says what each mark is, is written beside it. What only adorns is marked as such.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFString
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, HRFlowable, Paragraph, Table

FIRST_LINK = 100_000  # keys of links in the tree; below it those of pages


@dataclass(eq=False)
class Element:
    """A node of the structure: its role, what it holds, what it says if it is a picture."""

    role: str
    alt: str = ""
    inner: list["Element | _Mark | _LinkMark"] = field(default_factory=list)

    def add(self, role: str, alt: str = "") -> "Element":
        element = Element(role, alt)
        self.inner.append(element)
        return element


@dataclass(frozen=True)
class _Mark:
    """A stretch of a page's drawing."""

    page: int
    number: int


@dataclass(frozen=True)
class _LinkMark:
    page: int
    key: int
    reference: Any


class TaggedCanvas(Canvas):
    """Keeps its pages until the end, when their number is known, and writes the structure then."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.structure = Element("Document")
        self._kept: list[dict[str, Any]] = []
        self._marked: dict[int, list[Element]] = {}
        self._linked: list[Element] = []

    @contextmanager
    def drawing(self, element: Element) -> Iterator[None]:
        """What is drawn now belongs to `element`."""
        page = len(self._kept)
        marks = self._marked.setdefault(page, [])
        element.inner.append(_Mark(page, len(marks)))
        self._code.append(f"/{element.role} <</MCID {len(marks)}>> BDC")
        marks.append(element)
        yield
        self._code.append("EMC")

    @contextmanager
    def adorning(self) -> Iterator[None]:
        """What is drawn now says nothing, or stands on every page."""
        self._code.append("/Artifact BMC")
        yield
        self._code.append("EMC")

    def link(self, element: Element, address: str, title: str, width: float, height: float) -> None:
        """Make the rectangle at the origin lead to `address`, as part of `element`."""
        key = FIRST_LINK + len(self._linked)
        area = (0, 0, width, height)
        contents = PDFString(title)
        self.linkURL(address, area, relative=1, Contents=contents, StructParent=key, F=4)
        element.inner.append(_LinkMark(len(self._kept), key, self._annotationrefs[-1]))
        self._linked.append(element)

    def showPage(self) -> None:  # noqa: N802 - reportlab's name
        self._kept.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        for number, page in enumerate(self._kept, start=1):
            self.__dict__.update(page)
            with self.adorning():
                self.draw_foot(number, len(self._kept))
            super().showPage()
        self._write_structure()
        super().save()

    def draw_foot(self, number: int, total: int) -> None:
        """What stands at the foot of page `number` of `total`."""

    def _write_structure(self) -> None:
        catalog, pages = self._doc.Catalog, self._doc.Pages.pages
        for number, page in enumerate(pages):
            page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
            page.StructParents, page.Tabs = number, PDFName("S")
        root = PDFDictionary({"Type": PDFName("StructTreeRoot")})
        root_reference = self._doc.Reference(root)
        references: dict[Element, Any] = {}
        root["K"] = self._write_element(self.structure, root_reference, references)
        numbers: list[Any] = []
        for number in range(len(pages)):
            marks = [references[element] for element in self._marked.get(number, [])]
            numbers += [number, self._doc.Reference(PDFArray(marks))]
        for position, element in enumerate(self._linked):
            numbers += [FIRST_LINK + position, references[element]]
        root["ParentTree"] = self._doc.Reference(PDFDictionary({"Nums": PDFArray(numbers)}))
        root["ParentTreeNextKey"] = FIRST_LINK + len(self._linked)
        catalog.StructTreeRoot = root
        catalog.MarkInfo = PDFDictionary({"Marked": "true"})

    def _write_element(self, element: Element, parent: Any, references: dict[Element, Any]) -> Any:
        entry = PDFDictionary(
            {"Type": PDFName("StructElem"), "S": PDFName(element.role), "P": parent}
        )
        reference = references[element] = self._doc.Reference(entry)
        if element.alt:
            entry["Alt"] = PDFString(element.alt)
        entry["K"] = PDFArray(
            [self._write_inner(inner, reference, references) for inner in element.inner]
        )
        return reference

    def _write_inner(self, inner: Any, parent: Any, references: dict[Element, Any]) -> Any:
        if isinstance(inner, Element):
            return self._write_element(inner, parent, references)
        page = self._doc.Reference(self._doc.Pages.pages[inner.page])
        if isinstance(inner, _Mark):
            return PDFDictionary({"Type": PDFName("MCR"), "Pg": page, "MCID": inner.number})
        return PDFDictionary({"Type": PDFName("OBJR"), "Pg": page, "Obj": inner.reference})


class TaggedParagraph(Paragraph):
    """A paragraph with its role: `P`, `H1`, `H2`. `address` makes all of it a link."""

    element: Element

    def __init__(
        self,
        text: str | None,
        style: Any,
        element: Element | None = None,
        *,
        address: str = "",
        **parsed: Any,
    ) -> None:
        super().__init__(text, style, **parsed)
        if element is not None:  # the parts of a torn one get theirs afterwards
            self.element = element
        self.address = address

    def split(self, *available: float) -> list["TaggedParagraph"]:
        """The part that fits on this page and the rest, which belong to the same element."""
        parts: list[TaggedParagraph] = super().split(*available)
        for part in parts:
            part.element, part.address = self.element, self.address
        return parts

    def draw(self) -> None:
        canvas: TaggedCanvas = self.canv
        with canvas.drawing(self.element):
            super().draw()
        if self.address:
            title = self.getPlainText(identify=True)
            canvas.link(self.element, self.address, title, self.width, self.height)


class Rule(HRFlowable):
    """A thin line across, which only adorns."""

    def draw(self) -> None:
        canvas: TaggedCanvas = self.canv
        with canvas.adorning():
            super().draw()


class RuledTable(Table):
    """A table whose lines only adorn."""

    def _drawLines(self) -> None:  # noqa: N802 - reportlab's name
        with self.canv.adorning():
            super()._drawLines()


class Bookmark(Flowable):
    """A place that the reader's list of contents leads to."""

    def __init__(self, key: str, title: str) -> None:
        super().__init__()
        self.key = key
        self.title = title

    def wrap(self, *available: float) -> tuple[float, float]:
        return 0, 0

    def draw(self) -> None:
        self.canv.bookmarkPage(self.key)
        self.canv.addOutlineEntry(self.title, self.key, level=0)
