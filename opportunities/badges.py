"""What one should notice of an opportunity at a glance: a word, a symbol, a tone."""

from typing import TYPE_CHECKING, NamedTuple

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.icons import icon
from opportunities.enums import OpportunityState, Whereabouts

if TYPE_CHECKING:
    from opportunities.card_rows import CardRow
    from opportunities.models import OpportunityPage


class Badge(NamedTuple):
    label: str
    icon: SafeString
    tone: str  # ends the class name: badge--plain, badge--notice, badge--strong


def badges(page: "OpportunityPage | CardRow", state: OpportunityState) -> list[Badge]:
    """The most important first: whether one can still help, then what speaks for it."""
    found = []
    if state == OpportunityState.EXPIRED:
        return [Badge(_("Expired"), icon("clock"), "notice")]
    if state == OpportunityState.PAUSED:
        found.append(Badge(_("Paused"), icon("clock"), "notice"))
    elif state == OpportunityState.FULL:
        found.append(Badge(_("All places taken"), icon("people"), "notice"))
    elif page.places_left:
        label = ngettext("%(number)d person wanted", "%(number)d people wanted", page.places_left)
        found.append(Badge(label % {"number": page.places_left}, icon("people"), "strong"))
    if page.whereabouts == Whereabouts.BOTH:
        found.append(Badge(_("Also online"), icon("online"), "plain"))
    if page.counts_for_card:
        found.append(Badge(_("Counts for the Ehrenamtskarte"), icon("card"), "plain"))
    if page.is_step_free:
        found.append(Badge(_("Step-free"), icon("stepfree"), "plain"))
    return found
