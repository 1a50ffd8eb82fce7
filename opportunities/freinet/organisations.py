"""Organisations of an export and their pages: made once, found again."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q
from wagtail.models import Page

from core.bulk_pages import Authorship, NewPage, create_pages, publish_changes
from municipalities.services import german_slug
from opportunities.freinet.destinations import Bucket
from opportunities.freinet.offers import Offer, organisation_key
from opportunities.models import FreinetOrganisation
from organisations.models import OrganisationPage

LONGEST_SLUG = 80  # characters; readable addresses end somewhere

Known = dict[tuple[int | None, str], "Organisation"]


@dataclass(eq=False)
class Organisation:
    """An organisation below a bucket; what is None is made when it is written."""

    bucket: Bucket
    freinet_id: str
    name: str
    city: str = ""
    source: FreinetOrganisation | None = None
    page: OrganisationPage | None = None
    same_as: "Organisation | None" = None  # under another number or by name alone
    new_name: str = ""  # what the export calls it now, where that has changed

    @property
    def current_page(self) -> OrganisationPage | None:
        return self.page or (self.same_as.page if self.same_as else None)

    @property
    def is_deleted(self) -> bool:
        """Whether somebody deleted the page that the import had made or found."""
        return self.current_page is None and self.source is not None and self.same_as is None

    @property
    def is_new(self) -> bool:
        return self.page is None and self.source is None and self.same_as is None


@dataclass
class Memory:
    """What one run of the import has to know from batch to batch."""

    # By what name a number was first called: rows that contradict each other must not take
    # turns at renaming their organisation.
    names: dict[tuple[int | None, str], str] = field(default_factory=dict)
    # What a preview would have made by now.
    by_number: Known = field(default_factory=dict)
    by_name: Known = field(default_factory=dict)


class OrganisationBook:
    """The organisations that the offers of one batch may need, read in a few queries."""

    def __init__(self, offers: Iterable[tuple[Offer, Bucket]], memory: Memory) -> None:
        pairs = list(offers)
        self.memory = memory
        self.by_number: Known = {}
        self.by_name: Known = {}
        self._buckets = {bucket.page_id: bucket for _offer, bucket in pairs}
        keys = {organisation_key(name) for offer, _bucket in pairs for name in offer.names}
        self._load_sources({offer.organisation_id for offer, _bucket in pairs}, keys)
        self._load_pages(keys)

    def _load_sources(self, numbers: set[str], keys: set[str]) -> None:
        sources = (
            FreinetOrganisation.objects.filter(parent__in=filter(None, self._buckets))
            .filter(Q(freinet_id__in=numbers - {""}) | Q(name_key__in=keys))
            .select_related("page")
            .order_by("pk")
        )
        for source in sources:
            page = source.page
            known = Organisation(
                self._buckets[source.parent_id],
                source.freinet_id,
                page.title if page else source.name_key,
                source=source,
                page=page,
            )
            if source.freinet_id:
                self.by_number[source.parent_id, source.freinet_id] = known
            self._name(known, source.name_key)

    def _load_pages(self, keys: set[str]) -> None:
        """Pages that people made by hand count too, by their name."""
        parents = {
            page.path: page for page in Page.objects.filter(pk__in=filter(None, self._buckets))
        }
        found = {
            pk: parents[path[: -Page.steplen]]
            for parent in parents.values()
            for pk, path, title in OrganisationPage.objects.child_of(parent)
            .order_by("pk")
            .values_list("pk", "path", "title")
            if organisation_key(title) in keys
        }
        for pk, page in OrganisationPage.objects.in_bulk(list(found)).items():
            by_hand = Organisation(self._buckets[found[pk].pk], "", page.title, page=page)
            self._name(by_hand, organisation_key(page.title))

    def _name(self, organisation: Organisation, key: str) -> None:
        """Of several of one name the first counts whose page is there."""
        same = self.by_name.get((organisation.bucket.page_id, key))
        if same is None or same.is_deleted:
            self.by_name[organisation.bucket.page_id, key] = organisation

    def find(self, offer: Offer, bucket: Bucket) -> Organisation | None:
        """The organisation of `offer`, one to be made if it is new; None if it has no name."""
        number = (bucket.page_id, offer.organisation_id)
        known = self._known_by_number(offer, number)
        if known and not known.is_deleted:
            return known
        name = next(filter(None, offer.names), "")
        key = (bucket.page_id, organisation_key(name))
        found = self.by_name.get(key) or self.memory.by_name.get(key) if name else None
        if found is None:
            if known or not name:
                return known
            city = bucket.city or offer.values["city"]
            found = Organisation(bucket, offer.organisation_id, name, city)
            self.by_name[key] = found
        elif known and not found.is_deleted:
            known.same_as = found  # somebody deleted its page and made another one
            return known
        elif offer.organisation_id and found.freinet_id != offer.organisation_id:
            found = Organisation(bucket, offer.organisation_id, found.name, same_as=found)
        if offer.organisation_id:
            self.by_number[number] = found
        return found

    def _known_by_number(self, offer: Offer, number: tuple[int | None, str]) -> Organisation | None:
        if not offer.organisation_id:
            return None
        known = self.by_number.get(number) or self.memory.by_number.get(number)
        name = self.memory.names.setdefault(number, offer.organisation_name)
        if (
            known
            and known.source
            and name == offer.organisation_name
            and organisation_key(name) != known.source.name_key
        ):
            known.new_name = name
        return known

    def keep_in_mind(self) -> None:
        """After a batch of a preview: what it would have made is there for the next one."""
        self.memory.by_number.update(self.by_number)
        self.memory.by_name.update(self.by_name)


def write_organisations(organisations: Iterable[Organisation], author: Authorship) -> None:
    """Make the pages that are missing and remember which number or name stands for which."""
    wanted = list(dict.fromkeys(organisations))
    wanted = list(dict.fromkeys([*(o.same_as for o in wanted if o.same_as), *wanted]))
    new = [organisation for organisation in wanted if organisation.is_new]
    _make_pages(new, author)
    unknown = [organisation for organisation in wanted if organisation.source is None]
    for organisation in unknown:
        page = organisation.current_page
        if organisation.bucket.page_id is None:
            raise ValueError("Nothing is remembered of an organisation that is filed nowhere.")
        organisation.source = FreinetOrganisation(
            parent_id=organisation.bucket.page_id,
            freinet_id=organisation.freinet_id,
            name_key=organisation_key(organisation.name),
            page=page,
            revision_id=page.latest_revision_id if page and organisation in new else None,
        )
    FreinetOrganisation.objects.bulk_create(o.source for o in unknown if o.source)
    for organisation in wanted:
        source, page = organisation.source, organisation.current_page
        if source and source.page_id is None and page:
            source.page = organisation.page = page
            source.save(update_fields=["page"])


def _make_pages(new: list[Organisation], author: Authorship) -> None:
    pages = []
    for organisation in new:
        parent_id = organisation.bucket.page_id
        if parent_id is None:
            raise ValueError("The page above an organisation is made before the organisation.")
        organisation.page = OrganisationPage(
            title=organisation.name,
            slug=german_slug(organisation.name)[:LONGEST_SLUG].strip("-") or "organisation",
            city=organisation.city,
            municipality_id=organisation.bucket.municipality_id,
        )
        pages.append(NewPage(organisation.page, parent_id))
    create_pages(pages, author)


def can_be_renamed(organisation: Organisation) -> bool:
    """Whether the page still bears the import's own name and stands for no other number."""
    source, page = organisation.source, organisation.page
    return bool(
        organisation.new_name
        and source
        and page
        and source.revision_id
        and source.revision_id == page.latest_revision_id
        and not FreinetOrganisation.objects.filter(page=page).exclude(pk=source.pk).exists()
    )


def rename(organisation: Organisation, author: Authorship) -> None:
    """Give the page the organisation's new name; its address stays."""
    source, page = organisation.source, organisation.page
    if source is None or page is None:
        raise ValueError("Only an organisation that has a page can be renamed.")
    page = OrganisationPage.objects.get(pk=page.pk)
    page.title = organisation.new_name
    publish_changes([page], ["title"], author)
    source.name_key = organisation_key(organisation.new_name)
    source.revision_id = page.latest_revision_id
    source.save(update_fields=["name_key", "revision"])
