"""Returning a page: Wagtail's dialog with ready texts, and towns that were founded before."""

import importlib
import json

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from wagtail.models import GroupApprovalTask, Task, TaskState

from core.models import ReadyText
from municipalities.models import TownApprovalTask
from municipalities.returning import ReturnForm
from tests.factories import OpportunityPageFactory, OrganisationPageFactory, UserFactory

pytestmark = pytest.mark.django_db

XHR = {"x-requested-with": "XMLHttpRequest"}


@pytest.fixture
def waiting(luenen, client):
    """An offer that waits for the town, and the dialog's address for its coordinator."""
    organisation = OrganisationPageFactory(parent=luenen.page)
    offer = OpportunityPageFactory(parent=organisation, published=False)
    offer.get_workflow().start(offer, UserFactory())
    client.force_login(UserFactory(groups=[luenen.municipality.coordinators]))
    state = TaskState.objects.get(status=TaskState.STATUS_IN_PROGRESS)
    return state, reverse("wagtailadmin_pages:workflow_action", args=(offer.pk, "reject", state.pk))


def test_the_dialog_offers_the_ready_texts_and_makes_one_comment(waiting, client):
    state, address = waiting
    first, second = ReadyText.objects.for_purpose(ReadyText.Purpose.OFFER_RETURNED)[:2]
    dialog = json.loads(client.get(address, headers=XHR).content)["html"]
    assert first.text in dialog
    assert second.text in dialog
    sent = {"ready": [first.pk, second.pk], "comment": " Danke! "}
    client.post(address, sent, headers=XHR)
    state.refresh_from_db()
    assert state.status == TaskState.STATUS_REJECTED
    assert state.comment == f"{first.text}\n\n{second.text}\n\nDanke!"


def test_without_a_word_nothing_is_returned(waiting, client):
    state, address = waiting
    answer = json.loads(client.post(address, {"comment": "  "}, headers=XHR).content)
    assert "Bitte schreiben Sie, was geändert werden soll." in answer["html"]
    state.refresh_from_db()
    assert state.status == TaskState.STATUS_IN_PROGRESS


def test_while_editing_the_comment_travels_as_json(waiting, client):
    _state, address = waiting
    collect = address.replace("/action/", "/collect_action_data/")
    ready = ReadyText.objects.for_purpose(ReadyText.Purpose.OFFER_RETURNED).first()
    answer = json.loads(client.post(collect, {"ready": ready.pk}, headers=XHR).content)
    assert answer["cleaned_data"] == {"comment": ready.text}


def test_other_purposes_and_what_is_switched_off_cant_be_chosen(home):
    other = ReadyText.objects.for_purpose(ReadyText.Purpose.APPLICATION_DECLINED).first()
    assert not ReturnForm({"ready": [other.pk]}).is_valid()
    ready = ReadyText.objects.for_purpose(ReadyText.Purpose.OFFER_RETURNED).first()
    ready.is_active = False
    ready.save()
    assert not ReturnForm({"ready": [ready.pk]}).is_valid()


def test_approving_asks_for_no_more_than_before(luenen):
    task = TownApprovalTask.objects.get()
    assert task.get_form_for_action("approve") is not ReturnForm


@pytest.fixture
def types_are_asked_for_again():
    """Their numbers are kept in memory, where nothing is rolled back."""
    yield
    ContentType.objects.clear_cache()


@pytest.mark.usefixtures("types_are_asked_for_again")
def test_tasks_of_towns_that_were_founded_before_become_such(waiting, luenen):
    state, _address = waiting
    migration = importlib.import_module("municipalities.migrations.0003_approval_by_the_town")
    task = TownApprovalTask.objects.get()
    other = GroupApprovalTask.objects.create(name="Andere")
    other.groups.add(Group.objects.create(name="Andere"))
    migration.become_plain(apps, None)
    TownApprovalTask.objects.filter(pk=task.pk)._raw_delete("default")
    assert type(Task.objects.get(pk=task.pk).specific) is GroupApprovalTask
    # As it is when an old site is migrated: nobody has made the new type yet.
    ContentType.objects.filter(model="townapprovaltask").delete()
    ContentType.objects.clear_cache()

    migration.become(apps, None)
    ContentType.objects.clear_cache()
    found = Task.objects.get(pk=task.pk).specific
    assert type(found) is TownApprovalTask
    assert list(found.groups.all()) == [luenen.municipality.coordinators]
    state.refresh_from_db()
    assert state.task.specific == found
    assert state.status == TaskState.STATUS_IN_PROGRESS
    assert type(Task.objects.get(pk=other.pk).specific) is GroupApprovalTask
