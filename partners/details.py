"""A shop's own page in words: what its template shows, ready to be shown."""

import datetime as dt
import json
import re
from dataclasses import dataclass

from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from core.models import SpokenLanguage
from core.models.places import PublicPlace
from partners.cards import category_icon
from partners.conditions import Condition, conditions, highlight, price_in_words
from partners.enums import PartnerState
from partners.holidays import is_holiday
from partners.models import Benefit, BenefitTranslation, Partner, PartnerBranch, PartnerPage

# Between `6–18 Uhr` and the next weekday.
_NEXT_DAYS = re.compile(
    r"(?<=[a-zäöü0-9])[.,;]\s+(?=(?:Mo|Di|Mi|Do|Fr|Sa|So|Feiertag|feiertag)[a-z]*\b)"
)
_WITHIN_A_SPAN = re.compile(r"(?<=\w)[-–](?=\w)")


@dataclass(frozen=True, kw_only=True)
class ShownBenefit:
    key: int
    title: str
    highlight: str
    price: str
    terms: str
    conditions: list[Condition]
    translations: list[BenefitTranslation]
    is_coming: bool


@dataclass(frozen=True, kw_only=True)
class ShownBranch:
    place: PublicPlace
    town: str  # of the association, where the address does not say it
    opening_hours: list[str]  # a line for what is said of one stretch of the week
    opening_times: str  # as JSON, for the script that says whether it is open; empty: not known


@dataclass(frozen=True, kw_only=True)
class PartnerDetails:
    partner: Partner | None
    takes_part: bool
    category: str
    category_icon: SafeString
    benefits: list[ShownBenefit]
    branches: list[ShownBranch]
    languages: list[SpokenLanguage]
    access: list[Condition]
    holidays: str  # days of the coming week as ISO dates, for the script


def partner_details(page: PartnerPage) -> PartnerDetails:
    partner = Partner.objects.filter(page_id=page.pk).first()
    today = timezone.localdate()
    return PartnerDetails(
        partner=partner,
        takes_part=partner is None or partner.state in (PartnerState.KNOWN, PartnerState.ACCEPTED),
        category=page.category.label if page.category else "",
        category_icon=category_icon(page),
        benefits=shown_benefits(partner, today=today) if partner else [],
        branches=[_branch(branch) for branch in page.branches.all()],
        languages=list(page.languages.all()),
        access=_access(page),
        holidays=" ".join(
            day.isoformat()
            for day in (today + dt.timedelta(days=number) for number in range(8))
            if is_holiday(day)
        ),
    )


def shown_benefits(partner: Partner, *, today: dt.date) -> list[ShownBenefit]:
    """What holds at present, then what comes later; what is over is left out."""
    rows = partner.benefits.current().exclude(valid_until__lt=today)
    rows = rows.order_by("sort_order", "pk").prefetch_related("branches", "translations")
    shown = [_benefit(benefit, today) for benefit in rows]
    return sorted(shown, key=lambda one: one.is_coming)


def _benefit(benefit: Benefit, today: dt.date) -> ShownBenefit:
    return ShownBenefit(
        key=benefit.pk,
        title=benefit.title,
        highlight=highlight(benefit),
        price=price_in_words(benefit) if benefit.regular_price is not None else "",
        terms=benefit.terms,
        conditions=conditions(benefit, today=today),
        translations=list(benefit.translations.all()),
        is_coming=benefit.valid_from is not None and benefit.valid_from > today,
    )


def lines_of(opening_hours: str) -> list[str]:
    """Opening hours with each stretch of the week on a line, and no span broken in two."""
    whole = _WITHIN_A_SPAN.sub("\N{WORD JOINER}–\N{WORD JOINER}", opening_hours)
    return [line for line in _NEXT_DAYS.split(whole) if line]


def _branch(branch: PartnerBranch) -> ShownBranch:
    return ShownBranch(
        place=branch.public_place,
        town=branch.municipality.name if branch.municipality else "",
        opening_hours=lines_of(branch.opening_hours),
        opening_times=json.dumps(branch.opening_times) if branch.opening_times else "",
    )


def _access(page: PartnerPage) -> list[Condition]:
    """What is known of how one gets in and around; what nobody has said is left out."""
    known = (
        (page.step_free, "stepfree", _("step-free entrance"), _("no step-free entrance")),
        (page.accessible_toilet, "toilet", _("accessible toilet"), _("no accessible toilet")),
        (page.hearing_loop, "ear", _("hearing loop"), ""),
    )
    found = [
        Condition(icon if is_there else "close", capfirst(yes if is_there else no))
        for is_there, icon, yes, no in known
        if is_there is not None and (yes if is_there else no)
    ]
    return found + ([Condition("info", page.access_note)] if page.access_note else [])
