"""The letter with which a volunteer asks the town hall for the certificate (§ 30a Abs. 2 BZRG)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Spacer, Table, TableStyle

from accounts.models import Volunteer
from core.context_processors import association_settings
from core.printing.document import MUTED, WIDTH, Document, style
from core.printing.fonts import BOLD, REGULAR
from core.printing.pictures import Picture, printable
from core.printing.tagging import Bookmark, Rule
from organisations.models import Organisation

LOGO_WIDTH, LOGO_HEIGHT = 50 * mm, 15 * mm
LABELS = 44 * mm
BY_HAND = 8.5 * mm  # room above a line to write on

SENDER = style(9, 12.5, colour=MUTED)
SENDER_NAME = style(11, 15, font=BOLD)
TITLE = style(15, 19, font=BOLD, before=2 * mm, after=4 * mm)
TEXT = style(10.5, 14.8, after=2.4 * mm)
HEADING = style(11.5, 15, font=BOLD, before=2.5 * mm, after=1.2 * mm)
LABEL = style(10, 14.5, colour=MUTED)
FACT = style(10.5, 14.5)
SMALL = style(9, 12.2, colour=MUTED)


@dataclass(kw_only=True)
class RequestLetter(Document):
    """From the organisation, for the volunteer, to be shown at the town hall."""

    organisation: str
    sender: Sequence[str]  # what stands below the organisation's name
    place_and_day: str
    person: str
    born_on: str  # empty: to be filled in by hand
    what: str  # as what; may be empty
    logo: bytes | None

    def story(self) -> Iterator[Flowable]:
        if self.logo:
            alt = _("Logo: {name}").format(name=self.face.showable(self.organisation))
            figure = self.structure.add("Figure", alt)
            yield Picture(self.logo, width=LOGO_WIDTH, height=LOGO_HEIGHT, element=figure)
            yield Spacer(0, 2 * mm)
        yield from self.paragraph(self.structure, self.organisation, SENDER_NAME)
        for line in self.sender:
            yield from self.paragraph(self.structure, line, SENDER)
        yield Spacer(0, 8 * mm)
        yield from self.paragraph(
            self.structure, _("To be shown when applying, at the town hall or online"), SENDER
        )
        yield Spacer(0, 6 * mm)
        yield from self.paragraph(self.structure, self.place_and_day, TEXT)
        yield Bookmark("aufforderung", self.face.showable(self.title))
        yield from self.paragraph(self.structure, self.title, TITLE, role="H1")
        yield from self._person()
        yield from self._request()
        yield from self._fee()
        yield from self._signature()

    def _person(self) -> Iterator[Flowable]:
        section = self.structure.add("Sect")
        rows = [
            (_("Name"), self.person),
            (_("Date of birth"), self.born_on),
            (_("Place of birth"), ""),
            (_("Address"), ""),
        ]
        cells = [
            [
                list(self.paragraph(section, label, LABEL)),
                list(self.paragraph(section, text, FACT))
                if self.shown(text)
                else [Spacer(0, BY_HAND - 4 * mm), _line(WIDTH - LABELS)],
            ]
            for label, text in rows
        ]
        table = Table(cells, colWidths=[LABELS, WIDTH - LABELS])
        table.setStyle(
            TableStyle(
                [
                    ("FONTNAME", (0, 0), (-1, -1), REGULAR),
                    ("VALIGN", (0, 0), (-1, -1), "TOP"),
                    *((side, (0, 0), (-1, -1), 0) for side in ("LEFTPADDING", "RIGHTPADDING")),
                    ("TOPPADDING", (0, 0), (-1, -1), 1 * mm),
                    ("BOTTOMPADDING", (0, 0), (-1, -1), 1 * mm),
                ]
            )
        )
        yield table
        yield Spacer(0, 3 * mm)

    def _request(self) -> Iterator[Flowable]:
        yield from self._says(
            _("Request and confirmation"),
            _(
                "We ask the person named above to show us an extended certificate of good conduct"
                " (§ 30a BZRG)."
            ),
            _("They are to volunteer with us: {what}.").format(what=self.what)
            if self.shown(self.what)
            else _("They are to volunteer with us."),
            _(
                "We confirm that the conditions of § 30a Abs. 1 BZRG are met: the certificate is"
                " needed for volunteering in which minors are looked after, cared for, brought up"
                " or trained, or which is apt in a like manner to come into contact with minors"
                " (see also § 72a SGB VIII)."
            ),
            _(
                "The certificate goes to the applicant, who shows it to us. We only note that we"
                " have seen it, its date, who saw it and when it has to be renewed."
            ),
        )

    def _fee(self) -> Iterator[Flowable]:
        yield from self._says(
            _("Exemption from the fee"),
            _(
                "The activity is voluntary and unpaid and serves a charitable or public purpose."
                " According to the Federal Office of Justice's leaflet on fees for the certificate"
                " of good conduct it is free of charge then. We ask to make use of it."
            ),
        )

    def _says(self, heading: str, *texts: str) -> Iterator[Flowable]:
        yield from self.paragraph(self.structure, heading, HEADING, role="H2")
        for text in texts:
            yield from self.paragraph(self.structure, text, TEXT)

    def _signature(self) -> Iterator[Flowable]:
        section = self.structure.add("Sect")
        signs = _("Place, date, stamp and signature of the organisation")
        yield KeepTogether(
            [
                Spacer(0, 17 * mm),
                _line(WIDTH * 0.62),
                *self.paragraph(section, signs, SMALL),
            ]
        )


def letter_for(
    volunteer: Volunteer, organisation: Organisation, what: str, request: HttpRequest
) -> HttpResponse:
    """The letter as PDF, in German, as the authorities want it."""
    with translation.override(settings.LANGUAGE_CODE):
        content = _letter(volunteer, organisation, what, request).render()
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = 'inline; filename="Fuehrungszeugnis-Anforderung.pdf"'
    response.headers["Cache-Control"] = "no-store"
    return response


def _letter(
    volunteer: Volunteer, organisation: Organisation, what: str, request: HttpRequest
) -> RequestLetter:
    today = timezone.localdate()
    page = organisation.page
    town = organisation.municipality.name if organisation.municipality else ""
    title = _("Extended certificate of good conduct for a volunteer")
    register = " ".join(filter(None, [organisation.register_court, organisation.register_number]))
    contact = " · ".join(
        filter(None, [organisation.contact_name, organisation.email, organisation.phone])
    )
    return RequestLetter(
        title=title,
        author=organisation.name,
        day=today,
        subject=_("Request and confirmation according to § 30a Abs. 2 BZRG"),
        foot=" · ".join([title, association_settings(request).name]),
        organisation=organisation.name,
        sender=[line for line in (_address(organisation), contact, register) if line],
        place_and_day=", ".join(filter(None, [town, date_format(today)])),
        person=volunteer.name,
        born_on=date_format(volunteer.born_on) if volunteer.born_on else "",
        what=what,
        logo=printable(page.logo) if page else None,
    )


def _address(organisation: Organisation) -> str:
    """The organisation's own postal address, as far as everybody may know it."""
    page = organisation.page
    if page is None:
        return organisation.municipality.name if organisation.municipality else ""
    place = page.public_place
    town = " ".join(filter(None, [place.postcode, place.city]))
    return ", ".join(filter(None, [place.street, town]))


def _line(width: float) -> Rule:
    """To write on by hand."""
    return Rule(width, 0.7, color=MUTED, spaceBefore=0, spaceAfter=1 * mm, hAlign="LEFT")
