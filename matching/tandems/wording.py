"""Sentences about people of tandems, for the screens of the desk."""

from collections.abc import Iterable

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.models import SpokenLanguage
from matching.models import TandemPerson


def listed(names: Iterable[object]) -> str:
    """Ada, Ben und Cem."""
    return str(get_text_list([str(name) for name in names], _("and")))


def speaks(languages: Iterable[SpokenLanguage]) -> str:
    """Names that it is languages: German is a topic, too."""
    names = listed(languages)
    return _("speaks {languages}").format(languages=names) if names else ""


def both_speak(languages: Iterable[SpokenLanguage]) -> str:
    names = listed(languages)
    return _("both speak {languages}").format(languages=names) if names else ""


def not_mailed(people: Iterable[TandemPerson]) -> str:
    """Whom no mail reaches, or nothing."""
    names = [str(one) for one in people if not one.email]
    if not names:
        return ""
    return ngettext(
        "%(names)s has no e-mail address: please send the letter or call.",
        "%(names)s have no e-mail address: please send the letters or call.",
        len(names),
    ) % {"names": listed(names)}


def thanked(people: Iterable[TandemPerson]) -> str:
    """Who gets thanks by mail; whoever has no address is told nothing."""
    names = [str(one) for one in people if one.email]
    if not names:
        return _("The tandem has ended.")
    return _("The tandem has ended. Thanks go by e-mail to {names}.").format(names=listed(names))
