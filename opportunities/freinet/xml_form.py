"""The XML form of an export, read as a stream; a file that is not well-formed, offer by offer.

Nothing that could make a parser reach out or blow up gets to it: a document type or an entity
ends the reading (see the defusedxml documentation on XML bombs).
"""

import re
from collections.abc import Iterator
from html.entities import html5
from itertools import pairwise
from typing import BinaryIO
from xml.etree.ElementTree import Element, ParseError, tostring

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring, iterparse

from opportunities.freinet.errors import FreinetFileError
from opportunities.freinet.outcomes import Reason
from opportunities.freinet.rows import FIELD_OF, Entry, Row, row_from

ROOT = "angebotsliste"
OFFER = "angebot"
# Where our own exports keep what Freinet has no element for (`additions`).
NAMESPACE = "urn:ehrenamtsverbund:angebot:1"
ADDITIONS = f"{{{NAMESPACE}}}zusatz"
MOST_ENTRIES = 500  # more additions to one offer are an attack or an accident
DEEPEST = 40  # levels of elements; an export has three
KEPT_OF_BROKEN_ROWS = 4000  # characters

_OFFER_START = re.compile(rb"<angebot[\s>]", re.I)
_OFFER_END = re.compile(rb"</angebot\s*>", re.I)
_ROOT_START = re.compile(rb"<angebotsliste[\s>]", re.I)
_UNSAFE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.I)
_AGENCY_ID = re.compile(rb"""agenturId\s*=\s*["'](\w{1,20})["']""", re.I)
_OFFER_ID = re.compile(r"""angebotsId\s*=\s*["'](\w{1,20})["']""", re.I)
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)(\w{2,31};)?")


def xml_rows(stream: BinaryIO) -> Iterator[Row]:
    """The offers of an XML export.

    Raises `FreinetFileError` if the file is unsafe or no such export. Where it is not
    well-formed, one row says so and the offers after it are read one by one.
    """
    done = 0
    try:
        for row in _well_formed_rows(stream):
            yield row
            done += 1
    except ParseError:
        if not done and not _looks_like_export(stream):
            raise FreinetFileError(FreinetFileError.Code.NOT_FREINET) from None
    except DefusedXmlException:
        raise FreinetFileError(FreinetFileError.Code.UNSAFE_XML) from None
    else:
        return
    yield from _rows_one_by_one(stream, done=done)


def _well_formed_rows(stream: BinaryIO) -> Iterator[Row]:
    _skip_white_space(stream)
    agency_id = ""
    depth = number = 0
    has_root = False
    containers: list[Element] = []
    for event, element in iterparse(stream, events=("start", "end"), forbid_dtd=True):
        name = _name(element)
        if event == "start":
            depth += 1
            if depth > DEEPEST:
                raise FreinetFileError(FreinetFileError.Code.NOT_FREINET)
            if name == ROOT:
                has_root = True
                agency_id = _attribute(element, "agenturid")
            containers.append(element)
            continue
        depth -= 1
        containers.pop()
        if name == OFFER:
            number += 1
            yield _row(element, number, agency_id)
            element.clear()
            if containers:
                containers[-1].clear()  # or the finished ones would stay in memory
    if not has_root and not number:
        raise FreinetFileError(FreinetFileError.Code.NOT_FREINET)


def _skip_white_space(stream: BinaryIO) -> None:
    """A blank line before the declaration is common and harmless, but no XML."""
    stream.seek(0)
    start = stream.read(1024)
    stream.seek(len(start) - len(start.lstrip()) if start.strip() else 0)


def _row(element: Element, number: int, agency_id: str, repairs: tuple[Reason, ...] = ()) -> Row:
    values = {"freinet_id": _attribute(element, "angebotsid"), "agency_id": agency_id}
    additions = None
    for child in element:
        if child.tag == ADDITIONS:
            additions = _entries(child)
            continue
        field = FIELD_OF.get(_name(child))
        if field and not values.get(field):
            values[field] = _content(child)
    return row_from(values, number=number, repairs=repairs, additions=additions)


def _entries(element: Element) -> tuple[Entry, ...]:
    return tuple(
        Entry(_name(child), (child.text or "").strip(), dict(child.attrib))
        for child in element[:MOST_ENTRIES]
    )


def _name(element: Element) -> str:
    """The element's name in lower case, without a name space."""
    return str(element.tag).rpartition("}")[2].lower()


def _attribute(element: Element, name: str) -> str:
    return next((value for key, value in element.items() if key.lower() == name), "")


def _content(element: Element) -> str:
    """The text; HTML that was not escaped comes back as markup."""
    inner = "".join(tostring(child, encoding="unicode") for child in element)
    return (element.text or "") + inner


def _looks_like_export(stream: BinaryIO) -> bool:
    stream.seek(0)
    start = stream.read(64 * 1024)
    return bool(_ROOT_START.search(start) or _OFFER_START.search(start))


def _rows_one_by_one(stream: BinaryIO, *, done: int) -> Iterator[Row]:
    """What follows the first `done` offers of a file that is not well-formed.

    Each stretch from `<angebot` to `</angebot>` is read by itself. One row at least says that
    the file is damaged, because what lies between the offers is lost too.
    """
    stream.seek(0)
    data = stream.read()
    starts = [match.start() for match in _OFFER_START.finditer(data)]
    head = data[: starts[0] if starts else len(data)]
    if _UNSAFE.search(head):
        raise FreinetFileError(FreinetFileError.Code.UNSAFE_XML)
    agency = _AGENCY_ID.search(head)
    agency_id = agency[1].decode() if agency else ""
    is_told = False
    stretches = list(pairwise([*starts, len(data)]))
    for number, (start, following) in enumerate(stretches[done:], start=done + 1):
        end = _OFFER_END.search(data, start, following)
        source = _decoded(data[start : end.end() if end else following])
        row = _row_from_source(source, number, agency_id) if end else None
        if row is None:
            is_cut_off = end is None and following == len(data)
            problem = Reason.CUT_OFF if is_cut_off else Reason.ILL_FORMED
            row = _broken_row(source, number, problem)
            is_told = True
        yield row
    if not is_told:
        has_end = data.rfind(b"</" + ROOT.encode()) >= 0
        yield Row(number=done + 1, problem=Reason.ILL_FORMED if has_end else Reason.CUT_OFF)


def _decoded(source: bytes) -> str:
    try:
        return source.decode("utf-8")
    except UnicodeDecodeError:
        return source.decode("cp1252", errors="replace")


def _row_from_source(source: str, number: int, agency_id: str) -> Row | None:
    repaired = _ENTITY.sub(_escaped_entity, _FORBIDDEN.sub("", source))
    repairs = (Reason.MARKUP,) if repaired != source else ()
    try:
        return _row(fromstring(repaired, forbid_dtd=True), number, agency_id, repairs)
    except (ParseError, DefusedXmlException, ValueError):
        return None


def _escaped_entity(match: re.Match[str]) -> str:
    """HTML's entities as the characters they mean, any other `&` as itself."""
    characters = html5.get(match[1] or "")
    return characters if characters else "&amp;" + (match[1] or "")


def _broken_row(source: str, number: int, problem: Reason) -> Row:
    known = _OFFER_ID.search(source[:500])
    return Row(
        number=number,
        freinet_id=known[1] if known else "",
        problem=problem,
        raw=source[:KEPT_OF_BROKEN_ROWS],
    )
