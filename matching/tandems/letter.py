"""The letters that bring two people together or thank them, one for each, on A4."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, PageBreak, Spacer

from core.printing.document import MUTED, Document, style
from core.printing.fonts import BOLD
from core.printing.tagging import Bookmark, Element
from matching.enums import TandemRole
from matching.models import Tandem, TandemPerson, TandemProgramme
from matching.tandems.mails import partner_of

SENDER = style(9, 12, colour=MUTED)
TITLE = style(16, 20, font=BOLD, before=12 * mm, after=5 * mm)
TEXT = style(11, 15.5, after=3 * mm)
FACT = style(11, 15.5)
NAME = style(13, 18, font=BOLD, before=1 * mm)


def letters_pdf(tandem: Tandem, programme: TandemProgramme, *, day: dt.date) -> bytes:
    """Two pages: to whom accompanies, and to who is accompanied; of an ended tandem its thanks."""
    with translation.override(settings.LANGUAGE_CODE):
        title = _("Your tandem: {programme}").format(programme=programme.title)
        return _Letters(
            title=_("Thank you for your tandem") if tandem.ended_on else title,
            author=str(programme.municipality),
            day=day,
            numbered=False,
            tandem=tandem,
            programme=programme,
        ).render()


@dataclass(kw_only=True)
class _Letters(Document):
    tandem: Tandem
    programme: TandemProgramme

    def story(self) -> Iterator[Flowable]:
        for number, person in enumerate((self.tandem.mentor, self.tandem.mentee)):
            if number:
                yield PageBreak()
            yield from self._letter(person, partner_of(self.tandem, person))

    def _letter(self, person: TandemPerson, partner: TandemPerson) -> Iterator[Flowable]:
        section = self.structure.add("Sect")
        town = self.programme.municipality
        yield Bookmark(f"brief-{person.pk}", self.face.showable(person.name))
        street = " ".join(filter(None, [town.desk_postcode, town.desk_city]))
        sender = [town.desk_name or town.name, town.desk_street, street]
        yield from self.paragraph(section, " · ".join(filter(None, sender)), SENDER)
        yield from self.paragraph(section, date_format(self.day), SENDER)
        yield from self.paragraph(section, self.title, TITLE, role="H1")
        told = self._thanks if self.tandem.ended_on else self._beginning
        yield from told(section, person, partner)
        yield Spacer(0, 8 * mm)
        yield from self.paragraph(section, town.desk_name or town.name, TEXT)

    def _beginning(
        self, section: Element, person: TandemPerson, partner: TandemPerson
    ) -> Iterator[Flowable]:
        for text in [*_greeting(person), _found_for(person)]:
            yield from self.paragraph(section, text, TEXT)
        yield from self.paragraph(section, partner.name, NAME)
        yield from self.fact(section, _("Telephone"), partner.phone, FACT)
        yield from self.fact(section, _("E-mail"), partner.email, FACT)
        yield Spacer(0, 4 * mm)
        for text in self.programme.about.splitlines():
            yield from self.paragraph(section, text, TEXT)
        first = _("Please agree on a first meeting with each other in the next days.")
        yield from self.paragraph(section, first, TEXT)
        desk = _("If something does not fit, or you want to stop, please tell us:")
        yield from self.paragraph(section, desk, TEXT)
        yield from self._desk(section)

    def _thanks(
        self, section: Element, person: TandemPerson, partner: TandemPerson
    ) -> Iterator[Flowable]:
        """What stands in the mail, too."""
        words = {
            "programme": self.programme.title,
            "name": person.name,
            "partner": partner.name,
            "day": date_format(self.tandem.ended_on or self.day),
        }
        if person.role == TandemRole.MENTOR:
            texts = [
                _(
                    "your tandem with %(partner)s in “%(programme)s” ended on %(day)s."
                    " Thank you for the time that you have given each other!"
                )
                % words,
                *self.programme.thanks.splitlines(),
                _("If you would like a certificate about your engagement, please tell us."),
            ]
        else:
            texts = [
                _(
                    "The tandem of %(name)s with %(partner)s in “%(programme)s” ended on %(day)s."
                    " Thank you for your trust! We hope that the time together has done good."
                )
                % words,
                _(
                    "If you would like to tell us how it was, or look for somebody again,"
                    " please get in touch with us."
                ),
            ]
        kept = _("What we have kept of this tandem is erased after %(days)s days.")
        for text in [*_greeting(person), *texts, kept % {"days": self.programme.kept_days}]:
            yield from self.paragraph(section, text, TEXT)
        yield from self._desk(section)

    def _desk(self, section: Element) -> Iterator[Flowable]:
        town = self.programme.municipality
        yield from self.fact(section, _("Telephone"), town.desk_phone, FACT)
        yield from self.fact(section, _("E-mail"), town.desk_email, FACT)


def _greeting(person: TandemPerson) -> list[str]:
    """Who is accompanied may be a child; then it is the parents who open the letter."""
    if person.role == TandemRole.MENTOR:
        return [_("Good day {name},").format(name=person.name)]
    parents = _("this letter is for {name}, and for the parents if it is a child.")
    return [_("Good day,"), parents.format(name=person.name)]


def _found_for(person: TandemPerson) -> str:
    if person.role == TandemRole.MENTOR:
        return _("we have found somebody for you. Your tandem partner is:")
    found = _("We have found somebody for {name}. The tandem partner is:")
    return found.format(name=person.name)
