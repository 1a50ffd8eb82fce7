"""A planned batch made into pages, records and benefits."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F
from wagtail.actions.move_page import MovePageAction
from wagtail.models import Page

from core.bulk_pages import (
    Authorship,
    NewPage,
    create_pages,
    expire_pages,
    free_slug,
    publish_changes,
)
from municipalities.models import MunicipalityPage
from municipalities.services import german_slug
from partners.branches import follow_address
from partners.enums import PartnerEvent, PartnerState
from partners.lists.benefit_words import BenefitFacts, read_benefit
from partners.lists.categories import CategoryBook
from partners.lists.changes import BRANCH_FIELDS, PAGE_FIELDS, Changes, Current, as_html
from partners.lists.history import LOG_ACTION
from partners.lists.options import ListOptions
from partners.lists.outcomes import Reason
from partners.lists.planning import Step
from partners.lists.shops import Shop
from partners.models import (
    Benefit,
    Partner,
    PartnerBranch,
    PartnerInvitation,
    PartnerList,
    PartnerListBenefit,
    PartnerListEntry,
    PartnerLogEntry,
    PartnerPage,
    Redemption,
)

LONGEST_SLUG = 80
ROWS_AT_ONCE = 500
RELATED = ("branches", "languages", "wagtail_admin_comments")


@dataclass(frozen=True)
class Compared:
    """A known shop, what stands here of it, and what the list changes."""

    step: Step
    current: Current
    changes: Changes


class Writer:
    """Writes batches of one import; the caller holds the transaction and the locks."""

    def __init__(
        self, partner_list: PartnerList, categories: CategoryBook, options: ListOptions
    ) -> None:
        self.partner_list = partner_list
        self.categories = categories
        self.options = options
        self.town_pages: Mapping[int, int] = dict(
            MunicipalityPage.objects.values_list("municipality_id", "pk")
        )

    def _author(self, what: str) -> Authorship:
        log = {LOG_ACTION: {"what": what, "list": self.partner_list.name}}
        return Authorship(now=self.options.now, user=self.options.user, log=log)

    def _note(
        self, partner_ids: Iterable[int], event: PartnerEvent = PartnerEvent.IMPORTED
    ) -> None:
        PartnerLogEntry.objects.bulk_create(
            [
                PartnerLogEntry(
                    partner_id=pk, event=event, by=self.options.user, about=self.partner_list.name
                )
                for pk in partner_ids
            ],
            batch_size=ROWS_AT_ONCE,
        )

    def create(self, steps: Sequence[Step]) -> None:
        """New shops, each with a published page below its town's."""
        shops = [step.shop for step in steps if step.shop and step.shop.town]
        pages = [self._new_page(shop) for shop in shops]
        create_pages(pages, self._author("new"))
        partners = Partner.objects.bulk_create(
            [self._new_partner(shop, new.page) for shop, new in zip(shops, pages, strict=True)],
            batch_size=ROWS_AT_ONCE,
        )
        entries = PartnerListEntry.objects.bulk_create(
            [
                PartnerListEntry(
                    partner_list=self.partner_list,
                    partner=partner,
                    branch=new.page.branches.all()[0],
                    number=shop.number,
                    values=shop.values,
                    digest=shop.digest,
                )
                for shop, new, partner in zip(shops, pages, partners, strict=True)
            ],
            batch_size=ROWS_AT_ONCE,
        )
        self._add_benefits(
            [
                (entry, text, shop)
                for shop, entry in zip(shops, entries, strict=True)
                for text in shop.benefits
            ]
        )
        self._note(partner.pk for partner in partners)

    def _new_page(self, shop: Shop) -> NewPage:
        if shop.town is None:
            raise ValueError("A shop is filed under a town.")
        page = PartnerPage(
            title=shop.name,
            slug=german_slug(shop.name)[:LONGEST_SLUG].strip("-") or "akzeptanzstelle",
            municipality=shop.town,
            category=self.categories.get(shop.text("category")),
            website=shop.text("website"),
            public_phone=shop.text("phone"),
            public_email=shop.text("email"),
            about=as_html(shop.text("about")),
        )
        branch = PartnerBranch()
        for name in BRANCH_FIELDS:
            if shop.values.get(name) is not None:
                setattr(branch, name, shop.values[name])
        follow_address(branch)
        page.branches.set([branch])
        return NewPage(page, self.town_pages[shop.town.pk])

    def _new_partner(self, shop: Shop, page: Page) -> Partner:
        return Partner(
            name=shop.name,
            municipality=shop.town,
            page_id=page.pk,
            email=shop.text("email"),
            contact_name=shop.text("contact"),
            in_all_towns=shop.is_everywhere,
            confirmed_at=self.options.now,
        )

    def change(self, compared: Sequence[Compared]) -> None:
        """What the list changed on shops that are here; those that return are published again."""
        returned = [one for one in compared if one.step.reason is Reason.RETURNED]
        for one in compared:
            if one.step.reason is Reason.MOVED_TOWN:
                self._move(one)
        branches = [one.current.branch for one in compared if self._fill(one)]
        PartnerBranch.objects.bulk_update(
            [branch for branch in branches if branch],
            [*BRANCH_FIELDS, "municipality", "opening_times"],
            batch_size=100,
        )
        pages = [one.current.page for one in compared if one.changes.writes_page or one in returned]
        publish_changes(pages, {*PAGE_FIELDS.values()}, self._author("changed"))
        Partner.objects.bulk_update(
            [one.current.partner for one in compared],
            ["name", "contact_name", "email", "state", "confirmed_at"],
            batch_size=100,
        )
        self._remember(compared)
        self._change_benefits(compared)
        changed = [one for one in compared if one.changes.lines and one not in returned]
        self._note(one.current.partner.pk for one in changed)
        self._note((one.current.partner.pk for one in returned), PartnerEvent.RESUMED)

    def _fill(self, compared: Compared) -> bool:
        """Put the values on the instances; whether the place changed."""
        current, values = compared.current, compared.changes.values
        partner, page, branch = current.partner, current.page, current.branch
        if compared.step.reason is Reason.RETURNED:
            owned = compared.step.known and compared.step.known.has_owner
            partner.state = PartnerState.ACCEPTED if owned else PartnerState.KNOWN
            partner.confirmed_at = self.options.now
        if "email" in values and partner.email in ("", page.public_email):
            partner.email = values["email"]
        for name, value in values.items():
            if name == "contact":
                partner.contact_name = value
            elif name == "category":
                page.category = self.categories.get(value)
            elif name == "about":
                page.about = as_html(value)
            elif name in PAGE_FIELDS:
                setattr(page, PAGE_FIELDS[name], value)
            elif name in BRANCH_FIELDS and branch:
                setattr(branch, name, value)
        partner.name = page.title[:200]
        is_moved = branch is not None and any(name in BRANCH_FIELDS for name in values)
        if branch and is_moved:
            follow_address(branch)
        return is_moved

    def _move(self, compared: Compared) -> None:
        """Put the page below its new town, with an address that is free there."""
        shop, page = compared.step.shop, compared.current.page
        if shop is None or shop.town is None:
            return
        target = Page.objects.get(pk=self.town_pages[shop.town.pk])
        taken = set(target.get_children().values_list("slug", flat=True))
        slug = free_slug(page.slug, taken)
        if slug != page.slug:
            page.slug = slug
            page.save(update_fields=["slug", "url_path"])
        MovePageAction(page, target, pos="last-child", user=self.options.user).execute(
            skip_permission_checks=True
        )
        page.refresh_from_db(fields=["path", "depth", "url_path"])
        page.municipality_id = shop.town.pk
        compared.current.partner.municipality_id = shop.town.pk
        Partner.objects.filter(pk=compared.current.partner.pk).update(municipality=shop.town)

    def _remember(self, compared: Sequence[Compared]) -> None:
        new, old = [], []
        for one in compared:
            shop, current = one.step.shop, one.current
            if shop is None:
                continue
            entry = current.entry
            if entry is None:
                entry = current.entry = PartnerListEntry(
                    partner_list=self.partner_list, partner=current.partner, branch=current.branch
                )
                new.append(entry)
            else:
                old.append(entry)
            entry.number = shop.number or entry.number
            entry.values = {k: v for k, v in one.changes.remembered.items() if k != "kept"}
            # What is asked about is compared anew each time, until somebody has answered.
            entry.digest = "" if one.changes.doubts else shop.digest
            entry.gone_at = None
        PartnerListEntry.objects.bulk_create(new, batch_size=ROWS_AT_ONCE)
        PartnerListEntry.objects.bulk_update(
            old, ["number", "values", "digest", "gone_at"], batch_size=100
        )

    def _change_benefits(self, compared: Sequence[Compared]) -> None:
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
                    source.benefit.ended_at = self.options.now
                    ended.append(source.benefit)
                if change.text:
                    added.append((entry, change.text, shop))
            self._set_days(one)
        PartnerListBenefit.objects.filter(benefit__in=ended).delete()
        Benefit.objects.bulk_update(ended, ["ended_at"], batch_size=100)
        PartnerListBenefit.objects.bulk_update(rewritten, ["text"], batch_size=100)
        for source in rewritten:
            source.benefit.changed_at = self.options.now
        Benefit.objects.bulk_update(
            [source.benefit for source in rewritten],
            ["kind", "title", "terms", "percent", "price", "regular_price", "changed_at"],
            batch_size=100,
        )
        self._add_benefits(added)

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

    def _add_benefits(self, added: Sequence[tuple[PartnerListEntry, str, Shop]]) -> None:
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

    def end(self, steps: Sequence[Step]) -> None:
        """Shops that the list no longer names; benefits and figures stay, in case they return."""
        known = [step.known for step in steps if step.known]
        partner_ids = [one.partner for one in known]
        pages = PartnerPage.objects.filter(record__in=partner_ids, live=True)
        expire_pages(list(pages), self._author("gone"))
        Partner.objects.filter(pk__in=partner_ids).update(state=PartnerState.ENDED)
        PartnerInvitation.objects.filter(
            partner__in=partner_ids, accepted_at=None, withdrawn_at=None
        ).update(withdrawn_at=self.options.now)
        PartnerListEntry.objects.filter(pk__in=[one.entry for one in known]).update(
            gone_at=self.options.now
        )
        self._note(partner_ids, PartnerEvent.ENDED)

    def keep(self, steps: Sequence[Step]) -> None:
        """Shops that somebody keeps although the list no longer names them."""
        ids = [step.known.entry for step in steps if step.known and not step.known.is_kept]
        entries = list(PartnerListEntry.objects.filter(pk__in=[pk for pk in ids if pk]))
        for entry in entries:
            entry.values = {**entry.values, "kept": True}
        PartnerListEntry.objects.bulk_update(entries, ["values"], batch_size=100)

    def finish_batch(self) -> None:
        """Let other imports of the list know that their plan is out of date."""
        PartnerList.objects.filter(pk=self.partner_list.pk).update(version=F("version") + 1)


def load_current(steps: Sequence[Step], partner_list: PartnerList) -> dict[str, Current]:
    """What stands here of the steps' shops, by target; a fixed number of queries."""
    known = [step.known for step in steps if step.known]
    partners = Partner.objects.in_bulk([one.partner for one in known])
    pages: dict[int, PartnerPage] = (
        PartnerPage.objects.select_related("category")
        .prefetch_related(*RELATED)
        .in_bulk([one.page for one in known if one.page])
    )
    entries = PartnerListEntry.objects.in_bulk([one.entry for one in known if one.entry])
    sources: dict[int, list[PartnerListBenefit]] = {}
    for source in PartnerListBenefit.objects.filter(entry__in=list(entries)).select_related(
        "benefit"
    ):
        sources.setdefault(source.entry_id, []).append(source)
    benefits: dict[int, list[Benefit]] = {}
    for benefit in Benefit.objects.filter(partner__in=list(partners), ended_at=None):
        benefits.setdefault(benefit.partner_id, []).append(benefit)
    found: dict[str, Current] = {}
    for one in known:
        page = pages.get(one.page or 0)
        if page is None:
            continue
        branches: list[Any] = list(page.branches.all())
        branch = next((branch for branch in branches if branch.pk == one.branch), None)
        entry = entries.get(one.entry or 0)
        found[one.target] = Current(
            partner=partners[one.partner],
            page=page,
            branch=branch,
            entry=entry,
            sources=sources.get(entry.pk, []) if entry else [],
            benefits=benefits.get(one.partner, []),
        )
    return found


def _put_on(benefit: Benefit, facts: BenefitFacts) -> None:
    benefit.kind, benefit.title, benefit.terms = facts.kind, facts.title, facts.terms
    benefit.percent, benefit.price = facts.percent, facts.price
    benefit.regular_price = facts.regular_price
