import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail_factories import ImageFactory

from core import content_version, pictures

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def test_many_pictures_cost_one_query_once_they_are_made():
    images = [ImageFactory(title=f"Bild {n}") for n in range(3)]
    keys = [image.pk for image in images]
    first = pictures.renditions(keys, pictures.CARD)
    assert first.keys() == set(keys)
    with CaptureQueriesContext(connection) as captured:
        assert pictures.renditions(keys, pictures.CARD) == first
    assert len(captured) == 1
    assert pictures.renditions([], pictures.CARD) == {}


def test_another_focal_point_is_another_cut():
    image = ImageFactory(title="Bild", file__width=800, file__height=400)
    old = pictures.renditions([image.pk], pictures.CARD)[image.pk]
    image.focal_point_x, image.focal_point_y = 50, 50
    image.focal_point_width = image.focal_point_height = 20
    image.save()
    new = pictures.renditions([image.pk], pictures.CARD)[image.pk]
    assert new.file.name != old.file.name
    assert pictures.renditions([image.pk], pictures.CARD)[image.pk] == new


def test_a_lost_file_is_no_reason_to_fail():
    image = ImageFactory(title="Bild")
    image.file.storage.delete(image.file.name)
    assert pictures.rendition(image, pictures.CARD) is None
    assert pictures.renditions([image.pk], pictures.CARD) == {}
    assert pictures.rendition(None, pictures.CARD) is None


def test_changing_a_picture_changes_what_the_public_sees(django_capture_on_commit_callbacks):
    image = ImageFactory(title="Bild")
    before = content_version.current()
    with django_capture_on_commit_callbacks(execute=True):
        image.save()
    assert content_version.current() > before
