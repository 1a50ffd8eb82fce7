"""The town answers in Wagtail's form while the browser saves that form by itself."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from opportunities.desk.gate import submit_offer
from opportunities.models import OpportunityPage
from tests.factories import OpportunityPageFactory


@pytest.fixture
def waiting(desk):
    offer = OpportunityPageFactory(parent=desk.page, title="Vorlesen", published=False)
    submit_offer(offer=offer, organisation=desk.organisation, by=desk.member)
    desk.client.force_login(desk.coordinator)
    return offer


def edit_form(desk, offer):
    """What the browser would send of the form in which a page is edited."""
    page = BeautifulSoup(desk.client.get(edit_url(offer)).content, "html.parser")
    form = page.select_one("form[data-edit-form]")
    sent = {}
    for field in form.select("[name]"):
        if field.name == "select":
            chosen = [one["value"] for one in field.select("option[selected]")]
            sent[field["name"]] = chosen
        elif field.name == "textarea":
            sent[field["name"]] = field.text.removeprefix("\n")
        elif field.name == "input" and field.get("type") not in {"checkbox", "radio", "submit"}:
            sent[field["name"]] = field.get("value", "")
        elif field.has_attr("checked"):
            sent.setdefault(field["name"], []).append(field.get("value", "on"))
    return sent


def edit_url(offer):
    return reverse("wagtailadmin_pages:edit", args=(offer.pk,))


APPROVAL = {"action-workflow-action": "true", "workflow-action-name": "approve"}


def test_an_autosave_decides_nothing(desk, waiting):
    form = edit_form(desk, waiting) | APPROVAL
    refused = desk.client.post(edit_url(waiting), form, headers={"accept": "application/json"})
    assert refused.status_code == 400
    assert refused.json()["success"] is False
    offer = OpportunityPage.objects.get(pk=waiting.pk)
    assert (offer.live, offer.workflow_in_progress) == (False, True)

    assert desk.client.post(edit_url(waiting), form).status_code == 302
    offer = OpportunityPage.objects.get(pk=waiting.pk)
    assert (offer.live, offer.workflow_in_progress) == (True, False)


def test_an_autosave_still_saves(desk, waiting):
    form = edit_form(desk, waiting) | {"title": "Vorlesen am Kamin"}
    saved = desk.client.post(edit_url(waiting), form, headers={"accept": "application/json"})
    assert saved.json()["success"] is True
    offer = OpportunityPage.objects.get(pk=waiting.pk)
    assert offer.get_latest_revision_as_object().title == "Vorlesen am Kamin"
    assert offer.workflow_in_progress
