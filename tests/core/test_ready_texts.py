import importlib

import pytest
from django.apps import apps
from django.contrib.auth.models import Group

from core.models import ReadyText
from core.services import load_ready_texts
from home.services import OFFICE

pytestmark = pytest.mark.django_db


def test_a_new_site_has_some_for_every_purpose(home):
    for purpose in ReadyText.Purpose:
        texts = ReadyText.objects.for_purpose(purpose)
        assert 3 <= texts.count() <= 5
        for text in texts:
            text.full_clean()


def test_what_the_office_has_begun_is_left_alone(home):
    ReadyText.objects.exclude(pk=ReadyText.objects.first().pk).delete()
    assert load_ready_texts() == 0
    assert ReadyText.objects.count() == 1


def test_what_is_switched_off_cant_be_chosen(home):
    purpose = ReadyText.Purpose.OFFER_RETURNED
    text = ReadyText.objects.for_purpose(purpose).first()
    text.is_active = False
    text.save()
    assert text not in ReadyText.objects.for_purpose(purpose)


def test_sites_from_before_get_them_with_the_upgrade(home):
    fill = importlib.import_module("core.migrations.0005_ready_texts_for_the_office").fill
    wanted = ReadyText.objects.count()
    office = Group.objects.get(name=OFFICE)
    ReadyText.objects.all().delete()
    office.permissions.clear()
    for _ in range(2):
        fill(apps, None)
    assert ReadyText.objects.count() == wanted
    assert set(office.permissions.values_list("codename", flat=True)) == {
        *(f"{action}_readytext" for action in ("add", "change", "delete", "view")),
        *("change_mailattempt", "view_mailattempt"),
    }
