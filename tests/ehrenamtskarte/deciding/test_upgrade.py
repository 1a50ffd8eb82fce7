"""Sites that were founded before get what the decisions need."""

import importlib

import pytest
from django.apps import apps
from django.contrib.auth.models import Group

from core.models import ReadyText
from ehrenamtskarte.models import Attestation, CardApplication
from home.services import OFFICE
from tests.ehrenamtskarte.deciding.cases import made_case

pytestmark = pytest.mark.django_db

WANTED = {f"{action}_cardapplication" for action in ("view", "add", "change")}


def test_coordinators_and_the_office_may_decide(luenen):
    groups = [luenen.municipality.coordinators, Group.objects.get(name=OFFICE)]
    for group in groups:
        assert set(group.permissions.values_list("codename", flat=True)) >= WANTED
        group.permissions.clear()
    grant = importlib.import_module("ehrenamtskarte.migrations.0011_cases_for_coordinators").grant
    for _ in range(2):
        grant(apps, None)
    for group in groups:
        assert set(group.permissions.values_list("codename", flat=True)) == WANTED
    assert not luenen.municipality.editors.permissions.filter(codename__in=WANTED).exists()


def test_cases_from_before_are_found(luenen):
    case = made_case(luenen, first_name="Jörg", last_name="Müller")
    CardApplication.objects.update(search_first_name="")
    Attestation.objects.update(search_name="")
    importlib.import_module("ehrenamtskarte.migrations.0010_cases_are_found").fill(apps, None)
    case.refresh_from_db()
    assert case.search_first_name == "joerg mueller"
    assert case.attestations.get().search_name == "verein am ort"


def test_the_ready_texts_come_with_the_upgrade_and_only_once(home):
    purposes = (ReadyText.Purpose.CARD_DECLINED, ReadyText.Purpose.CARD_QUESTION)
    wanted = ReadyText.objects.filter(purpose__in=purposes).count()
    ReadyText.objects.filter(purpose__in=purposes).delete()
    fill = importlib.import_module("core.migrations.0006_ready_texts_for_cards").fill
    for _ in range(2):
        fill(apps, None)
    assert ReadyText.objects.filter(purpose__in=purposes).count() == wanted
