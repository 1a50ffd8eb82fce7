import pytest

from config.settings import base
from core import content_version
from core.models import ContentVersion, EngagementField


@pytest.fixture
def clock(monkeypatch, settings):
    """A clock that stands still until told otherwise; looked at as where the site is served."""
    now = [1000.0]
    settings.CONTENT_LOOK_EVERY = base.CONTENT_LOOK_EVERY
    monkeypatch.setattr(content_version.time, "monotonic", lambda: now[0])
    content_version.forget_everything()
    return now


@pytest.mark.django_db
def test_another_process_is_noticed_within_a_second(clock, django_assert_num_queries):
    assert content_version.current() == 0
    ContentVersion.objects.create(pk=1, number=7)  # as another process would
    with django_assert_num_queries(0):
        assert content_version.current() == 0
    clock[0] += 1
    with django_assert_num_queries(1):
        assert content_version.current() == 7


@pytest.mark.django_db
def test_the_own_change_is_seen_at_once(clock, django_capture_on_commit_callbacks):
    before = content_version.current()
    with django_capture_on_commit_callbacks(execute=True):
        content_version.bump()
    assert content_version.current() == before + 1


@pytest.mark.django_db
def test_nothing_is_announced_before_the_commit(clock, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        content_version.bump()
        assert not ContentVersion.objects.exists()
    assert len(callbacks) == 1


@pytest.mark.django_db
def test_what_is_kept_is_made_again_after_a_change(clock, django_capture_on_commit_callbacks):
    made = []
    get = content_version.kept(lambda: made.append(1) or len(made))
    assert [get(), get()] == [1, 1]
    with django_capture_on_commit_callbacks(execute=True):
        EngagementField.objects.create(label="Raumfahrt", slug="raumfahrt")
    assert get() == 2
