"""Who gets where: every address of the site x every role x own and foreign objects.

A row names the address, its arguments (made from one town's things) and who is let in: with
objects of the own town (Lünen, for editor and coordinator) and with those of another one.
Whoever is not named must be refused. An address that is missing here fails the test, so a new
view has to say who may use it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from django.apps import apps

from tests.permissions.addresses import (
    offers_any_case,
    offers_any_page,
    stays_there,
    was_let_in,
)

Side = SimpleNamespace
Arguments = Callable[[Side], dict[str, Any] | list[Any]]

EVERYBODY = frozenset(
    {"anonymous", "volunteer", "member", "owner", "editor", "coordinator", "office"}
)
SIGNED_IN = EVERYBODY - {"anonymous"}
# Who works at the desk of the own side's organisation, and who is responsible there.
DESK = frozenset({"member", "owner"})
OWNER = frozenset({"owner"})
STAFF = frozenset({"editor", "coordinator", "office"})
DECIDING = frozenset({"coordinator", "office"})
APPROVING = frozenset({"coordinator"})
OFFICE = frozenset({"office"})
NOBODY: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Row:
    name: str
    arguments: Arguments | None = None
    own: frozenset[str] = NOBODY
    foreign: frozenset[str] = NOBODY
    method: str = "get"
    data: dict[str, Any] = field(default_factory=dict)
    query: str = ""
    # How to tell where the status alone does not; default `addresses.was_let_in`.
    check: Callable[[Any], bool] = was_let_in


def page(side: Side) -> dict[str, Any]:
    return {"page_id": side.opportunity.pk}


def pk(name: str) -> Arguments:
    return lambda side: {"pk": getattr(side, name).pk}


def arg(keyword: str, name: str) -> Arguments:
    return lambda side: {keyword: getattr(side, name).pk}


def any_entry(model: str) -> Arguments:
    """Lists belong to nobody, so one entry is as good as another."""

    def arguments(side: Side) -> dict[str, Any]:
        entries = next(one for one in apps.get_models() if one._meta.model_name == model)
        return {"pk": entries._default_manager.first().pk}

    return arguments


def new_opportunity(side: Side) -> dict[str, Any]:
    return {
        "content_type_app_name": "opportunities",
        "content_type_model_name": "opportunitypage",
        "parent_page_id": side.organisation.pk,
    }


def leads_to_benefits(response: Any) -> bool:
    return response.status_code == 302 and response.headers["Location"].endswith("#vorteile")


def waiting_task(side: Side) -> dict[str, Any]:
    return {
        "page_id": side.waiting.pk,
        "action_name": "approve",
        "task_state_id": side.task_state.pk,
    }


def revision(name: str) -> Arguments:
    return lambda side: {
        "page_id": side.opportunity.pk,
        "revision_id": getattr(side, name).pk,
    }


def at_desk(name: str) -> Arguments:
    """Something of the side's organisation, below the address of its desk."""
    return lambda side: {"organisation": side.record.pk, "pk": getattr(side, name).pk}


PAGES = [
    Row("wagtailadmin_pages:add", new_opportunity, STAFF, OFFICE),
    Row("wagtailadmin_pages:preview_on_add", new_opportunity, STAFF, OFFICE),
    Row("wagtailadmin_pages:usage", page, STAFF, OFFICE),
    Row("wagtailadmin_pages:edit", page, STAFF, OFFICE),
    Row("wagtailadmin_pages:preview_on_edit", page, STAFF, OFFICE),
    Row("wagtailadmin_pages:view_draft", page, STAFF, OFFICE),
    Row("wagtailadmin_pages:add_subpage", arg("parent_page_id", "organisation"), STAFF, OFFICE),
    Row("wagtailadmin_pages:delete", page, DECIDING, OFFICE),
    Row("wagtailadmin_pages:unpublish", page, DECIDING, OFFICE),
    Row("wagtailadmin_pages:convert_alias", page),
    Row("wagtailadmin_pages:move", arg("page_to_move_id", "opportunity"), DECIDING, OFFICE),
    Row(
        "wagtailadmin_pages:move_confirm",
        lambda side: {
            "page_to_move_id": side.opportunity.pk,
            "destination_id": side.organisation.pk,
        },
        DECIDING,
        OFFICE,
    ),
    Row(
        "wagtailadmin_pages:set_page_position",
        arg("page_to_move_id", "opportunity"),
        DECIDING,
        OFFICE,
        method="post",
    ),
    Row("wagtailadmin_pages:copy", page, STAFF, OFFICE),
    # Approving is the town's own business; the office may publish, which ends the workflow.
    Row("wagtailadmin_pages:workflow_action", waiting_task, APPROVING),
    Row("wagtailadmin_pages:collect_workflow_action_data", waiting_task, APPROVING),
    # Only a question without a word about the page; what follows is refused where it must be.
    Row(
        "wagtailadmin_pages:confirm_workflow_cancellation",
        arg("page_id", "waiting"),
        STAFF,
        STAFF,
    ),
    Row(
        "wagtailadmin_pages:workflow_preview",
        lambda side: {"page_id": side.waiting.pk, "task_id": side.task.pk},
        APPROVING,
    ),
    Row("wagtailadmin_pages:set_privacy", page, DECIDING, OFFICE),
    Row("wagtailadmin_pages:lock", page, DECIDING, OFFICE, method="post"),
    Row("wagtailadmin_pages:unlock", page, DECIDING, OFFICE, method="post"),
    # Only leads on to the history, which refuses.
    Row("wagtailadmin_pages:revisions_index", page, STAFF, STAFF),
    Row("wagtailadmin_pages:revisions_view", revision("first_revision"), STAFF, OFFICE),
    Row("wagtailadmin_pages:revisions_revert", revision("first_revision"), STAFF, OFFICE),
    Row(
        "wagtailadmin_pages:revisions_unschedule",
        lambda side: {"page_id": side.planned.pk, "revision_id": side.scheduled.pk},
        DECIDING,
        OFFICE,
    ),
    Row(
        "wagtailadmin_pages:revisions_compare",
        lambda side: {
            "pk": side.opportunity.pk,
            "revision_id_a": "earliest",
            "revision_id_b": "latest",
        },
        STAFF,
        OFFICE,
    ),
    Row("wagtailadmin_pages:workflow_history", page, STAFF, OFFICE),
    Row(
        "wagtailadmin_pages:workflow_history_detail",
        lambda side: {
            "page_id": side.waiting.pk,
            "workflow_state_id": side.workflow_state.pk,
        },
        STAFF,
        OFFICE,
    ),
    Row("wagtailadmin_pages:history", page, STAFF, OFFICE),
    Row("wagtailadmin_pages:history_results", page, STAFF, OFFICE),
]


def new_or_listed(app_keyword: str, model_keyword: str) -> Arguments:
    return lambda side: {app_keyword: "opportunities", model_keyword: "opportunitypage"}


LISTS = [
    Row("wagtailadmin_home", own=STAFF),
    Row("wagtailadmin_explore_root", own=STAFF),
    Row(
        "wagtailadmin_explore",
        arg("parent_page_id", "organisation"),
        STAFF,
        OFFICE,
        check=stays_there,
    ),
    Row(
        "wagtailadmin_explore_results",
        arg("parent_page_id", "organisation"),
        STAFF,
        OFFICE,
        check=stays_there,
    ),
    Row("wagtailadmin_pages:search", own=STAFF),
    Row("wagtailadmin_pages:search_results", own=STAFF),
    Row(
        "wagtailadmin_pages:type_use",
        new_or_listed("content_type_app_name", "content_type_model_name"),
        STAFF,
        STAFF,
    ),
    Row(
        "wagtailadmin_pages:type_use_results",
        new_or_listed("content_type_app_name", "content_type_model_name"),
        STAFF,
        STAFF,
    ),
    Row("wagtailadmin_pages:choose_parent", new_or_listed("app_label", "model_name"), STAFF, STAFF),
    Row("opportunities_admin:index", own=STAFF),
    Row("opportunities_admin:index_results", own=STAFF),
    Row("opportunities_admin:choose_parent", own=STAFF),
    Row("organisations_admin:index", own=STAFF),
    Row("organisations_admin:index_results", own=STAFF),
    Row("organisations_admin:choose_parent", own=STAFF),
    Row("wagtailadmin_reports:locked_pages", own=DECIDING),
    Row("wagtailadmin_reports:locked_pages_results", own=DECIDING),
    Row("wagtailadmin_reports:workflow", own=STAFF),
    Row("wagtailadmin_reports:workflow_results", own=STAFF),
    Row("wagtailadmin_reports:workflow_tasks", own=STAFF),
    Row("wagtailadmin_reports:workflow_tasks_results", own=STAFF),
    Row("wagtailadmin_reports:site_history", own=STAFF),
    Row("wagtailadmin_reports:site_history_results", own=STAFF),
    Row("wagtailadmin_reports:aging_pages", own=STAFF),
    Row("wagtailadmin_reports:aging_pages_results", own=STAFF),
    Row("wagtailadmin_reports:page_types_usage", own=STAFF),
    Row("wagtailadmin_reports:page_types_usage_results", own=STAFF),
]

BULK = [
    Row(
        "wagtail_bulk_action",
        lambda side, action=action: {
            "app_label": "wagtailcore",
            "model_name": "page",
            "action": action,
        },
        DECIDING,
        OFFICE,
        query="?id={side.opportunity.pk}",
        check=offers_any_page,
    )
    for action in ("delete", "move", "publish", "unpublish")
]

TOWNS = [
    Row("municipalities:index", own=DECIDING),
    Row("municipalities:index_results", own=DECIDING),
    Row("municipalities:add", own=OFFICE),
    Row("municipalities:edit", pk("town"), DECIDING, OFFICE),
    Row("municipalities:delete", pk("town")),
    Row("municipalities:history", pk("town"), DECIDING, OFFICE),
    Row("municipalities:history_results", pk("town"), DECIDING, OFFICE),
    Row("municipalities:usage", pk("town"), DECIDING, OFFICE),
]

IMPORTS = [
    Row("imports:index", own=DECIDING),
    Row("imports:index_results", own=DECIDING),
    Row("imports:add", own=DECIDING),
    Row("imports:inspect", pk("run"), DECIDING, OFFICE),
    Row("imports:start", pk("run"), DECIDING, OFFICE, method="post"),
    Row("imports:again", pk("run"), DECIDING, OFFICE, method="post"),
    Row("imports:report", pk("run"), DECIDING, OFFICE),
    Row("imports:edit", pk("run")),
    Row("imports:delete", pk("run")),
    Row("imports:history", pk("run"), DECIDING, OFFICE),
    Row("imports:history_results", pk("run"), DECIDING, OFFICE),
    Row("imports:usage", pk("run")),
]

PARTNER_LISTS = [
    *(Row(f"partner_lists:{view}", own=DECIDING) for view in ("index", "index_results", "add")),
    *(
        Row(f"partner_lists:{view}", pk("list_run"), DECIDING, OFFICE)
        for view in ("inspect", "report", "history", "history_results")
    ),
    *(
        Row(f"partner_lists:{view}", pk("list_run"), DECIDING, OFFICE, method="post")
        for view in ("start", "again", "accept", "categories")
    ),
    *(Row(f"partner_lists:{view}", pk("list_run")) for view in ("edit", "delete", "usage")),
    Row(
        "partner_lists:doubt",
        lambda side: {"pk": side.list_run.pk, "doubt": side.list_doubt.pk},
        DECIDING,
        OFFICE,
    ),
]

REGISTRATIONS = [
    Row("registrations:index", own=DECIDING),
    Row("registrations:index_results", own=DECIDING),
    Row("registrations:inspect", pk("registration"), DECIDING, OFFICE),
    Row("registrations:accept", pk("registration"), DECIDING, OFFICE, method="post"),
    Row("registrations:decline", pk("registration"), DECIDING, OFFICE, method="post"),
    Row("registrations:add"),
    Row("registrations:edit", pk("registration"), DECIDING, OFFICE),
    Row("registrations:delete", pk("registration")),
    Row("registrations:history", pk("registration"), DECIDING, OFFICE),
    Row("registrations:history_results", pk("registration"), DECIDING, OFFICE),
    Row("registrations:usage", pk("registration"), DECIDING, OFFICE),
    # Who has not confirmed the own mailbox is nobody's case yet.
    Row("registrations:inspect", pk("unconfirmed")),
    Row("organisation_records:index", own=DECIDING),
    Row("organisation_records:index_results", own=DECIDING),
    Row("organisation_records:add"),
    Row("organisation_records:edit", pk("record"), DECIDING, OFFICE),
    Row("organisation_records:merge", pk("record"), DECIDING, OFFICE),
    Row("organisation_records:delete", pk("record")),
    Row("organisation_records:history", pk("record"), DECIDING, OFFICE),
    Row("organisation_records:history_results", pk("record"), DECIDING, OFFICE),
    Row("organisation_records:usage", pk("record"), DECIDING, OFFICE),
]


def at_shop(**names: str) -> Arguments:
    """Something of the side's shop at its owners' desk: `keyword=` what it is called on a side."""
    return lambda side: {
        "partner": side.shop.pk,
        **{keyword: getattr(side, name).pk for keyword, name in names.items()},
    }


SHOPS = [
    Row("partner_joining:propose", own=EVERYBODY),
    Row("partner_joining:sent", own=EVERYBODY),
    Row("partner_desk:choose", own=SIGNED_IN),
    *(
        Row(name, at_shop(), OWNER)
        for name in (
            "partner_desk:home",
            "partner_benefits:list",
            "partner_benefits:add",
            "partner_profile:profile",
            "partner_profile:add_branch",
            "partner_owners:list",
            "partner_figures:month",
            "partner_figures:table",
            "partner_devices:index",
            "partner_devices:pair",
        )
    ),
    Row("partner_devices:progress", at_shop(pk="pairing_code"), OWNER),
    Row("partner_devices:code", at_shop(pk="pairing_code"), OWNER),
    *(Row(f"partner_devices:{view}", at_shop(pk="device"), OWNER) for view in ("change", "revoke")),
    # The scanner is the same for everybody; what a device may do follows from its token.
    *(Row(f"scanner{part}", own=EVERYBODY) for part in ("", "_worker", "_manifest")),
    Row("partner_figures:seen", at_shop(), OWNER, method="post"),
    Row("partner_asking:confirm", at_shop(), OWNER, method="post"),
    *(
        Row(f"partner_benefits:{view}", at_shop(pk="benefit"), OWNER)
        for view in ("change", "end", "translate")
    ),
    *(
        Row(f"partner_benefits:{view}", at_shop(pk="benefit"), OWNER, method="post")
        for view in ("take_back", "pause", "resume")
    ),
    Row("partner_profile:branch", at_shop(pk="shop_branch"), OWNER),
    Row("partner_profile:remove_branch", at_shop(pk="shop_branch"), OWNER, method="post"),
    Row("partner_owners:remove", at_shop(pk="shop_owner"), OWNER),
    Row("partner_owners:withdraw", at_shop(pk="shop_invitation"), OWNER, method="post"),
    *(
        Row(f"{name}:{view}", own=DECIDING)
        for name in ("partner_proposals", "partner_records")
        for view in ("index", "index_results")
    ),
    *(Row(f"{name}:add") for name in ("partner_proposals", "partner_records")),
    *(
        Row(f"{name}:{view}", pk(thing), DECIDING, OFFICE)
        for name, thing in (("partner_proposals", "shop_proposal"), ("partner_records", "shop"))
        for view in ("edit", "history", "history_results", "usage")
    ),
    Row("partner_proposals:delete", pk("shop_proposal")),
    Row("partner_records:delete", pk("shop")),
    Row("partner_proposals:inspect", pk("shop_proposal"), DECIDING, OFFICE),
    # Who has not confirmed the own mailbox is nobody's case yet.
    Row("partner_proposals:inspect", pk("unconfirmed_shop")),
    *(
        Row(f"partner_proposals:{view}", pk("shop_proposal"), DECIDING, OFFICE, method="post")
        for view in ("accept", "decline")
    ),
    Row(
        "partner_records:action",
        lambda side: {"pk": side.shop.pk, "action": "ende"},
        DECIDING,
        OFFICE,
        method="post",
    ),
    Row(
        "partner_records:benefit",
        lambda side: {"pk": side.shop.pk, "benefit": side.benefit.pk},
        DECIDING,
        OFFICE,
    ),
]

IMAGES = [
    Row("wagtailimages:index", own=STAFF),
    Row("wagtailimages:index_results", own=STAFF),
    Row("wagtailimages:add", own=STAFF),
    Row("wagtailimages:add_multiple", own=STAFF),
    Row("wagtailimages:edit", arg("image_id", "image"), STAFF, OFFICE),
    Row("wagtailimages:delete", arg("image_id", "image"), STAFF, OFFICE),
    # Switched off: pictures at any size by address are not offered.
    Row("wagtailimages:url_generator", arg("image_id", "image")),
    Row("wagtailimages:url_generator_output", arg("image_id", "image")),
    Row(
        "wagtailimages:preview",
        lambda side: {"image_id": side.image.pk, "filter_spec": "width-20"},
        STAFF,
        OFFICE,
    ),
    Row("wagtailimages:image_usage", arg("image_id", "image"), STAFF, OFFICE),
    Row("wagtailimages:edit_multiple", arg("image_id", "image"), STAFF, OFFICE, method="post"),
    Row("wagtailimages:delete_multiple", arg("image_id", "image"), STAFF, OFFICE, method="post"),
    Row("wagtailimages_chooser:choose", own=STAFF),
    Row("wagtailimages_chooser:choose_results", own=STAFF),
    Row("wagtailimages_chooser:chosen", pk("image"), STAFF, OFFICE),
    Row("wagtailimages_chooser:chosen_multiple", own=STAFF),
    Row("wagtailimages_chooser:create", own=STAFF),
    Row("wagtailimages_chooser:select_format", arg("image_id", "image"), STAFF, OFFICE),
]

DOCUMENTS = [
    Row("wagtaildocs:index", own=STAFF),
    Row("wagtaildocs:index_results", own=STAFF),
    Row("wagtaildocs:add", own=STAFF),
    Row("wagtaildocs:add_multiple", own=STAFF),
    Row("wagtaildocs:edit", arg("document_id", "document"), STAFF, OFFICE),
    Row("wagtaildocs:delete", arg("document_id", "document"), STAFF, OFFICE),
    Row("wagtaildocs:document_usage", arg("document_id", "document"), STAFF, OFFICE),
    Row("wagtaildocs:edit_multiple", arg("doc_id", "document"), STAFF, OFFICE, method="post"),
    Row("wagtaildocs:delete_multiple", arg("doc_id", "document"), STAFF, OFFICE, method="post"),
    Row("wagtaildocs_chooser:choose", own=STAFF),
    Row("wagtaildocs_chooser:choose_results", own=STAFF),
    Row("wagtaildocs_chooser:chosen", pk("document"), STAFF, OFFICE),
    Row("wagtaildocs_chooser:chosen_multiple", own=STAFF),
    Row("wagtaildocs_chooser:create", own=STAFF),
]

COLLECTIONS = [
    Row("wagtailadmin_collections:index", own=OFFICE),
    Row("wagtailadmin_collections:add", own=OFFICE),
    Row("wagtailadmin_collections:edit", pk("collection"), OFFICE, OFFICE),
    Row("wagtailadmin_collections:delete", pk("collection"), OFFICE, OFFICE),
    Row("wagtailadmin_collections:set_privacy", arg("collection_id", "collection"), OFFICE, OFFICE),
]

WORKFLOWS = [
    Row("wagtailadmin_workflows:index", own=OFFICE),
    Row("wagtailadmin_workflows:index_results", own=OFFICE),
    Row("wagtailadmin_workflows:add", own=OFFICE),
    Row("wagtailadmin_workflows:enable", pk("workflow"), OFFICE, OFFICE, method="post"),
    Row("wagtailadmin_workflows:disable", pk("workflow"), OFFICE, OFFICE),
    Row("wagtailadmin_workflows:edit", pk("workflow"), OFFICE, OFFICE),
    Row("wagtailadmin_workflows:usage", pk("workflow"), OFFICE, OFFICE),
    Row("wagtailadmin_workflows:usage_results", pk("workflow"), OFFICE, OFFICE),
    Row("wagtailadmin_workflows:remove", arg("page_pk", "page"), OFFICE, OFFICE, method="post"),
    Row("wagtailadmin_workflows:select_task_type", own=OFFICE),
    Row(
        "wagtailadmin_workflows:add_task",
        lambda side: {"app_label": "wagtailcore", "model_name": "groupapprovaltask"},
        OFFICE,
        OFFICE,
    ),
    Row("wagtailadmin_workflows:task_index", own=OFFICE),
    Row("wagtailadmin_workflows:task_index_results", own=OFFICE),
    Row("wagtailadmin_workflows:edit_task", pk("task"), OFFICE, OFFICE),
    Row("wagtailadmin_workflows:disable_task", pk("task"), OFFICE, OFFICE),
    Row("wagtailadmin_workflows:enable_task", pk("task"), OFFICE, OFFICE, method="post"),
    # The names of the steps ("Approval Selm") are no secret among colleagues.
    Row("wagtailadmin_workflows:task_chooser", own=STAFF),
    Row("wagtailadmin_workflows:task_chooser_results", own=STAFF),
    Row("wagtailadmin_workflows:task_chooser_create", own=STAFF),
    Row("wagtailadmin_workflows:task_chosen", arg("task_id", "task"), STAFF, STAFF),
]

PEOPLE = [
    Row(f"wagtailusers_{kind}:{view}", pk(of) if of else None, OFFICE, OFFICE)
    for kind, name in (("users", "author"), ("groups", "group"))
    for view, of in (
        ("index", ""),
        ("index_results", ""),
        ("add", ""),
        ("edit", name),
        ("delete", name),
        ("history", name),
        ("history_results", name),
        ("usage", name),
    )
] + [Row("wagtailusers_users:copy", pk("author"), OFFICE, OFFICE)]

VOCABULARIES = [
    Row(f"{name}:{view}", any_entry(name) if one else None, OFFICE, OFFICE)
    for name in (
        "engagementfield",
        "targetgroup",
        "activity",
        "requirement",
        "spokenlanguage",
        "synonym",
        "readytext",
        "organisationkind",
        "partnercategory",
        "competence",
    )
    for view, one in (
        ("index", False),
        ("index_results", False),
        ("add", False),
        ("edit", True),
        ("delete", True),
        ("history", True),
        ("history_results", True),
        ("usage", True),
    )
]


REDIRECTS_AND_SITES = [
    Row(f"wagtailredirects:{view}")
    for view in ("index", "index_results", "add", "start_import", "process_import")
] + [Row(f"wagtailsites:{view}") for view in ("index", "index_results", "add")]

MAILS = [
    Row("mails:index", own=OFFICE),
    Row("mails:index_results", own=OFFICE),
    Row("mails:decide", lambda side: {"pk": side.mail_attempt.pk}, OFFICE, OFFICE),
]

SETTINGS = [
    Row(
        "wagtailsettings:edit",
        lambda side: {"app_name": "core", "model_name": "associationsettings", "pk": 1},
        OFFICE,
        OFFICE,
    ),
    # Settings have no preview.
    Row(
        "wagtailsettings:preview_on_edit",
        lambda side: {"app_name": "core", "model_name": "associationsettings", "pk": 1},
    ),
]

CHECKING_CARDS = [
    Row("check_card", own=EVERYBODY),
    Row("check_card_worker", own=EVERYBODY),
    Row("check_card_other_spelling", own=EVERYBODY),
    # The app is the same for everybody; whose cards are told is tested with the phone.
    *(Row(f"my_cards{part}", own=EVERYBODY) for part in ("", "_worker", "_manifest", "_account")),
    Row("my_cards_look", lambda side: [side.town.slug, 0], EVERYBODY, EVERYBODY),
]

CARD_KEYS = [
    Row("card_keys_jwks", own=EVERYBODY),
    Row(
        "card_status_list", lambda side: {"pk": side.card_key.status_list.pk}, EVERYBODY, EVERYBODY
    ),
    Row("trusted_card_keys", own=EVERYBODY),
    Row("trusted_status_list", pk("trusted_list"), EVERYBODY, EVERYBODY),
    Row("card_keys:index", own=DECIDING),
    Row("card_keys:index_results", own=DECIDING),
    Row("card_keys:add", own=DECIDING),
    # Nobody edits or deletes a key; it is rotated, retired and withdrawn.
    *(Row(f"card_keys:{view}", pk("card_key")) for view in ("edit", "delete", "usage")),
    *(
        Row(f"card_keys:{view}", pk("card_key"), DECIDING, OFFICE)
        for view in ("inspect", "history", "history_results", "rotate", "retire", "withdraw")
    ),
    Row("card_keys:rotate", pk("card_key"), DECIDING, OFFICE, method="post"),
    Row("card_keys:retire", pk("card_key"), DECIDING, OFFICE, method="post"),
    Row("card_keys:withdraw", pk("card_key"), DECIDING, OFFICE, method="post"),
    # Whose cards count is decided for the whole association.
    Row("trusted_issuers:index", own=OFFICE),
    Row("trusted_issuers:index_results", own=OFFICE),
    Row("trusted_issuers:add", own=OFFICE),
    *(
        Row(f"trusted_issuers:{view}", pk("trusted_issuer"), OFFICE, OFFICE)
        for view in ("edit", "delete", "history", "history_results", "usage")
    ),
    Row("trusted_issuers:refresh", pk("trusted_inactive"), OFFICE, OFFICE, method="post"),
]

REPORTED_BARRIERS = [
    Row("reported-barriers:index", own=OFFICE),
    Row("reported-barriers:index_results", own=OFFICE),
    Row("reported-barriers:add"),
    *(
        Row(f"reported-barriers:{view}", pk("feedback"), OFFICE, OFFICE)
        for view in ("edit", "delete", "history", "history_results", "usage")
    ),
]

CHOOSERS = [
    Row("wagtailadmin_choose_page", own=STAFF),
    Row("wagtailadmin_choose_page_child", arg("parent_page_id", "organisation"), STAFF, STAFF),
    Row("wagtailadmin_choose_page_search", own=STAFF),
    Row("wagtailadmin_choose_page_chosen_multiple", own=STAFF),
    Row("wagtailadmin_choose_page_external_link", own=STAFF),
    Row("wagtailadmin_choose_page_email_link", own=STAFF),
    Row("wagtailadmin_choose_page_phone_link", own=STAFF),
    Row("wagtailadmin_choose_page_anchor_link", own=STAFF),
    Row("wagtailadmin_tag_autocomplete", own=STAFF),
    Row(
        "wagtailadmin_tag_model_autocomplete",
        lambda side: {"app_name": "taggit", "model_name": "tag"},
        STAFF,
        STAFF,
    ),
    Row("wagtailembeds:chooser", own=STAFF),
]

API = [
    Row("wagtailadmin_api:pages:listing", own=STAFF),
    Row("wagtailadmin_api:pages:detail", pk("opportunity"), STAFF, OFFICE),
    Row("wagtailadmin_api:images:listing", own=STAFF),
    # Pictures and documents are public files; colleagues may know of each other's.
    Row("wagtailadmin_api:images:detail", pk("image"), STAFF, STAFF),
    Row("wagtailadmin_api:documents:listing", own=STAFF),
    Row("wagtailadmin_api:documents:detail", pk("document"), STAFF, STAFF),
    Row(
        "wagtailadmin_api:pages:action",
        lambda side: {"pk": side.opportunity.pk, "action_name": "unpublish"},
        DECIDING,
        OFFICE,
        method="post",
    ),
]

PUBLIC = [
    Row("wagtail_serve", lambda side: [side.opportunity.url[1:]], EVERYBODY, EVERYBODY),
    Row("sitemap", own=EVERYBODY),
    Row("search", own=EVERYBODY),
    Row("basemap", own=EVERYBODY),
    Row("opportunities:map", own=EVERYBODY),
    Row("opportunities:geojson", own=EVERYBODY),
    Row("opportunities:map_card", pk("opportunity"), EVERYBODY, EVERYBODY),
    Row("organisations:map", own=EVERYBODY),
    Row("organisations:geojson", own=EVERYBODY),
    Row("organisations:map_card", pk("organisation"), EVERYBODY, EVERYBODY),
    *(Row(f"partners:{name}", own=EVERYBODY) for name in ("map", "geojson", "kept", "pdf")),
    Row("partners:kept_cards", own=EVERYBODY, method="post"),
    Row("partners:map_card", lambda side: {"pk": side.shop.page_id}, EVERYBODY, EVERYBODY),
    Row("partners:stickers", pk("shop"), EVERYBODY, EVERYBODY),
    Row("partners:poster", pk("shop"), EVERYBODY, EVERYBODY),
    Row("partner_code", pk("shop"), EVERYBODY, EVERYBODY, check=leads_to_benefits),
    Row("opportunities:feed", own=EVERYBODY),
    Row("opportunities:calendar", own=EVERYBODY),
    Row("opportunities:embed", own=EVERYBODY),
    Row("opportunities:embedded", own=EVERYBODY),
    Row("opportunities:embedded_style", own=EVERYBODY),
    Row("opportunities:embedded_offer", pk("opportunity"), EVERYBODY, EVERYBODY),
    Row(
        "oembed",
        own=EVERYBODY,
        query="?url=http://testserver{side.opportunity.url}",
    ),
    Row("opportunities:freinet", own=EVERYBODY),
    Row("opportunities:pdf", own=EVERYBODY),
    Row("opportunities:dates", pk("opportunity"), EVERYBODY, EVERYBODY),
    Row("opportunities:seen", pk("opportunity"), EVERYBODY, EVERYBODY, method="post"),
    Row("theme", own=EVERYBODY),
    Row("robots", own=EVERYBODY),
    Row("media", lambda side: {"path": side.image.file.name}, EVERYBODY, EVERYBODY),
    Row(
        "wagtaildocs_serve",
        lambda side: [side.document.pk, side.document.filename],
        EVERYBODY,
        EVERYBODY,
    ),
    Row("account_login", own=EVERYBODY),
    Row("account_request_login_code", own=EVERYBODY),
    Row("account_signup", own=EVERYBODY),
    Row("account_inactive", own=EVERYBODY),
    Row("account_reset_password", own=EVERYBODY),
    Row("account_reset_password_done", own=EVERYBODY),
    Row("account_reset_password_from_key_done", own=EVERYBODY),
    Row("account_logout", own=EVERYBODY),
    Row("account_home", own=SIGNED_IN),
    Row("account_details", own=SIGNED_IN),
    Row("account_email", own=SIGNED_IN),
    Row("account_change_password", own=SIGNED_IN),
    Row("account_set_password", own=SIGNED_IN),
    Row("account_reauthenticate", own=SIGNED_IN),
]

THE_VOLUNTEER = frozenset({"volunteer"})
BY_MAIL = "opens only in the browser that opened the link of a mail: tests/core/test_links.py"


def booking_of_application(side: Side) -> dict[str, Any]:
    return {"pk": side.application.pk, "booking": side.booking.pk}


def message_of_application(side: Side) -> dict[str, Any]:
    return {"pk": side.application.pk, "message": side.message.pk}


APPLICATIONS = [
    Row("applications:apply", pk("opportunity"), EVERYBODY, EVERYBODY),
    Row("applications:sent", pk("opportunity"), EVERYBODY, EVERYBODY),
    Row("applications:resend", pk("opportunity"), EVERYBODY, EVERYBODY, method="post"),
    Row("applications:own", own=SIGNED_IN),
    # Whoever signs in sees the own applications only, whatever else they may see elsewhere.
    Row("applications:page", pk("application"), THE_VOLUNTEER),
    Row("applications:confirm", pk("application"), THE_VOLUNTEER, method="post"),
    Row("applications:withdraw", pk("application"), THE_VOLUNTEER),
    Row("applications:choose_dates", pk("application"), THE_VOLUNTEER),
    Row("applications:answer_offer", booking_of_application, THE_VOLUNTEER, method="post"),
    Row("applications:write_message", pk("application"), THE_VOLUNTEER),
    Row("applications:attachment", message_of_application, THE_VOLUNTEER),
    Row("applications:calendar", pk("dated_application"), THE_VOLUNTEER),
    Row("applications:calendar_feed", pk("dated_application"), THE_VOLUNTEER),
    Row(
        "applications:cancel_date",
        lambda side: {"pk": side.dated_application.pk, "booking": side.dated_booking.pk},
        THE_VOLUNTEER,
    ),
    Row("applications:choose_cover", pk("application"), THE_VOLUNTEER, method="post"),
    Row("dates:own", own=SIGNED_IN),
]


def below_desk(**names: str) -> Arguments:
    """Something of an organisation's desk: `keyword=` what it is called on a side."""
    return lambda side: {
        "organisation": side.record.pk,
        **{keyword: getattr(side, name).pk for keyword, name in names.items()},
    }


INBOX = [
    Row("inbox:applications", below_desk(), DESK),
    Row("inbox:mark_seen", below_desk(), DESK, method="post"),
    Row("inbox:application", below_desk(pk="application"), DESK),
    Row(
        "inbox:step",
        lambda side: {**below_desk(pk="application")(side), "step": "absagen"},
        DESK,
    ),
    Row("inbox:write_message", below_desk(pk="application"), DESK, method="post"),
    Row("inbox:attachment", below_desk(pk="application", message="message"), DESK),
    Row(
        "inbox:answer_for",
        below_desk(pk="by_telephone", booking="booking_by_telephone"),
        DESK,
        method="post",
    ),
    Row("inbox:people", below_desk(), DESK),
    Row("inbox:people_of_offer", below_desk(pk="opportunity"), DESK),
    Row(
        "dates:attendance",
        lambda side: {**below_desk(pk="dated")(side), "slot": side.dated_booking.slot},
        DESK,
    ),
    Row("cover:calls", below_desk(), DESK),
    Row("cover:stop", below_desk(pk="cover_call"), DESK, method="post"),
    Row("applications_report", own=DECIDING),
    Row("redemptions_report", own=DECIDING),
]

# Whatever is written below an organisation's page is hers, from the first word on.
OFFERS_AT_DESK = [
    Row("desk_offers:list", below_desk(), DESK),
    Row("desk_offers:new", below_desk(), DESK),
    Row(
        "desk_offers:write",
        lambda side: {**below_desk(offer="opportunity")(side), "step": "worum"},
        DESK,
    ),
    Row("desk_offers:look", below_desk(offer="opportunity"), DESK),
    Row(
        "desk_offers:act",
        below_desk(offer="opportunity"),
        DESK,
        method="post",
        data={"do": "pausieren"},
    ),
    Row("desk_offers:extend", below_desk(offer="opportunity"), DESK),
    Row("desk_offers:throw_away", below_desk(offer="opportunity"), DESK),
]

FINDER = [
    *(
        Row(f"finder:{name}", own=EVERYBODY)
        for name in ("start", "all", "suggestions", "compare", "kept")
    ),
    Row("finder:step", lambda side: {"key": "zeit"}, EVERYBODY, EVERYBODY),
    Row("finder:kept_cards", own=EVERYBODY, method="post"),
    *(Row(f"finder:{name}", own=EVERYBODY, method="post") for name in ("no_fit", "take_back")),
    # Everybody's own only: none of these addresses names whose.
    *(Row(f"finder:{name}", own=SIGNED_IN) for name in ("profile", "export")),
    *(
        Row(f"finder:{name}", own=SIGNED_IN, method="post")
        for name in ("keep", "invitations", "erase")
    ),
]

# Who is invited, the organisation does not learn; having people asked is for those responsible.
INVITATIONS = [
    Row("invitations:own", own=SIGNED_IN),
    Row("invitations:page", pk("offer_invitation"), THE_VOLUNTEER),
    Row("invitations:accept", pk("offer_invitation"), THE_VOLUNTEER),
    Row("invitations:overview", below_desk(), DESK),
    Row("invitations:reach", below_desk(offer="opportunity"), DESK),
    Row(
        "invitations:invite",
        below_desk(offer="opportunity"),
        OWNER,
        method="post",
        data={"number": "3"},
    ),
    Row("unmet_wishes_report", own=DECIDING),
]

DESKS = [
    Row("desk:choose", own=SIGNED_IN),
    Row("desk:home", arg("organisation", "record"), DESK),
    Row("desk:profile", arg("organisation", "record"), DESK),
    Row("desk:profile_preview", arg("organisation", "record"), DESK),
    Row("desk:team", arg("organisation", "record"), DESK),
    Row("desk:leave", arg("organisation", "record"), DESK),
    Row("desk:invite", arg("organisation", "record"), OWNER),
    Row("desk:hand_over", arg("organisation", "record"), OWNER),
    Row("desk:withdraw", at_desk("invitation"), OWNER, method="post"),
    Row("desk:role", at_desk("member"), OWNER, method="post", data={"role": "owner"}),
    Row("desk:remove", at_desk("member"), OWNER),
    # Another organisation's people below the own organisation's address.
    Row(
        "desk:remove",
        lambda side: {"organisation": side.record.pk, "pk": side.stranger.pk},
    ),
    Row("registration:register", own=EVERYBODY),
    Row("registration:sent", own=EVERYBODY),
]

VOLUNTEER = frozenset({"volunteer"})  # whose engagement and hours the own side's are


def desk(keyword: str = "", name: str = "") -> Arguments:
    """Something of the organisation at its desk."""
    return lambda side: {
        "organisation": side.record.pk,
        **({keyword: getattr(side, name).pk} if keyword else {}),
    }


def elsewhere(name: str) -> Arguments:
    """Something of another organisation, below the address of the own desk."""
    return lambda side: {"organisation": side.record.pk, "pk": getattr(side, name).pk}


def of_stranger(side: Side) -> dict[str, Any]:
    return {
        "organisation": side.record.pk,
        "volunteer": side.strange_certificate.engagement.volunteer_id,
    }


ENGAGEMENT = [
    Row("hours:home", own=SIGNED_IN),
    Row("hours:year", lambda side: {"year": 2026}, SIGNED_IN, SIGNED_IN),
    Row("hours:export", own=SIGNED_IN),
    Row("hours:entry", arg("entry", "open_hours"), VOLUNTEER),
    Row("hours:entry", arg("entry", "confirmed_hours"), VOLUNTEER),
    Row("hours:withdraw", arg("entry", "open_hours"), VOLUNTEER, method="post"),
    # There is nothing to ask for where an organisation has a desk.
    Row("hours:ask", arg("engagement", "engagement"), method="post"),
    Row("hours:week", arg("engagement", "engagement"), VOLUNTEER),
    *(
        Row(f"hours:{name}", arg("engagement", "engagement"), VOLUNTEER, method="post")
        for name in ("fill", "timer", "start_timer", "stop_timer", "discard_timer")
    ),
    Row("engagements:list", own=SIGNED_IN),
    Row("engagements:find", own=SIGNED_IN),
    Row("engagements:claim_named", own=SIGNED_IN),
    Row("engagements:claim", arg("organisation", "record"), SIGNED_IN, SIGNED_IN),
    Row("engagements:engagement", arg("engagement", "engagement"), VOLUNTEER),
    *(
        Row(f"engagements:{name}", arg("engagement", "engagement"), VOLUNTEER, method="post")
        for name in ("change", "end", "reopen", "ask_again")
    ),
    Row("people:list", desk(), DESK),
    Row("people:add", desk(), DESK),
    Row("people:person", desk("engagement", "engagement"), DESK),
    Row("people:send_link", desk("engagement", "helper"), DESK, method="post"),
    Row("people:end", desk("engagement", "engagement"), DESK, method="post"),
    Row("people:reopen", desk("engagement", "engagement"), DESK, method="post"),
    Row("people:hours", desk(), DESK),
    Row("people:team", desk(), DESK),
    Row("people:dispute", desk("entry", "open_hours"), DESK),
    Row("people:correct", desk("entry", "confirmed_hours"), DESK),
]

CERTIFICATES = [
    Row("certificates:list", own=SIGNED_IN),
    Row("certificates:ask", arg("engagement", "engagement"), VOLUNTEER),
    Row("certificates:take_back", pk("asked_certificate"), VOLUNTEER, method="post"),
    Row("certificates:pdf", pk("certificate"), VOLUNTEER),
    # Nobody sees what is not signed, but whoever writes it.
    Row("certificates:pdf", pk("begun_certificate")),
    Row("certificates:take_back", pk("begun_certificate"), method="post"),
    Row("desk_certificates:list", desk(), DESK),
    Row("desk_certificates:start", desk("engagement", "engagement"), DESK, method="post"),
    *(
        Row(f"desk_certificates:{name}", at_desk("begun_certificate"), DESK)
        for name in ("certificate", "sign", "pdf")
    ),
    Row("desk_certificates:discard", at_desk("begun_certificate"), DESK, method="post"),
    Row("desk_certificates:certificate", at_desk("certificate"), DESK),
    Row("desk_certificates:pdf", at_desk("certificate"), DESK),
    Row("desk_certificates:withdraw", at_desk("certificate"), DESK, method="post"),
    # Another organisation's below the own organisation's address.
    *(
        Row(f"desk_certificates:{name}", elsewhere("strange_certificate"))
        for name in ("certificate", "sign", "pdf")
    ),
    # Whoever has the number has the paper.
    Row("certificate:enter", own=EVERYBODY),
    Row(
        "certificate:check",
        lambda side: {"number": side.certificate.number},
        EVERYBODY,
        EVERYBODY,
    ),
    Row("certificate:check", lambda side: {"number": "EN-2026-0000-0000-0000"}),
]

CHECKS = [
    Row("checks:list", desk(), DESK),
    Row("checks:inspection", desk("volunteer", "checked"), DESK),
    Row("checks:letter", desk("volunteer", "checked"), DESK, method="post"),
    Row("checks:erase", desk("volunteer", "checked"), DESK, method="post"),
    # Somebody else's people, and own people of whom none is needed.
    Row("checks:inspection", lambda side: of_stranger(side)),
    Row("checks:letter", lambda side: of_stranger(side), method="post"),
]

OPEN_DATA = [
    Row("api:documentation", own=EVERYBODY),
    Row("api:openapi", own=EVERYBODY),
    Row("api:opportunities", own=EVERYBODY),
    Row("api:opportunities_bulk", own=EVERYBODY),
    Row("api:opportunity", arg("key", "opportunity"), EVERYBODY, EVERYBODY),
    Row("api:opportunity_linked", arg("key", "opportunity"), EVERYBODY, EVERYBODY),
    # What is not published is there for nobody, not even for who writes it.
    Row("api:opportunity", arg("key", "waiting")),
    Row("api:opportunity_linked", arg("key", "waiting")),
    Row("api:organisations", own=EVERYBODY),
    Row("api:organisations_bulk", own=EVERYBODY),
    Row("api:organisation", arg("key", "organisation"), EVERYBODY, EVERYBODY),
    Row("api:organisation_opportunities", arg("key", "organisation"), EVERYBODY, EVERYBODY),
    Row("api:partners", own=EVERYBODY),
    Row("api:partners_bulk", own=EVERYBODY),
    Row("api:partner", lambda side: {"key": side.shop.page_id}, EVERYBODY, EVERYBODY),
    Row("api:towns", own=EVERYBODY),
    Row("api:town", lambda side: {"slug": side.town.slug}, EVERYBODY, EVERYBODY),
    Row("api:lists", own=EVERYBODY),
    Row("api:list", lambda side: {"name": "fields"}, EVERYBODY, EVERYBODY),
]

COUNSELLING = [
    Row("counselling:tell", own=EVERYBODY),
    Row("counselling:sent", own=EVERYBODY),
    Row("counselling:page", pk("interest"), THE_VOLUNTEER),
    Row("counselling:confirm", pk("interest"), THE_VOLUNTEER, method="post"),
    Row("counselling:book", pk("interest"), THE_VOLUNTEER, method="post"),
    Row("counselling:cancel", pk("interest"), THE_VOLUNTEER, method="post"),
    Row("counselling:withdraw", pk("interest"), THE_VOLUNTEER, method="post"),
    Row("interests:index", own=DECIDING),
    Row("interests:index_results", own=DECIDING),
    Row("interests:inspect", pk("interest"), DECIDING, OFFICE),
    Row("interests:answer", pk("interest"), DECIDING, OFFICE, method="post"),
    Row("interests:add"),
    Row("interests:edit", pk("interest"), DECIDING, OFFICE),
    Row("interests:delete", pk("interest")),
    Row("interests:history", pk("interest"), DECIDING, OFFICE),
    Row("interests:history_results", pk("interest"), DECIDING, OFFICE),
    Row("interests:usage", pk("interest"), DECIDING, OFFICE),
    Row("counselling_slots:index", own=DECIDING),
    Row("counselling_slots:index_results", own=DECIDING),
    Row("counselling_slots:add", own=DECIDING),
    Row("counselling_slots:edit", pk("counselling_slot"), DECIDING, OFFICE),
    Row("counselling_slots:delete", pk("counselling_slot"), DECIDING, OFFICE),
    Row("counselling_slots:history", pk("counselling_slot"), DECIDING, OFFICE),
    Row("counselling_slots:history_results", pk("counselling_slot"), DECIDING, OFFICE),
    Row("counselling_slots:usage", pk("counselling_slot"), DECIDING, OFFICE),
]


def below(parent: str, **own: str) -> Arguments:
    """Of a screen below a record: its key and those of what belongs to it."""

    def arguments(side: Side) -> dict[str, Any]:
        keys = {name: getattr(side, value).pk for name, value in own.items()}
        return {"pk": getattr(side, parent).pk, **keys}

    return arguments


def with_value(arguments: Arguments, **values: Any) -> Arguments:
    return lambda side: {**dict(arguments(side)), **values}


def record_of_a_town(name: str, thing: str) -> list[Row]:
    """Wagtail's own views of a viewset whose records coordinators look after."""
    each = ("inspect", "edit", "delete", "history", "history_results", "usage")
    return [
        *(Row(f"{name}:{view}", own=DECIDING) for view in ("index", "index_results", "add")),
        *(Row(f"{name}:{view}", pk(thing), DECIDING, OFFICE) for view in each),
    ]


EVENT, PROGRAMME = "speed_dating", "tandem_programme"
GUEST = below(EVENT, guest="speed_dating_guest")
PAIRS = [
    *record_of_a_town("speed_datings", EVENT),
    Row("speed_datings:plan", pk(EVENT), DECIDING, OFFICE, method="post"),
    Row("speed_datings:people", pk(EVENT), DECIDING, OFFICE),
    Row("speed_datings:guest", GUEST, DECIDING, OFFICE),
    Row("speed_datings:new_table", pk(EVENT), DECIDING, OFFICE),
    Row("speed_datings:table", below(EVENT, table="speed_dating_table"), DECIDING, OFFICE),
    Row("speed_datings:move", with_value(GUEST, number=0), DECIDING, OFFICE),
    Row("speed_datings:print", with_value(pk(EVENT), sheets="personen"), DECIDING, OFFICE),
    *record_of_a_town("tandems_admin", PROGRAMME),
    Row("tandems_admin:pair", pk(PROGRAMME), DECIDING, OFFICE, method="post"),
    Row("tandems_admin:add_person", with_value(pk(PROGRAMME), side="begleitet"), DECIDING, OFFICE),
    Row("tandems_admin:person", below(PROGRAMME, person="mentor"), DECIDING, OFFICE),
    Row("tandems_admin:tandem", below(PROGRAMME, tandem="tandem"), DECIDING, OFFICE),
    Row("tandems_admin:letter", below(PROGRAMME, tandem="tandem"), DECIDING, OFFICE),
]

SAVED_SEARCHES = [
    Row("alerts:save_search", own=EVERYBODY),
    Row("alerts:save_profile", own=EVERYBODY),
    Row("alerts:sent", own=EVERYBODY),
    Row("alerts:page", own=SIGNED_IN),
    Row("alerts:change", own=SIGNED_IN, method="post"),
    Row("alerts:limit", own=SIGNED_IN, method="post"),
    Row("alerts:end_all", own=SIGNED_IN, method="post"),
    Row("alerts:export", own=SIGNED_IN),
]

CARD_RULES = [
    Row("card_requirements", own=EVERYBODY),
    Row("card_rules:index", own=DECIDING),
    Row("card_rules:index_results", own=DECIDING),
    Row("card_rules:add", own=DECIDING),
    *(
        Row(f"card_rules:{view}", pk("card_rule"), DECIDING, OFFICE)
        for view in (
            "edit",
            "delete",
            "copy",
            "inspect",
            "history",
            "history_results",
            "usage",
        )
    ),
]


def in_draft(**names: str) -> Arguments:
    """The applicant's draft of a card, and something of it."""
    return lambda side: {
        "pk": side.card_draft.pk,
        **{keyword: getattr(side, name).pk for keyword, name in names.items()},
    }


def in_case(**names: str) -> Arguments:
    """The applicant's case that was handed in, and something of it."""
    return lambda side: in_draft(**names)(side) | {"pk": side.card_case.pk}


# Without an account the same addresses are reached by link: test_wizard.py of the applications.
CARD_APPLICATIONS = [
    Row("card_applications:start", own=EVERYBODY),
    *(
        Row(f"card_applications:{name}", in_draft(), THE_VOLUNTEER)
        for name in ("person", "town", "works", "find", "add_named", "questions", "send")
    ),
    Row("card_applications:add", in_draft(organisation="record"), THE_VOLUNTEER),
    Row("card_applications:change", in_draft(attestation="card_work"), THE_VOLUNTEER),
    Row(
        "card_applications:remove",
        in_draft(attestation="card_work"),
        THE_VOLUNTEER,
        method="post",
    ),
    Row("card_applications:no_proof", in_draft(proof="card_proof"), THE_VOLUNTEER, method="post"),
    Row("card_applications:discard", in_draft(), THE_VOLUNTEER, method="post"),
    Row("card_applications:page", in_case(), THE_VOLUNTEER),
    Row("card_applications:confirm", in_case(), THE_VOLUNTEER, method="post"),
    Row("card_applications:resend", in_case(), THE_VOLUNTEER, method="post"),
    Row("card_applications:contact", in_case(attestation="card_attestation"), THE_VOLUNTEER),
    Row("card_applications:proof", in_case(attestation="card_attestation"), THE_VOLUNTEER),
    Row("card_applications:shortcut_proof", in_case(), THE_VOLUNTEER),
    Row("card_applications:reply", in_case(), THE_VOLUNTEER, method="post"),
    Row("card_applications:withdraw", in_case(), THE_VOLUNTEER),
    Row("desk_cards:home", desk(), DESK),
    Row("desk_cards:attestation", at_desk("card_attestation"), DESK),
    Row("desk_cards:apply_for_many", desk(), DESK),
    Row("desk_cards:table", desk(), DESK),
    Row("desk_cards:propose", desk(), DESK),
]

CARD_CASES = [
    Row("card_figures", own=DECIDING),
    Row("card_cases:index", own=DECIDING),
    Row("card_cases:index_results", own=DECIDING),
    Row("card_cases:add", own=DECIDING),
    Row("card_cases:inspect", pk("card_case"), DECIDING, OFFICE),
    Row("card_cases:edit", pk("card_case"), DECIDING, OFFICE),
    *(
        Row(f"card_cases:{act}", pk("card_case"), DECIDING, OFFICE, method="post")
        for act in ("approve", "decline", "ask", "reopen", "seen", "withdraw")
    ),
    *(
        Row(
            f"card_cases:{act}",
            in_case(attestation="card_attestation"),
            DECIDING,
            OFFICE,
            method="post",
        )
        for act in ("confirm", "contact")
    ),
    Row("card_cases:proof", in_case(proof="case_proof"), DECIDING, OFFICE),
    *(
        Row(
            "wagtail_bulk_action",
            lambda side, action=action: {
                "app_label": "ehrenamtskarte",
                "model_name": "cardapplication",
                "action": action,
            },
            DECIDING,
            OFFICE,
            query="?id={side.card_case.pk}",
            check=offers_any_case,
        )
        for action in ("approve", "decline")
    ),
]

ISSUED_CARDS = [
    *(
        Row(f"{name}:{view}", own=DECIDING)
        for name in ("cards", "card_batches", "card_designs")
        for view in ("index", "index_results")
    ),
    Row("card_batches:add", own=DECIDING),
    Row("card_designs:add", own=DECIDING),
    Row("cards:scan", own=DECIDING),
    # Without certificates there are no passes; with them they are for the card's holder, by account
    # or by the phone that has the card (tests/ehrenamtskarte/wallet).
    Row("wallet:from_phone", method="post"),
    *(Row(f"wallet:{view}", pk("card")) for view in ("card", "apple_file")),
    *(Row(f"wallet:{view}", pk("card"), method="post") for view in ("make", "end")),
    # Only its holder, in the last days of a card (tests/ehrenamtskarte/issuing).
    Row("card_renewals:own", lambda side: {"card": side.card.pk}),
    *(
        Row(f"cards:{view}", pk("card"), DECIDING, OFFICE)
        for view in ("inspect", "pdf", "revoke", "replace", "handed_over")
    ),
    *(
        Row(f"cards:{view}", pk("card"), DECIDING, OFFICE, method="post")
        for view in ("revoke", "replace", "handed_over")
    ),
    Row("card_batches:inspect", pk("card_batch"), DECIDING, OFFICE),
    Row(
        "card_batches:paper",
        lambda side: {"pk": side.card_batch.pk, "paper": "boegen"},
        DECIDING,
        OFFICE,
    ),
    *(
        Row(f"card_batches:{view}", pk("card_batch"), DECIDING, OFFICE, method="post")
        for view in ("go_on", "printed", "handed_over", "letters")
    ),
    *(
        Row(f"card_designs:{view}", pk("card_design"), DECIDING, OFFICE)
        for view in ("edit", "show")
    ),
]

GROUPS = {
    "pages": PAGES,
    "lists": LISTS,
    "bulk_actions": BULK,
    "towns": TOWNS,
    "imports": IMPORTS,
    "partner_lists": PARTNER_LISTS,
    "registrations": REGISTRATIONS,
    "shops": SHOPS,
    "images": IMAGES,
    "documents": DOCUMENTS,
    "collections": COLLECTIONS,
    "workflows": WORKFLOWS,
    "people": PEOPLE,
    "vocabularies": VOCABULARIES,
    "redirects_and_sites": REDIRECTS_AND_SITES,
    "mails": MAILS,
    "settings": SETTINGS,
    "reported_barriers": REPORTED_BARRIERS,
    "checking_cards": CHECKING_CARDS,
    "card_keys": CARD_KEYS,
    "choosers": CHOOSERS,
    "api": API,
    "public": PUBLIC,
    "applications": APPLICATIONS,
    "inbox": INBOX,
    "offers at desks": OFFERS_AT_DESK,
    "finder": FINDER,
    "invitations to offers": INVITATIONS,
    "desks": DESKS,
    "engagement": ENGAGEMENT,
    "certificates": CERTIFICATES,
    "checks": CHECKS,
    "card_rules": CARD_RULES,
    "card_applications": CARD_APPLICATIONS,
    "issued_cards": ISSUED_CARDS,
    "card_cases": CARD_CASES,
    "counselling": COUNSELLING,
    "pairs": PAIRS,
    "saved searches": SAVED_SEARCHES,
    "open_data": OPEN_DATA,
}

# Addresses without a row, each with the reason.
OWN_UPLOAD = "answers only about an upload that the same person has begun"
OWN_SESSION = "is about the own session or profile"
NO_DATA = "shows no data"
CHECKED_BY_TOKEN = "needs a secret of its own"
SITES = "as wagtailsites:add: only for superusers"
ELSEWHERE = {
    "api:nothing": NO_DATA,
    "admin_login": "leads to account_login",
    "verwaltung/test404/": NO_DATA,
    "verwaltung/^.*/$": "the admin's own 404",
    "wagtailadmin_error_test": NO_DATA,
    "wagtailadmin_account": OWN_SESSION,
    "wagtailadmin_logout": OWN_SESSION,
    "wagtailadmin_dismissibles": OWN_SESSION,
    "wagtailadmin_editing_sessions:ping": OWN_SESSION,
    "wagtailadmin_editing_sessions:release": OWN_SESSION,
    "wagtailadmin_block_preview": "shows examples, nobody's content",
    "wagtailadmin_sprite": NO_DATA,
    "wagtailadmin_javascript_catalog": NO_DATA,
    "wagtailadmin_login": "hidden behind admin_login",
    "wagtailadmin_password_reset": "switched off",
    "wagtailadmin_password_reset_done": "switched off",
    "wagtailadmin_password_reset_confirm": "switched off",
    "wagtailadmin_password_reset_complete": "switched off",
    "wagtailadmin_api:pages:find": "leads to wagtailadmin_api:pages:detail",
    "wagtailadmin_api:images:find": "leads to wagtailadmin_api:images:detail",
    "wagtailadmin_api:documents:find": "leads to wagtailadmin_api:documents:detail",
    "wagtailsnippets:index": "there are no snippets",
    "wagtailembeds:chooser_upload": "nothing from outside can be embedded",
    "wagtailredirects:edit": "as wagtailredirects:add: only for superusers",
    "wagtailredirects:delete": "as wagtailredirects:add: only for superusers",
    "wagtaildocs:create_multiple_from_uploaded_document": OWN_UPLOAD,
    "wagtaildocs:delete_upload_multiple": OWN_UPLOAD,
    "wagtailimages:create_multiple_from_uploaded_image": OWN_UPLOAD,
    "wagtailimages:delete_upload_multiple": OWN_UPLOAD,
    "wagtailsites:edit": SITES,
    "wagtailsites:delete": SITES,
    "wagtailsites:history": SITES,
    "wagtailsites:history_results": SITES,
    "wagtailsites:usage": SITES,
    "wagtailsites:copy": SITES,
    "wagtaildocs_authenticate_with_password": CHECKED_BY_TOKEN,
    "wagtailcore_authenticate_with_password": CHECKED_BY_TOKEN,
    "wagtailcore_login": "leads to account_login",
    "account_confirm_login_code": CHECKED_BY_TOKEN,
    "account_email_verification_sent": CHECKED_BY_TOKEN,
    "account_reset_password_from_key": CHECKED_BY_TOKEN,
    "link": CHECKED_BY_TOKEN,
    "registration:confirm": CHECKED_BY_TOKEN,
    "registration:vouch": CHECKED_BY_TOKEN,
    "desk:invitation": CHECKED_BY_TOKEN,
    "partner_joining:confirm": CHECKED_BY_TOKEN,
    "partner_owners:accept": CHECKED_BY_TOKEN,
    "partner_asking:answer": CHECKED_BY_TOKEN,
    # tests/engagement/test_links.py goes over all of these.
    **{
        f"hours_by_link:{row.name.split(':')[1]}": CHECKED_BY_TOKEN
        for row in ENGAGEMENT
        if row.name.startswith("hours:")
    },
    **{f"asked:{name}": CHECKED_BY_TOKEN for name in ("engagement", "hours", "dispute")},
    # tests/ehrenamtskarte/applications goes over these.
    "card_applications:open": BY_MAIL,
    # tests/ehrenamtskarte/phone goes over these: a code, the own account, the phone's own key.
    **{f"my_cards_{name}": CHECKED_BY_TOKEN for name in ("activate", "remove")},
    # tests/partners goes over these: the code of an owner's screen, the token of a device.
    "device_pair": CHECKED_BY_TOKEN,
    **{
        f"device_{name}": CHECKED_BY_TOKEN
        for name in ("state", "usable", "redemptions", "take_back", "number")
    },
    "card_renewals:renew": BY_MAIL,
    **{f"card_attestations:{name}": CHECKED_BY_TOKEN for name in ("answer", "second")},
    "opportunities:still_open": CHECKED_BY_TOKEN,
    "applications:consent": BY_MAIL,
    # tests/matching/tandems goes over it.
    "tandems:page": BY_MAIL,
    "counselling:page_by_link": BY_MAIL,
    "counselling:confirm_by_link": BY_MAIL,
    "counselling:book_by_link": BY_MAIL,
    "counselling:cancel_by_link": BY_MAIL,
    "counselling:withdraw_by_link": BY_MAIL,
    "certificate:by_link": BY_MAIL,
    "certificate:pdf_by_link": BY_MAIL,
    "applications:page_by_link": BY_MAIL,
    "applications:confirm_by_link": BY_MAIL,
    "applications:withdraw_by_link": BY_MAIL,
    "applications:choose_dates_by_link": BY_MAIL,
    "applications:answer_offer_by_link": BY_MAIL,
    "applications:write_message_by_link": BY_MAIL,
    "applications:attachment_by_link": BY_MAIL,
    "applications:calendar_by_link": BY_MAIL,
    "applications:calendar_feed_by_link": BY_MAIL,
    "applications:cancel_date_by_link": BY_MAIL,
    "applications:choose_cover_by_link": BY_MAIL,
    "cover:request": BY_MAIL,
    "alerts:search_by_mail": BY_MAIL,
    "alerts:page_by_link": BY_MAIL,
    "alerts:change_by_link": BY_MAIL,
    "alerts:limit_by_link": BY_MAIL,
    "alerts:end_all_by_link": BY_MAIL,
    "alerts:export_by_link": BY_MAIL,
    "alerts:feed": CHECKED_BY_TOKEN,
    "alerts:unsubscribe": CHECKED_BY_TOKEN,
    "invitations:page_by_link": BY_MAIL,
    "invitations:accept_by_link": BY_MAIL,
    "dates:feed": CHECKED_BY_TOKEN,
}
