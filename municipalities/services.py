"""What is done with towns: founding one makes all it needs to work."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Site,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from municipalities.errors import FoundingError
from municipalities.gazetteer import boundary_of, known_municipalities
from municipalities.models import (
    CollectingPage,
    Municipality,
    MunicipalityPage,
    TownApprovalTask,
)

COORDINATOR_PAGE_PERMISSIONS = ("add", "change", "publish", "bulk_delete", "lock", "unlock")
EDITOR_PAGE_PERMISSIONS = ("add", "change")
MEDIA_PERMISSIONS = (
    ("wagtailimages", ("add_image", "change_image", "choose_image")),
    ("wagtaildocs", ("add_document", "change_document", "choose_document")),
)
EVERY_MEDIA_PERMISSION = (
    ("wagtailimages", ("add_image", "change_image", "delete_image", "choose_image")),
    ("wagtaildocs", ("add_document", "change_document", "delete_document", "choose_document")),
)
# Of models that carry a town; which rows, the scoping of their views decides.
COORDINATOR_MODEL_PERMISSIONS = (
    ("municipalities", "view_municipality"),
    ("municipalities", "change_municipality"),
    ("organisations", "view_organisation"),
    ("organisations", "change_organisation"),
    ("organisations", "view_registration"),
    ("organisations", "change_registration"),
    ("opportunities", "view_importrun"),
    ("opportunities", "add_importrun"),
    ("opportunities", "view_interest"),
    ("opportunities", "change_interest"),
    ("opportunities", "view_counsellingslot"),
    ("opportunities", "add_counsellingslot"),
    ("opportunities", "change_counsellingslot"),
    ("opportunities", "delete_counsellingslot"),
    ("ehrenamtskarte", "view_cardrule"),
    ("ehrenamtskarte", "add_cardrule"),
    ("ehrenamtskarte", "change_cardrule"),
    ("ehrenamtskarte", "delete_cardrule"),
    ("ehrenamtskarte", "view_issuerkey"),
    ("ehrenamtskarte", "add_issuerkey"),
    ("ehrenamtskarte", "view_cardapplication"),
    ("ehrenamtskarte", "add_cardapplication"),
    ("ehrenamtskarte", "change_cardapplication"),
    ("ehrenamtskarte", "view_card"),
    ("ehrenamtskarte", "change_card"),
    ("ehrenamtskarte", "view_cardbatch"),
    ("ehrenamtskarte", "add_cardbatch"),
    ("ehrenamtskarte", "view_carddesign"),
    ("ehrenamtskarte", "add_carddesign"),
    ("ehrenamtskarte", "change_carddesign"),
    ("partners", "view_partner"),
    ("partners", "change_partner"),
    ("partners", "view_partnerproposal"),
    ("partners", "change_partnerproposal"),
    ("partners", "view_partnerlistrun"),
    ("partners", "add_partnerlistrun"),
    ("matching", "view_speeddating"),
    ("matching", "add_speeddating"),
    ("matching", "change_speeddating"),
    ("matching", "delete_speeddating"),
    ("matching", "view_tandemprogramme"),
    ("matching", "add_tandemprogramme"),
    ("matching", "change_tandemprogramme"),
    ("matching", "delete_tandemprogramme"),
)

UMLAUTS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"}
)


def german_slug(text: str) -> str:
    """An address part as German readers expect it: `Lünen` becomes `luenen`."""
    return slugify(text.translate(UMLAUTS))


@dataclass(frozen=True)
class Founded:
    municipality: Municipality
    page: MunicipalityPage


def check_founding(*, ags: str, name: str = "") -> tuple[str, str, Page]:
    """The name, address part and parent page of a town to be founded.

    Raises `FoundingError` if it can't be.
    """
    known = known_municipalities().get(ags)
    name = name or (known.name if known else "")
    if not name:
        raise FoundingError(FoundingError.Code.UNKNOWN)
    if Municipality.objects.filter(ags=ags).exists():
        raise FoundingError(FoundingError.Code.EXISTS)
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    home = site.root_page.specific if site else None
    if home is None or not MunicipalityPage.can_exist_under(home):
        raise FoundingError(FoundingError.Code.NO_HOME)
    slug = german_slug(name)
    if home.get_children().filter(slug=slug).exists():
        raise FoundingError(FoundingError.Code.ADDRESS_TAKEN)
    return name, slug, home


@transaction.atomic
def found_municipality(*, ags: str, name: str = "", **facts: Any) -> Founded:
    """Add a town with its page, groups, picture collection and approval workflow.

    Facts that are not given come from the gazetteer; a town outside of it needs a name.
    Raises `FoundingError`.
    """
    name, slug, home = check_founding(ags=ags, name=name)
    known = known_municipalities().get(ags)
    if known:
        facts = {
            "district": known.district,
            "population": known.population,
            "area_km2": known.area_km2,
            "latitude": known.latitude,
            "longitude": known.longitude,
            "website": known.website,
            "boundary": boundary_of(ags),
            "desk_postcode": known.postcode,
            "desk_city": known.name,
        } | {key: value for key, value in facts.items() if value not in (None, "")}
    municipality = Municipality(ags=ags, name=name, slug=slug, **facts)
    municipality.coordinators = _group(_("%(town)s: coordination") % {"town": name})
    municipality.editors = _group(_("%(town)s: editors") % {"town": name})
    municipality.full_clean(exclude=["coordinators", "editors"])
    municipality.save()

    page = MunicipalityPage(title=name, slug=slug, municipality=municipality, show_in_menus=False)
    home.add_child(instance=page)
    page.save_revision().publish()
    _grant(municipality, page)
    _make_workflow(municipality, page)
    return Founded(municipality, page)


def _group(name: str) -> Group:
    group = Group.objects.create(name=name)
    group.permissions.add(
        Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
    )
    return group


def _grant(municipality: Municipality, page: MunicipalityPage) -> None:
    """Give the town's groups its subtree, its own collection and its models."""
    coordinators, editors = municipality.coordinators, municipality.editors
    if coordinators is None or editors is None:
        raise ValueError("The town's groups are made before what they may do.")
    for group, permissions in (
        (coordinators, COORDINATOR_PAGE_PERMISSIONS),
        (editors, EDITOR_PAGE_PERMISSIONS),
    ):
        for permission in permissions:
            GroupPagePermission.objects.create(
                group=group, page=page, permission=_permission("wagtailcore", f"{permission}_page")
            )
    collection = Collection.get_first_root_node().add_child(name=municipality.name)
    for app_label, codenames in MEDIA_PERMISSIONS:
        for codename in codenames:
            for group in (coordinators, editors):
                GroupCollectionPermission.objects.create(
                    group=group, collection=collection, permission=_permission(app_label, codename)
                )
    for app_label, codename in COORDINATOR_MODEL_PERMISSIONS:
        coordinators.permissions.add(_permission(app_label, codename))


def _permission(app_label: str, codename: str) -> Permission:
    return Permission.objects.get(content_type__app_label=app_label, codename=codename)


def _make_workflow(municipality: Municipality, page: Page) -> None:
    """What editors hand in is approved by the town's own coordinators."""
    name = _("Approval %(town)s") % {"town": municipality.name}
    task = TownApprovalTask.objects.create(name=name)
    task.groups.add(municipality.coordinators)
    workflow = Workflow.objects.create(name=name)
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.create(workflow=workflow, page=page)


def collecting_page(*, below: Page) -> CollectingPage:
    """The page below a town or the start page for what comes from elsewhere; made if missing."""
    page = CollectingPage.objects.child_of(below).first()
    if page is None:
        page = CollectingPage(title=_("Surroundings"), slug="umland")
        below.add_child(instance=page)
        page.save_revision().publish()
    return page
