"""The benefits of a batch, in the words of the list; what has been used is never rewritten."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from partners.lists.benefit_words import BenefitFacts, read_benefit
from partners.lists.comparing import Compared
from partners.lists.shops import Shop
from partners.models import Benefit, PartnerListBenefit, PartnerListEntry, Redemption

ROWS_AT_ONCE: Final = 500


class BenefitWriter:
    """Writes benefits of one import; the caller holds the transaction and the locks."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def add(self, added: Sequence[tuple[PartnerListEntry, str, Shop]]) -> None:
        """Benefits in the words of the list, with the days that the shop's row says."""
        benefits = []
        for entry, text, shop in added:
            benefit = Benefit(partner_id=entry.partner_id)
            _put_on(benefit, read_benefit(text))
            for name in ("valid_from", "valid_until"):
                if day := shop.text(name):
                    setattr(benefit, name, date.fromisoformat(day))
            if benefit.valid_from and benefit.valid_until:
                benefit.valid_until = max(benefit.valid_from, benefit.valid_until)
            benefits.append(benefit)
        Benefit.objects.bulk_create(benefits, batch_size=ROWS_AT_ONCE)
        PartnerListBenefit.objects.bulk_create(
            [
                PartnerListBenefit(entry=entry, benefit=benefit, text=text)
                for (entry, text, _shop), benefit in zip(added, benefits, strict=True)
            ],
            batch_size=ROWS_AT_ONCE,
        )

    def change(self, compared: Sequence[Compared]) -> None:
        """Rewrite what nobody has used; else the old one ends and another follows."""
        added: list[tuple[PartnerListEntry, str, Shop]] = []
        rewritten: list[PartnerListBenefit] = []
        ended: list[Benefit] = []
        used = self._used(compared)
        for one in compared:
            entry, shop = one.current.entry, one.step.shop
            if entry is None or shop is None:
                continue
            for change in one.changes.benefits:
                source = change.source
                if source and change.text and source.benefit_id not in used:
                    source.text = change.text
                    _put_on(source.benefit, change.facts)
                    rewritten.append(source)
                    continue
                if source:
                    # It has been used, or given up: it stays as it was, and ends.
                    source.benefit.ended_at = self.now
                    ended.append(source.benefit)
                if change.text:
                    added.append((entry, change.text, shop))
            self._set_days(one)
        PartnerListBenefit.objects.filter(benefit__in=ended).delete()
        Benefit.objects.bulk_update(ended, ["ended_at"], batch_size=100)
        PartnerListBenefit.objects.bulk_update(rewritten, ["text"], batch_size=100)
        for source in rewritten:
            source.benefit.changed_at = self.now
        Benefit.objects.bulk_update(
            [source.benefit for source in rewritten],
            ["kind", "title", "terms", "percent", "price", "regular_price", "changed_at"],
            batch_size=100,
        )
        self.add(added)

    def _set_days(self, compared: Compared) -> None:
        days = {
            name: date.fromisoformat(value) if value else None
            for name, value in compared.changes.values.items()
            if name in ("valid_from", "valid_until")
        }
        if days:
            ours = [source.benefit_id for source in compared.current.sources]
            Benefit.objects.filter(pk__in=ours).update(**days)

    @staticmethod
    def _used(compared: Sequence[Compared]) -> set[int]:
        ids = [
            change.source.benefit_id
            for one in compared
            for change in one.changes.benefits
            if change.source
        ]
        uses = Redemption.objects.filter(benefit__in=ids).order_by()
        return set(uses.values_list("benefit_id", flat=True).distinct()) if ids else set()


def _put_on(benefit: Benefit, facts: BenefitFacts) -> None:
    benefit.kind, benefit.title, benefit.terms = facts.kind, facts.title, facts.terms
    benefit.percent, benefit.price = facts.percent, facts.price
    benefit.regular_price = facts.regular_price
