"""A planned batch made into pages, records and benefits."""

from collections.abc import Iterable, Mapping, Sequence

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
from partners.lists.benefit_writing import ROWS_AT_ONCE, BenefitWriter
from partners.lists.categories import CategoryBook
from partners.lists.changes import BRANCH_FIELDS, PAGE_FIELDS, as_html
from partners.lists.comparing import Compared
from partners.lists.history import LOG_ACTION
from partners.lists.options import ListOptions
from partners.lists.outcomes import Reason
from partners.lists.planning import Step
from partners.lists.shops import Shop
from partners.models import (
    Partner,
    PartnerBranch,
    PartnerInvitation,
    PartnerList,
    PartnerListEntry,
    PartnerLogEntry,
    PartnerPage,
)

LONGEST_SLUG = 80


class Writer:
    """Writes batches of one import; the caller holds the transaction and the locks."""

    def __init__(
        self, partner_list: PartnerList, categories: CategoryBook, options: ListOptions
    ) -> None:
        self.partner_list = partner_list
        self.categories = categories
        self.options = options
        self.benefits = BenefitWriter(options.now)
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
        self.benefits.add(
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
        self.benefits.change(compared)
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
