"""What is done with the association as a whole."""

from collections.abc import Iterable

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Site,
    Workflow,
)

from core.context_processors import association_settings
from core.mail import send_mail
from core.models import AssociationSettings
from core.services import load_ready_texts, load_synonyms, load_vocabularies
from ehrenamtskarte.models import CardPage
from home.models import AccessibilityFeedback, HomePage
from municipalities.services import EVERY_MEDIA_PERMISSION
from opportunities.models import OpportunityIndexPage
from organisations.models import OrganisationIndexPage
from partners.models import PartnerIndexPage

OFFICE = "Verbund: Geschäftsstelle"
OFFICE_PAGE_PERMISSIONS = ("add", "change", "publish", "bulk_delete", "lock", "unlock")
COLLECTION_PERMISSIONS = (
    ("wagtailcore", ("add_collection", "change_collection", "delete_collection")),
)
# The models that the office looks after, each with all its permissions.
OFFICE_MODELS = (
    Q(
        content_type__app_label__in=(
            "core",
            "municipalities",
            "organisations",
            "opportunities",
            "home",
        )
    )
    | Q(
        content_type__app_label__in=("accounts", "auth", "wagtailcore"),
        content_type__model__in=(
            "user",
            "group",
            "workflow",
            "task",
            "collection",
            "groupapprovaltask",
        ),
    )
    | Q(content_type__app_label="engagement", content_type__model="competence")
    | Q(
        content_type__app_label="ehrenamtskarte",
        content_type__model__in=(
            "card",
            "cardapplication",
            "cardbatch",
            "carddesign",
            "cardrule",
            "issuerkey",
            "trustedissuer",
        ),
    )
    | Q(
        content_type__app_label="partners",
        content_type__model__in=(
            "partner",
            "partnercategory",
            "partnerlistrun",
            "partnerproposal",
        ),
    )
    | Q(
        content_type__app_label="matching",
        content_type__model__in=("speeddating", "tandemprogramme"),
    )
)


@transaction.atomic
def found_association(*, name: str, hostname: str = "localhost", port: int = 80) -> HomePage:
    """Make what a new site needs before its first town: start page, lists, office group.

    Safe to call again: it adds what came with a later version, and returns the start page that is
    there.
    """
    if home := HomePage.objects.first():
        load_vocabularies()
        _make_lists(home, [list_of_partners()])
        return home
    load_vocabularies()
    load_synonyms()
    load_ready_texts()
    root = Page.get_first_root_node()
    home = HomePage(title=name, slug="start", headline=_("Helping is easy to begin"))
    root.add_child(instance=home)
    home.save_revision().publish()
    _replace_welcome_page(home, hostname, port, name)
    pages = [
        OpportunityIndexPage(title=_("Opportunities"), slug="angebote", show_in_menus=True),
        OrganisationIndexPage(title=_("Organisations"), slug="organisationen", show_in_menus=True),
        CardPage(title=_("Ehrenamtskarte"), slug="ehrenamtskarte", show_in_menus=True),
        list_of_partners(),
    ]
    _make_lists(home, pages)
    _make_office(home)
    return home


def list_of_partners() -> PartnerIndexPage:
    return PartnerIndexPage(title=_("Benefits"), slug="partner", show_in_menus=True)


def _make_lists(home: HomePage, pages: Iterable[Page]) -> None:
    """Add the pages of which there is none of the kind yet, published or not."""
    for page in pages:
        if not type(page).objects.exists():
            home.add_child(instance=page)
            page.save_revision().publish()


def _replace_welcome_page(home: HomePage, hostname: str, port: int, name: str) -> None:
    """Let the default site show the start page, and remove what Wagtail's first migration made."""
    welcome = Page.objects.filter(depth=2, slug="home").exclude(pk=home.pk).first()
    site, _created = Site.objects.update_or_create(
        is_default_site=True,
        defaults={"hostname": hostname, "port": port, "root_page": home, "site_name": name},
    )
    if welcome and welcome.specific_class is Page:
        welcome.delete()
    AssociationSettings.objects.update_or_create(site=site, defaults={"name": name})
    # Each town brings its own approval; Wagtail's example group and workflow would only puzzle.
    Workflow.objects.filter(name="Moderators approval").delete()
    Group.objects.filter(name__in=("Moderators", "Editors")).delete()


def _make_office(home: HomePage) -> None:
    group, _created = Group.objects.get_or_create(name=OFFICE)
    group.permissions.set(
        Permission.objects.filter(
            OFFICE_MODELS | Q(content_type__app_label="wagtailadmin", codename="access_admin")
        )
    )
    for permission in OFFICE_PAGE_PERMISSIONS:
        GroupPagePermission.objects.get_or_create(
            group=group,
            page=home,
            permission=Permission.objects.get(
                content_type__app_label="wagtailcore", codename=f"{permission}_page"
            ),
        )
    for app_label, codenames in (*EVERY_MEDIA_PERMISSION, *COLLECTION_PERMISSIONS):
        for codename in codenames:
            GroupCollectionPermission.objects.get_or_create(
                group=group,
                collection=Collection.get_first_root_node(),
                permission=Permission.objects.get(
                    content_type__app_label=app_label, codename=codename
                ),
            )


@transaction.atomic
def report_barrier(*, feedback: AccessibilityFeedback) -> None:
    """Keep the report of a barrier and tell the association's office."""
    feedback.save()
    association = association_settings()
    if association.email:
        send_mail(
            to=[association.email],
            subject=_("A barrier was reported"),
            template="home/mail/barrier_reported.txt",
            context={"feedback": feedback, "association": association},
        )
